"""The command line: `tidyclaims`. Commands import what they need when they run, so that each starts as fast as it can."""

from pipeline.cli.app import main

__all__ = ["main"]
