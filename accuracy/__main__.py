"""`python -m accuracy [SET …]`: how well the engine hears, on the terminal."""

import argparse
import sys
from collections.abc import Sequence

from accuracy import results
from accuracy.dialogues import read_set
from accuracy.systems import SYSTEMS, measure


def main(arguments: Sequence[str]) -> None:
    """Print the tables of the named sets."""
    asked = _parser().parse_args(arguments)
    for name in asked.sets:
        scored = measure(read_set(name), SYSTEMS[asked.system])
        print(f"\n{name}, {asked.system}: {len(scored)} dialogues")
        for part in (results.families, results.details, results.decided):
            print("\n" + "\n".join(part(scored)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m accuracy", description=__doc__)
    parser.add_argument("sets", nargs="*", default=["tune"])
    parser.add_argument("--system", choices=SYSTEMS, default="both")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
