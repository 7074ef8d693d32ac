"""Tests of the stage that reads bytes into documents."""
