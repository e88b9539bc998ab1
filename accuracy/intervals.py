"""How much a figure would move with other dialogues: a bootstrap over whole dialogues."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accuracy.scoring import Counts, Scored, total

Measure = Callable[[Counts], float | None]

SEEDS = (1, 2, 3)
DRAWS = 400  # of each seed
_TAIL = 0.025  # on each side: 95 %


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the middle 95 % of what other draws of the dialogues give.

    `wobble` is how far the seeds differ at either end: smaller than the last digit shown, or
    there were too few draws.
    """

    value: float
    low: float
    high: float
    wobble: float


def interval(scored: Sequence[Scored], measure: Measure) -> Interval | None:
    """None where there is nothing to measure."""
    return intervals(scored, [measure])[0]


def intervals(
    scored: Sequence[Scored], measures: Sequence[Measure], seeds: Sequence[int] = SEEDS
) -> list[Interval | None]:
    """Of several figures at once, from the same draws."""
    whole = total(scored)
    by_seed = [_draws(scored, measures, seed) for seed in seeds]
    return [
        _interval(measure(whole), [drawn[at] for drawn in by_seed])
        for at, measure in enumerate(measures)
    ]


def _draws(scored: Sequence[Scored], measures: Sequence[Measure], seed: int) -> list[list[float]]:
    """Per measure its sorted values, draws in which it has none left out."""
    chance = random.Random(seed)
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(DRAWS):
        counts = total(chance.choices(scored, k=len(scored))) if scored else Counts()
        for known, measure in zip(values, measures, strict=True):
            value = measure(counts)
            if value is not None:
                known.append(value)
    return [sorted(known) for known in values]


def _interval(value: float | None, by_seed: list[list[float]]) -> Interval | None:
    if value is None or not all(by_seed):
        return None
    lows = [_quantile(values, _TAIL) for values in by_seed]
    highs = [_quantile(values, 1 - _TAIL) for values in by_seed]
    together = sorted(value for values in by_seed for value in values)
    return Interval(
        value,
        _quantile(together, _TAIL),
        _quantile(together, 1 - _TAIL),
        max(max(lows) - min(lows), max(highs) - min(highs)),
    )


def _quantile(values: Sequence[float], share: float) -> float:
    return values[round(share * (len(values) - 1))]
