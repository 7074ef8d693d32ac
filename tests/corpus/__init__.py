"""The corpus of wordings: one value, every wording that must give it, and what must give none."""
