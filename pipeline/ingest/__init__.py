"""Bytes to Documents: one reader for each format, each with limits."""
