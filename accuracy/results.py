"""The results on one set of dialogues, as tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def families(scored: Sequence[Scored], kinds: Iterable[str] = GROUPS) -> Iterator[str]:
    """F1 per family, with intervals: of all, and per language, dialect, style."""
    yield from _measured(scored, MEASURES, kinds)


def details(scored: Sequence[Scored], kinds: Iterable[str] = GROUPS) -> Iterator[str]:
    """What else was asked for: spans, categories, turns, decided accusations."""
    yield from _measured(scored, DETAILS, kinds)


def layers(by_layer: Mapping[str, Sequence[Scored]], kinds: Iterable[str]) -> Iterator[str]:
    """The macro-F1 of each layer alone and of both, per language and dialect."""
    kinds = list(kinds)
    names = [name for name, _ in groups(by_layer["both"], kinds)]
    columns = []
    for scored in by_layer.values():
        told = [intervals(group, [figures.macro_f1])[0] for _, group in groups(scored, kinds)]
        columns.append([with_interval(one) for one in told])
    rows = [list(row) for row in zip(names, *columns, strict=True)]
    yield from table(["macro-F1", *by_layer], rows)


def decided(scored: Sequence[Scored]) -> Iterator[str]:
    """Per language and family: how much was decided, and how much of that is right."""
    rows = []
    for name, group in groups(scored, ["language"]):
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


def groups(scored: Sequence[Scored], kinds: Iterable[str]) -> Iterator[tuple[str, list[Scored]]]:
    """The dialogues of each language, of each dialect …, with its name."""
    for kind in kinds:
        name_of = GROUPS[kind]
        for name in sorted({name_of(one) for one in scored}):
            yield name, [one for one in scored if name_of(one) == name]


def _measured(
    scored: Sequence[Scored], measures: dict[str, Measure], kinds: Iterable[str]
) -> Iterator[str]:
    rows = []
    for name, group in groups(scored, kinds):
        told = intervals(group, list(measures.values()))
        rows.append([name, str(len(group)), *(with_interval(one) for one in told)])
    yield from table(["", "dialogues", *measures], rows)
