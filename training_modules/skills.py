"""Where a person stands in a skill, computed from what was shown and never stored.

The formula, its sources and a worked example stand in docs/skills.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import fsum, sqrt
from typing import Literal

# What is shown to a customer tells most, what is known tells least.
WEIGHTS = {"call": 1.0, "scenario": 0.75, "writing": 0.75, "quiz": 0.5}
# How much evidence counts by its age: up to so long ago, so much.
RECENCY = (
    (timedelta(days=30), 1.0),
    (timedelta(days=90), 0.5),
    (timedelta(days=180), 0.25),
)
RECENT = 0  # the step of age that a change is looked for in; the others are "before"
LEVELS = (0.0, 0.5, 0.75, 0.9)  # the least share shown of levels 1 to 4
ENOUGH = 4  # pieces of evidence, and their effective number
Z_95 = 1.959964  # of the normal distribution, two-sided 95 %
_ROUNDING = 1e-9

Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence: `value` 0 to 1."""

    value: float
    weight: float
    shown_at: datetime


@dataclass(frozen=True, slots=True)
class Sums:
    """What evidence of one age adds up to, before its age is counted."""

    pieces: int
    weight: float
    squares: float  # of the weights
    value: float  # weight times value


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of what was asked for that was shown, and its 95 % interval."""

    share: float
    low: float
    high: float

    @property
    def at_least(self) -> int:
        return level_at(self.low)

    @property
    def perhaps(self) -> int:
        return level_at(self.high)


@dataclass(frozen=True, slots=True)
class Change:
    """The last 30 days against the 150 before; `z` beyond ±1.96 is hardly chance."""

    before: float
    recent: float
    z: float

    @property
    def direction(self) -> Direction:
        if abs(self.z) <= Z_95:
            return "same"
        return "up" if self.z > 0 else "down"


@dataclass(frozen=True, slots=True)
class SkillLevel:
    """`estimate` is None without enough evidence, `change` without enough on both sides."""

    pieces: int
    effective: float
    estimate: Estimate | None = None
    change: Change | None = None


def level_from(evidence: Iterable[Shown], as_of: datetime) -> SkillLevel:
    """The level as it stood at `as_of`; what was shown later is left out."""
    aged: dict[int, list[Shown]] = {}
    for shown in evidence:
        step = age_step(shown.shown_at, as_of)
        if step is not None:
            aged.setdefault(step, []).append(shown)
    return level_of({step: _summed(pieces) for step, pieces in aged.items()})


def level_of(sums: Mapping[int, Sums]) -> SkillLevel:
    """The level from sums by step of age, as `age_step` counts them."""
    total = _weighed(sums)
    estimate = _estimate(total) if _is_enough(total) else None
    return SkillLevel(total.pieces, _effective(total), estimate, _change(sums))


def age_step(shown_at: datetime, as_of: datetime) -> int | None:
    """Which step of RECENCY; None for what is too old, or still to come."""
    age = as_of - shown_at
    if age < timedelta(0):
        return None
    return next((step for step, (limit, _) in enumerate(RECENCY) if age <= limit), None)


def level_at(share: float) -> int:
    """1 to 4."""
    return sum(share >= least - _ROUNDING for least in LEVELS)


def on_scale(share: float) -> float:
    """The share on the scale from 1 to 4, straight between the levels; 4 from .90 on."""
    for level in range(1, len(LEVELS)):
        low, high = LEVELS[level - 1], LEVELS[level]
        if share < high:
            return level + (share - low) / (high - low)
    return float(len(LEVELS))


def wilson(share: float, number: float) -> Estimate:
    """Wilson's 95 % score interval for a share of `number` trials."""
    square = Z_95**2
    middle = (share + square / (2 * number)) / (1 + square / number)
    spread = sqrt(share * (1 - share) / number + square / (4 * number**2))
    half = Z_95 * spread / (1 + square / number)
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))


def _summed(pieces: list[Shown]) -> Sums:
    """fsum rounds once, at the end: the order of the evidence changes nothing."""
    return Sums(
        pieces=len(pieces),
        weight=fsum(shown.weight for shown in pieces),
        squares=fsum(shown.weight**2 for shown in pieces),
        value=fsum(shown.weight * shown.value for shown in pieces),
    )


def _weighed(sums: Mapping[int, Sums]) -> Sums:
    """All steps together, each counted by its age."""
    aged = [(RECENCY[step][1], part) for step, part in sorted(sums.items())]
    return Sums(
        pieces=sum(part.pieces for _, part in aged),
        weight=fsum(factor * part.weight for factor, part in aged),
        squares=fsum(factor**2 * part.squares for factor, part in aged),
        value=fsum(factor * part.value for factor, part in aged),
    )


def _effective(sums: Sums) -> float:
    """Kish's effective number: unequal weights tell less than as many equal ones."""
    return sums.weight**2 / sums.squares if sums.squares else 0.0


def _is_enough(sums: Sums) -> bool:
    return sums.pieces >= ENOUGH and _effective(sums) >= ENOUGH - _ROUNDING


def _estimate(sums: Sums) -> Estimate:
    return wilson(_share(sums), _effective(sums))


def _share(sums: Sums) -> float:
    return min(1.0, max(0.0, sums.value / sums.weight))


def _change(sums: Mapping[int, Sums]) -> Change | None:
    recent = _weighed({step: part for step, part in sums.items() if step == RECENT})
    before = _weighed({step: part for step, part in sums.items() if step != RECENT})
    if not (_is_enough(recent) and _is_enough(before)):
        return None
    return Change(_share(before), _share(recent), _two_proportions(before, recent))


def _two_proportions(before: Sums, recent: Sums) -> float:
    """z of the difference of two shares with their common variance; 0 where nothing varies."""
    n1, n2 = _effective(before), _effective(recent)
    p1, p2 = _share(before), _share(recent)
    common = (n1 * p1 + n2 * p2) / (n1 + n2)
    variance = common * (1 - common) * (1 / n1 + 1 / n2)
    return (p2 - p1) / sqrt(variance) if variance > 0 else 0.0
