"""Which predicted spans hit a true one, by the rules of the evaluation set's README."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ENOUGH = 0.3  # of the shorter span, or strictly of both

Span = Mapping[str, Any]  # turn, start, end; forbidden ones a category


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of (predicted, true); false predictions; true spans that nobody found."""

    pairs: tuple[tuple[Span, Span], ...]
    false: tuple[Span, ...]
    missed: tuple[Span, ...]


def match(
    predicted: Sequence[Span], true: Sequence[Span], optional: Sequence[Span], *, strict: bool
) -> Matched:
    """One to one, best overlap first; a further prediction that lies on a true span already found,
    or on an optional one, is neither right nor false."""
    close = sorted(
        (
            (-overlap(one, other), i, j)
            for i, one in enumerate(predicted)
            for j, other in enumerate(true)
            if _hits(one, other, strict=strict)
        ),
    )
    taken: dict[int, int] = {}
    for _, i, j in close:
        if i not in taken and j not in taken.values():
            taken[i] = j
    found = [true[j] for j in taken.values()]
    rest = [one for i, one in enumerate(predicted) if i not in taken]
    return Matched(
        pairs=tuple((predicted[i], true[j]) for i, j in taken.items()),
        false=tuple(one for one in rest if not _lies_on(one, [*found, *optional])),
        missed=tuple(one for j, one in enumerate(true) if j not in taken.values()),
    )


def length(span: Span) -> int:
    return int(span["end"] - span["start"])


def overlap(one: Span, other: Span) -> int:
    """Shared characters."""
    if one["turn"] != other["turn"]:
        return 0
    return int(max(0, min(one["end"], other["end"]) - max(one["start"], other["start"])))


def _hits(one: Span, other: Span, *, strict: bool) -> bool:
    lengths = (length(one), length(other))
    shared = overlap(one, other)
    return shared > 0 and shared >= ENOUGH * (max(lengths) if strict else min(lengths))


def _lies_on(span: Span, others: Sequence[Span]) -> bool:
    shared = (overlap(span, other) for other in others)
    return any(part > 0 and part >= ENOUGH * length(span) for part in shared)
