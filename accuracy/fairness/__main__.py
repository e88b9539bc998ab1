"""`python -m accuracy.fairness`: what flips when names, address, dialect or manners are swapped.

With --flips every flip is told; of the evaluation set only ids would be, so none of its words are.
"""

import argparse
import sys
from collections.abc import Sequence

from accuracy.fairness.probing import DEVELOPMENT, Flip, all_probed, fairness_table


def main(arguments: Sequence[str]) -> None:
    """Print the table, and on request each flip."""
    parser = argparse.ArgumentParser(prog="python -m accuracy.fairness", description=__doc__)
    parser.add_argument("--flips", action="store_true")
    asked = parser.parse_args(arguments)
    probed = all_probed()
    print("\n".join(fairness_table(probed)))
    if asked.flips:
        print("\n".join(map(_told, probed.flips)))


def _told(flip: Flip) -> str:
    pair = flip.pair
    kind = f"{pair.source} {pair.call.language} {pair.group}"
    changed = [
        f"    {one.text}\n    {other.text}"
        for one, other in zip(pair.call.segments, pair.twin.segments, strict=True)
        if one.text != other.text and pair.source != DEVELOPMENT
    ]
    told = f"{kind}: {flip.criterion} {flip.before} -> {flip.after}"
    return "\n".join([told, *changed])


if __name__ == "__main__":
    main(sys.argv[1:])
