"""Loud and quiet places of a decoded channel, from its .levels file alone.

A level is decibels below full scale, one byte for each tenth of a second (a tick): small is loud.
"""

from collections.abc import Iterator
from pathlib import Path

from qa.audio import TICK_S

INAUDIBLE = 60  # decibels below full scale where nobody is heard any more
ABOVE_NOISE = 6  # decibels by which speech rises over the line's own noise
LEAST_RANGE = 15  # a channel that varies less than this has no noise floor to tell from speech
QUIET_SHARE = 0.9
CLICK = 2  # ticks; shorter sounds are not speech
BRIDGED = 50  # ticks; each stretch costs Whisper a whole 30-second window, so near ones are joined
MARGIN = 3  # ticks kept around speech
LONGEST = 290  # ticks; with its margins a stretch fits Whisper's 30 seconds
SMOOTHED = 5  # ticks; a cut needs half a quiet second, not one quiet instant

Stretch = tuple[int, int]  # ticks, the end not included


def read_levels(channel: Path) -> bytes:
    """The levels beside a channel's raw file."""
    return channel.with_suffix(".levels").read_bytes()


def voiced(levels: bytes) -> Iterator[Stretch]:
    """Stretches of under 30 seconds where something is said, cut at quiet places, with a margin."""
    for start, end in _joined(levels):
        for begin, stop in cut(levels, start, end, longest=LONGEST, shortest=LONGEST // 2):
            yield (
                max(0, begin - MARGIN) if begin == start else begin,
                min(len(levels), stop + MARGIN) if stop == end else stop,
            )


def cut(levels: bytes, start: int, end: int, *, longest: int, shortest: int) -> Iterator[Stretch]:
    """Parts no longer than `longest`, each but the last ending at the quietest place in reach."""
    while end - start > longest:
        edge = _quietest(levels, start + shortest, start + longest)
        yield start, edge
        start = edge
    yield start, end


def seconds(tick: int) -> float:
    return round(tick * TICK_S, 1)


def _quietest(levels: bytes, start: int, end: int) -> int:
    """The middle of the quietest half second between two ticks; of equals, the latest."""
    half = SMOOTHED // 2

    def quietness(tick: int) -> tuple[int, int]:
        return min(levels[max(0, tick - half) : tick + half + 1]), tick

    return max(range(start, end), key=quietness)


def _joined(levels: bytes) -> list[Stretch]:
    """Loud stretches, near ones joined, clicks left out."""
    joined: list[Stretch] = []
    for start, end in _loud(levels, _gate(levels)):
        if end - start < CLICK:
            continue
        if joined and start - joined[-1][1] < BRIDGED:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _gate(levels: bytes) -> int:
    """The level from which sound counts as speech."""
    ranked = sorted(levels)
    noise = ranked[int(QUIET_SHARE * (len(ranked) - 1))]
    if noise - ranked[0] < LEAST_RANGE:
        return INAUDIBLE
    return min(INAUDIBLE, noise - ABOVE_NOISE)


def _loud(levels: bytes, gate: int) -> Iterator[Stretch]:
    start = None
    for tick, level in enumerate(levels):
        if level <= gate and start is None:
            start = tick
        elif level > gate and start is not None:
            yield start, tick
            start = None
    if start is not None:
        yield start, len(levels)
