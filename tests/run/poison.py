"""Readers that meet a document no worker survives; importable by the worker processes."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.batches import Batch, read_batch
from pipeline.settings import Settings


def dies(batch: Batch, *, settings: Settings) -> Path:
    """End the process like a segmentation fault where a document named poison is in the batch."""
    if any("poison" in item.source for item in batch.inputs()):
        os._exit(11)
    return read_batch(batch, settings=settings)


def stumbles(batch: Batch, *, settings: Settings) -> Path:
    """Raise what only a defect raises where a document named poison is in the batch."""
    if any("poison" in item.source for item in batch.inputs()):
        raise ZeroDivisionError("poison")
    return read_batch(batch, settings=settings)


def finds_no_disk(batch: Batch, *, settings: Settings) -> Path:
    """Raise what every batch would meet."""
    raise OSError(28, "No space left on device")


def dies_when_together(batch: Batch, *, settings: Settings) -> Path:
    """Die for want of memory unless alone: a document that is only too much together with others."""
    if batch.documents > 1:
        os._exit(9)
    return read_batch(batch, settings=settings)
