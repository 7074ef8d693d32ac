"""Tests of the stage that splits documents into sections and sentences."""
