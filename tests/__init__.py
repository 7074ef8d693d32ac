"""Tests of tidyclaims, a folder per stage."""
