"""Mentions to claims: cues, period, measure, subject, attribution."""
