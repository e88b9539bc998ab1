"""A conversation as recognisers cut it: turns in pieces, or two people in one segment.

For training and for measuring: nothing of a real call passes through here.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qa.learned.dialogues import Turn

_SENTENCE_ENDS = re.compile(r"(?<=[.!?؟…])\s+")
_LONG, _PIECE = 18, (6, 14)  # words without a mark, from which on a turn is cut; of a piece
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Cuts:
    """How often a turn is cut where it could be, and a turn is run together with the one before."""

    cut: float = 0.5
    merged: float = 0.0


def cut(turns: Sequence[Turn], cuts: Cuts, chance: random.Random) -> list[Turn]:
    """Each turn in one or more pieces, in order."""
    return [piece for turn in turns for piece in _pieces(turn, cuts.cut, chance)]


def merge(turns: Sequence[Turn], share: float, chance: random.Random) -> list[list[Turn]]:
    """Segments, of which some hold more than one turn."""
    segments: list[list[Turn]] = []
    for turn in turns:
        if segments and chance.random() < share:
            segments[-1].append(turn)
        else:
            segments.append([turn])
    return segments


def _pieces(turn: Turn, share: float, chance: random.Random) -> Iterator[Turn]:
    parts = [piece for part in _SENTENCE_ENDS.split(turn.text) for piece in _windows(part, chance)]
    starts = [index == 0 or chance.random() < share for index in range(len(parts))]
    numbers = [sum(starts[: index + 1]) for index in range(len(parts))]
    for _, group in groupby(zip(numbers, parts, strict=True), key=lambda pair: pair[0]):
        yield replace(turn, text=" ".join(part for _, part in group))


def _windows(part: str, chance: random.Random) -> Iterator[str]:
    words = part.split()
    if len(words) <= _LONG:
        yield part
        return
    while words:
        length = chance.randint(*_PIECE)
        if len(words) - length < _SHORTEST:
            length = len(words)
        yield " ".join(words[:length])
        words = words[length:]
