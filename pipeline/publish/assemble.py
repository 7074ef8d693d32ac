"""What is made from the audited tables of a candidate before it is published."""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.analysis import CLAIMS_CSV, write_claims_csv, write_database
from pipeline.publish.codebook import write_codebook
from pipeline.publish.datapackage import write_datapackage


def assemble(candidate: Path) -> None:
    """Write claims.csv, tidyclaims.duckdb, datapackage.json and CODEBOOK.md of an audited candidate."""
    write_claims_csv(candidate)
    write_database(candidate)
    write_codebook(candidate)
    write_datapackage(candidate, csv_name=CLAIMS_CSV)
