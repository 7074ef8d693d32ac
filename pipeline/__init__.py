"""tidyclaims: a folder of documents in, audited tables of numeric claims out."""
