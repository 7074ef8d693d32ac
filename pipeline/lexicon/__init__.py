"""Vocabulary as data, and the loaders that refuse a malformed or doubly owned row."""
