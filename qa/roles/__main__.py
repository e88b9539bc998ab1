"""`python -m qa.roles train|measure`: weights from the bank; how well they tell speakers."""

import random
import sys
from collections.abc import Sequence

from qa.learned.bank import read_bank
from qa.learned.dialogues import read_dialogues
from qa.model import Language
from qa.roles.measuring import SHAPES, Told, left_out, line, tell
from qa.roles.training import train
from qa.roles.weights import FOLDER, save
from qa.scorecard import load_scorecard

_SEED = 7


def main(arguments: Sequence[str]) -> int:
    """2 where the command is neither of the two."""
    commands = {"train": train_all, "measure": measure_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    commands[arguments[0]]()
    return 0


def train_all() -> None:
    """Make the shipped weights anew."""
    dialogues, alone = read_dialogues(), read_bank()
    for language in Language:
        weights = train(
            [one for one in dialogues if one.language is language],
            [one for one in alone if one.language is language],
        )
        save(weights, FOLDER / f"{language}.npz")


def measure_all() -> None:
    """Every group of the bank, told by weights learned from the other groups."""
    dialogues, alone, scorecard = read_dialogues(), read_bank(), load_scorecard()
    for language in Language:
        own = [one for one in dialogues if one.language is language and one.group != "email"]
        lines = [one for one in alone if one.language is language]
        found: dict[str, list[Told]] = {shape: [] for shape in SHAPES}
        for weights, left in left_out(own, lines):
            for shape, cuts in SHAPES.items():
                chance = random.Random(_SEED)  # noqa: S311 - where a turn is cut is no secret
                found[shape] += [tell(one, cuts, weights, scorecard, chance) for one in left]
        for shape, told in found.items():
            sys.stdout.write(line(f"{language} {shape}", told) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
