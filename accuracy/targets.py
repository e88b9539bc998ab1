"""What was asked of the engine, and what it reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from accuracy import figures
from accuracy.intervals import Interval, Measure, intervals
from accuracy.results import groups
from accuracy.scoring import DECIDED, Scored
from accuracy.tables import NOTHING, table, two, with_interval


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that is to be at least `asked`, or at most."""

    name: str
    asked: float
    measure: Measure
    at_most: bool = False

    def is_reached(self, value: float) -> bool:
        return value <= self.asked if self.at_most else value >= self.asked


MACRO_IN_DIALECT = Target("macro-F1", 0.75, figures.macro_f1)
TARGETS = (
    Target("macro-F1", 0.8, figures.macro_f1),
    Target(
        "forbidden, decided: precision", 0.9, partial(figures.precision, name="forbidden" + DECIDED)
    ),
    Target("forbidden, decided: recall", 0.6, partial(figures.recall, name="forbidden" + DECIDED)),
    Target("spans, strict F1", 0.7, figures.strict_f1),
    Target("category right", 0.8, figures.category_accuracy),
    Target("turn right", 0.95, figures.turn_accuracy),
    Target("span length to the true one", 2, figures.length_ratio, at_most=True),
)


def targets_table(scored: Sequence[Scored]) -> Iterator[str]:
    """Every target per language, the macro-F1 per dialect too."""
    rows = []
    for name, group in groups(scored, ["language"]):
        told = intervals(group, [target.measure for target in TARGETS])
        rows += [_row(name, *one) for one in zip(TARGETS, told, strict=True)]
    for name, group in groups(scored, ["dialect"]):
        told = intervals(group, [figures.macro_f1])
        rows.append(_row(name, MACRO_IN_DIALECT, told[0]))
    yield from table(["", "figure", "asked", "measured, with 95 % interval", ""], rows)


def _row(name: str, target: Target, told: Interval | None) -> list[str]:
    asked = ("at most " if target.at_most else "at least ") + two(target.asked)
    return [name, target.name, asked, with_interval(told), _said(target, told)]


def _said(target: Target, told: Interval | None) -> str:
    if told is None:
        return NOTHING
    if not target.is_reached(told.value):
        return "not reached"
    worst = told.high if target.at_most else told.low
    return "reached" if target.is_reached(worst) else "reached, but not surely"
