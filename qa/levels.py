"""Loud and quiet places of a decoded channel, from its .levels file alone.

A level is decibels below full scale, one byte for each tenth of a second: small is loud.
"""

from collections.abc import Iterator
from pathlib import Path

from qa.audio import WINDOW_S

INAUDIBLE = 60  # decibels below full scale where nobody is heard any more
ABOVE_NOISE = 6  # decibels by which speech rises over the line's own noise
LEAST_RANGE = 15  # a channel that varies less than this has no noise floor to tell from speech
QUIET_SHARE = 0.9
CLICK = 2  # windows; shorter sounds are not speech
BRIDGED = 50  # windows; each stretch costs Whisper a 30-second window, so near ones are joined
MARGIN = 3  # windows kept around speech
SMOOTHED = 5  # windows; a cut needs half a quiet second, not one quiet instant

Stretch = tuple[int, int]  # windows, the end not included


def read_levels(channel: Path) -> bytes:
    """The levels beside a channel's raw file."""
    return channel.with_suffix(".levels").read_bytes()


def voiced(levels: bytes) -> tuple[Stretch, ...]:
    """Where something is said: loud stretches with a margin, near ones joined, clicks left out."""
    gate = _gate(levels)
    joined: list[Stretch] = []
    for start, end in _runs(levels, gate):
        if joined and start - joined[-1][1] < BRIDGED:
            joined[-1] = (joined[-1][0], end)
        elif end - start >= CLICK:
            joined.append((start, end))
    last = len(levels)
    return tuple((max(0, start - MARGIN), min(last, end + MARGIN)) for start, end in joined)


def quietest(levels: bytes, start: int, end: int) -> int:
    """The middle of the quietest half second between two windows; of equals, the most central."""
    middle = (start + end) // 2
    half = SMOOTHED // 2

    def quietness(window: int) -> tuple[int, int]:
        around = levels[max(0, window - half) : window + half + 1]
        return min(around), -abs(window - middle)

    return max(range(start, end), key=quietness)


def seconds(window: int) -> float:
    return round(window * WINDOW_S, 1)


def _gate(levels: bytes) -> int:
    """The level from which sound counts as speech."""
    ranked = sorted(levels)
    noise = ranked[int(QUIET_SHARE * (len(ranked) - 1))]
    if noise - ranked[0] < LEAST_RANGE:
        return INAUDIBLE
    return min(INAUDIBLE, noise - ABOVE_NOISE)


def _runs(levels: bytes, gate: int) -> Iterator[Stretch]:
    start = None
    for window, level in enumerate(levels):
        if level <= gate and start is None:
            start = window
        elif level > gate and start is not None:
            yield start, window
            start = None
    if start is not None:
        yield start, len(levels)
