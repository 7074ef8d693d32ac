"""`python -m tests.gate`: scores the gold of this project against its floors, or any gold in the shared format."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pipeline.errors import TidyclaimsError
from tests.gate.floors import FLOORS, Pinned, breaches, lowered, measures_of, read_pinned, write_pinned
from tests.gate.measure import Measurement, measure_own, measure_shared
from tests.gate.page import PAGE, quality_page
from tests.gate.table import miss_lines, score_lines

DONE, BREACH, UNREADABLE = 0, 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all floors hold, 1 one does not or a lowering was not accepted, 3 the gold cannot be read."""
    args = _parser().parse_args(arguments)
    try:
        measured = measure_shared(args.gold) if args.gold else measure_own()
    except (TidyclaimsError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    _report(measured, args)
    if args.gold:
        return DONE
    if args.update:
        return _pin(measured, accept_lower=args.accept_lower)
    if args.write_docs:
        PAGE.write_text(quality_page(read_pinned()), "utf-8")
    return _judge(measured)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.gate", description=__doc__)
    parser.add_argument(
        "--gold", type=Path, help="score this gold (JSON Lines) over the documents in the folder of its stem"
    )
    parser.add_argument("--misses", nargs="?", const="", help="list what is not as the gold has it, or only what starts so")
    parser.add_argument("--json", type=Path, help="write the figures there as JSON")
    parser.add_argument("--update", action="store_true", help="pin what is measured as the new floors")
    parser.add_argument("--accept-lower", action="store_true", help="with --update: let floors sink too")
    parser.add_argument("--write-docs", action="store_true", help=f"write {PAGE.name} from the pinned floors")
    return parser


def _report(measured: Measurement, args: argparse.Namespace) -> None:
    lines = score_lines(measured.score)
    if args.misses is not None:
        lines += ["", *miss_lines(measured.score, args.misses)]
    sys.stdout.write("\n".join(lines) + "\n")
    if args.json:
        args.json.write_text(json.dumps(measures_of(measured.score), indent=1) + "\n", "utf-8")


def _pin(measured: Measurement, *, accept_lower: bool) -> int:
    pinned, measures = read_pinned(), measures_of(measured.score)
    sinking = lowered(pinned, measures)
    if sinking and not accept_lower:
        lines = [f"would lower {name}: {pinned.floors[name]:.1f} to {measures.get(name, 0.0):.1f}" for name in sinking]
        sys.stderr.write("\n".join([*lines, "Nothing was pinned. Mend it, or accept it with --accept-lower"]) + "\n")
        return BREACH
    new = Pinned(measured.fingerprint, measured.sizes, measures)
    write_pinned(new)
    PAGE.write_text(quality_page(new), "utf-8")
    sys.stdout.write(f"pinned {len(measures)} floors in {FLOORS.name} and wrote {PAGE.name}\n")
    return DONE


def _judge(measured: Measurement) -> int:
    found = breaches(read_pinned(), measures_of(measured.score), fingerprint=measured.fingerprint)
    sys.stdout.write("\n".join(found or ["all floors hold"]) + "\n")
    return BREACH if found else DONE


if __name__ == "__main__":
    raise SystemExit(main())
