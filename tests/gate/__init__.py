"""The quality gate: our own gold, our own scorer, and floors that no change may fall below."""
