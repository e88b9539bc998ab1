"""The results on one set of dialogues, as tables."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from accuracy import figures
from accuracy.intervals import Measure, intervals
from accuracy.scoring import DECIDED, FAMILIES, Scored, total
from accuracy.tables import percent, table, two, with_interval

GROUPS: dict[str, Callable[[Scored], str]] = {
    "language": lambda one: one.lang,
    "dialect": lambda one: one.dialect,
    "style": lambda one: f"{one.lang} {one.style}",
}
MEASURES: dict[str, Measure] = {
    "macro-F1": figures.macro_f1,
    **{name: partial(figures.f1, name=name) for name in FAMILIES},
}

_DECIDED = (
    "", "family", "precision", "recall", "decided", "decided: precision", "recall", "right",
)  # fmt: skip
DETAILS: dict[str, Measure] = {
    "spans, strict": figures.strict_f1,
    "category right": figures.category_accuracy,
    "turn right": figures.turn_accuracy,
    "span length": figures.length_ratio,
    "forbidden decided: precision": partial(figures.precision, name="forbidden" + DECIDED),
    "forbidden decided: recall": partial(figures.recall, name="forbidden" + DECIDED),
}


def families(scored: Sequence[Scored]) -> Iterator[str]:
    """F1 per family, with intervals: all, per language, per dialect, per style."""
    rows = []
    for name, group in _groups(scored):
        told = intervals(group, list(MEASURES.values()))
        rows.append([name, str(len(group)), *(with_interval(one) for one in told)])
    yield from table(["", "dialogues", *MEASURES], rows)


def decided(scored: Sequence[Scored]) -> Iterator[str]:
    """Per language and family: how much was decided, and how much of that is right."""
    rows = []
    for name, group in _by("language", scored):
        counts = total(group)
        for family in FAMILIES:
            rows.append(
                [
                    name,
                    family,
                    two(figures.precision(counts, family)),
                    two(figures.recall(counts, family)),
                    percent(figures.coverage(counts, family)),
                    two(figures.decided_precision(counts, family)),
                    two(figures.decided_recall(counts, family)),
                    percent(figures.decided_accuracy(counts, family)),
                ]
            )
    yield from table(_DECIDED, rows)


def details(scored: Sequence[Scored]) -> Iterator[str]:
    """What else the issue asks for: spans, categories, turns, decided accusations."""
    rows = []
    for name, group in _groups(scored):
        told = intervals(group, list(DETAILS.values()))
        rows.append([name, *(with_interval(one) for one in told)])
    yield from table(["", *DETAILS], rows)


def _groups(scored: Sequence[Scored]) -> Iterator[tuple[str, list[Scored]]]:
    for kind in GROUPS:
        yield from _by(kind, scored)


def _by(kind: str, scored: Sequence[Scored]) -> Iterator[tuple[str, list[Scored]]]:
    name_of = GROUPS[kind]
    for name in sorted({name_of(one) for one in scored}):
        yield name, [one for one in scored if name_of(one) == name]
