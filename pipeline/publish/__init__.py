"""Release candidates to releases: Parquet, CSV, DuckDB, data package, report."""
