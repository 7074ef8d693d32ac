"""Small folders of documents for tests of the whole way."""

from __future__ import annotations

import json
from pathlib import Path

HARVEST = "The harvest of 2023 came to 4.1 million tonnes, 12 percent more than in 2022. Prices fell by $30 a tonne."
PORT = "# The port\n\nThe port handled 310,000 containers in 2021 and plans for 500,000 by 2030.\n\n- 45% go to the north\n"
BRIDGE = (
    "<html><head><title>Bridge</title></head><body><p>The bridge cost €2.5 billion and opened in 2019.</p></body></html>"
)
RECORDS = [
    {"id": "north", "text": "In the north, two out of five farms closed between 2010 and 2020."},
    {"id": "south", "text": "In the south wages rose from 3 % to 5 % of costs."},
    {"text": "Some 1,200 people work there."},
]


def write_folder(root: Path, *, backwards: bool = False) -> Path:
    """Write a folder of documents of several formats, one of them twice and one empty; in either order on disk."""
    files = {
        "harvest.txt": HARVEST,
        "news/port.md": PORT,
        "news/bridge.html": BRIDGE,
        "news/copy-of-harvest.txt": HARVEST,
        "records.jsonl": "".join(json.dumps(record) + "\n" for record in RECORDS),
        "empty.txt": "",
    }
    for name in sorted(files, reverse=backwards):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], encoding="utf-8")
    (root / "harvest.txt.source.toml").write_text('title = "Harvest"\npublished = 2024-01-09\n', encoding="utf-8")
    return root
