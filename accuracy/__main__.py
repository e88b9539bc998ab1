"""`python -m accuracy`: measure how well the engine hears, and write docs/accuracy.md.

With names of sets it only prints their figures: `python -m accuracy tune`.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from accuracy import results
from accuracy.dialogues import EVALSET, read_set
from accuracy.report import PROJECT, measure_sets, summary, write_report
from accuracy.systems import ENGINE, layers_of, load_system, measure


def main(arguments: Sequence[str]) -> None:
    """Print the named sets, or measure everything and write the page."""
    asked = _parser().parse_args(arguments)
    if not (asked.evalset / "dev.jsonl").exists():
        print(f"There is no evaluation set in {asked.evalset}; the rest is measured.")
    if asked.sets:
        _print_sets(asked.sets, asked.system, asked.layer)
        return
    measured = measure_sets(asked.evalset, asked.system, final=asked.final)
    print("\n".join(summary(measured)))
    print(f"\nWritten: {write_report(PROJECT / 'docs', measured, asked.system)}")


def _print_sets(names: Sequence[str], system: str, layer: str) -> None:
    chosen = layers_of(load_system(system))[layer]
    for name in names:
        scored = measure(read_set(name), chosen)
        print(f"\n{name}, {layer}: {len(scored)} dialogues")
        for part in (results.families, results.details, results.decided):
            print("\n" + "\n".join(part(scored)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m accuracy", description=__doc__)
    parser.add_argument("sets", nargs="*", help="own sets to print the figures of")
    parser.add_argument("--system", default=ENGINE, help="a finder, as package.module:function")
    parser.add_argument("--layer", choices=["both", "rules", "learned"], default="both")
    parser.add_argument("--evalset", type=Path, default=EVALSET)
    parser.add_argument("--final", action="store_true", help="measure the unread third too")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
