"""Context: mentions → claims, by cues, labels and, where they do not suffice, a parse."""

from pipeline.contextualise.cues import Cue, cues_found
from pipeline.contextualise.parse import Parser, load_parser
from pipeline.contextualise.stage import claims_without_context, contextualise

__all__ = ["Cue", "Parser", "claims_without_context", "contextualise", "cues_found", "load_parser"]
