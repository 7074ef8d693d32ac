"""Sentences to mentions: the scan, the number grammar and the exclusion rules."""
