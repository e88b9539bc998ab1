"""One dialogue's labels against the true ones, counted so that dialogues add up.

Counts are kept under (name, what): name is a family ("forbidden"), a part of it
("forbidden/blame"), "…/strict" for spans that share 30 % of both, "…/decided" for what the engine
would say without a person; what is tp, fp, fn or tn.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accuracy.dialogues import CLOSING, GREETING, Labelled
from accuracy.spans import Matched, Span, length, match

FAMILIES = ("greeting", "empathy", "forbidden", "closing", "hold", "verification")
SPANS = ("empathy", "forbidden")
CATEGORIES = ("insult", "blame", "refusal", "unverified_promise", "slang", "arguing")
STRICT, DECIDED = "/strict", "/decided"
TOO_LONG = 2  # times the true span

Counts = Counter[tuple[str, str]]
Labels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing the engine said is there, how sure it was, and whether it is."""

    family: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """What was counted in one dialogue."""

    lang: str
    dialect: str
    style: str
    counts: Counts
    guesses: tuple[Guess, ...]


def score(dialogue: Labelled, predicted: Labels) -> Scored:
    """Count one dialogue; `predicted` has the shape that qa.label.labels gives."""
    true = dialogue["labels"]
    counts: Counts = Counter()
    guesses: list[Guess] = []
    for family, name, truth, guess in _elements(true, predicted):
        _count_element(counts, family, name, truth, guess)
        guesses += _guessed(family, truth, guess)
    _count_hold(counts, true["hold"], predicted["hold"])
    guesses += _guessed_hold(true["hold"], predicted["hold"])
    for family in SPANS:
        guesses += _count_spans(counts, family, true, predicted[family])
    return Scored(dialogue["lang"], dialogue["dialect"], dialogue["style"], counts, tuple(guesses))


def total(scored: Iterable[Scored]) -> Counts:
    """The counts of many dialogues."""
    counts: Counts = Counter()
    for one in scored:
        counts.update(one.counts)
    return counts


def _elements(true: Labels, predicted: Labels) -> Iterator[tuple[str, str, Labels, Labels]]:
    for family, names in (("greeting", GREETING), ("closing", CLOSING)):
        for name in names:
            yield family, name, true[family][name], predicted[family][name]
    yield "verification", "verification", true["verification"], predicted["verification"]


def _count_element(counts: Counts, family: str, name: str, truth: Labels, guess: Labels) -> None:
    if truth["value"] is None:
        return
    what = _what(truth["value"], guess["value"])
    counts[family, what] += 1
    counts[f"{family}/{name}", what] += 1
    _count_decided(counts, family, what, decided=guess["decided"])
    if what == "tp":
        counts[family, "turn_told"] += 1
        counts[family, "turn_right"] += guess["turn"] in truth["turns"]


def _what(truth: bool, guess: bool) -> str:
    return ("tp" if truth else "fp") if guess else ("fn" if truth else "tn")


def _count_decided(counts: Counts, family: str, what: str, *, decided: bool) -> None:
    """What is left to a person is missed, not wrong."""
    counts[family, "asked"] += 1
    counts[family, "decided"] += decided
    counts[family, "decided_right"] += decided and what in ("tp", "tn")
    left = "fn" if what in ("tp", "fn") else "tn"
    counts[family + DECIDED, what if decided else left] += 1


def _count_hold(counts: Counts, truth: Labels, guess: Labels) -> None:
    """The right one of good and bad is a hit; the other one is false, and the true one missed."""
    if truth["value"] is None:
        return
    right = truth["value"] == guess["value"]
    counts["hold", "asked"] += 1
    counts["hold", "right"] += right
    counts["hold", "decided"] += guess["decided"]
    counts["hold", "decided_right"] += guess["decided"] and right
    for said, name in ((guess["value"], "hold"), (_said_alone(guess), "hold" + DECIDED)):
        if said == truth["value"] != "none":
            counts[name, "tp"] += 1
            continue
        counts[name, "fp"] += said != "none"
        counts[name, "fn"] += truth["value"] != "none"


def _said_alone(guess: Labels) -> str:
    return guess["value"] if guess["decided"] else "none"


def _count_spans(counts: Counts, family: str, true: Labels, predicted: list[Span]) -> list[Guess]:
    """Count loosely, strictly and what was decided; what was guessed comes back."""
    golden, optional = true[family], true[family + "_optional"]
    decided = [span for span in predicted if span["decided"]]
    loose = match(predicted, golden, optional, strict=False)
    alone = match(decided, golden, optional, strict=False)
    _add(counts, family, loose)
    _add(counts, family + STRICT, match(predicted, golden, optional, strict=True))
    _add(counts, family + DECIDED, alone)
    counts[family, "asked"] += len(predicted)
    counts[family, "decided"] += len(decided)
    counts[family, "decided_right"] += len(alone.pairs)
    _count_lengths(counts, family, loose)
    if family == "forbidden":
        _count_categories(counts, loose)
    hits = [Guess(family, guess["confidence"], True) for guess, _ in loose.pairs]
    return hits + [Guess(family, guess["confidence"], False) for guess in loose.false]


def _add(counts: Counts, name: str, matched: Matched) -> None:
    for what, spans in (("tp", matched.pairs), ("fp", matched.false), ("fn", matched.missed)):
        counts[name, what] += len(spans)


def _count_lengths(counts: Counts, family: str, matched: Matched) -> None:
    for guess, truth in matched.pairs:
        counts[family, "guessed_letters"] += length(guess)
        counts[family, "true_letters"] += length(truth)
        counts[family, "too_long"] += length(guess) > TOO_LONG * length(truth)


def _count_categories(counts: Counts, matched: Matched) -> None:
    for guess, truth in matched.pairs:
        counts["category", "told"] += 1
        counts["category", "right"] += guess["category"] == truth["category"]
        counts[f"forbidden/{truth['category']}", "tp"] += 1
    for truth in matched.missed:
        counts[f"forbidden/{truth['category']}", "fn"] += 1


def _guessed(family: str, truth: Labels, guess: Labels) -> Iterator[Guess]:
    if guess["value"] and truth["value"] is not None:
        yield Guess(family, guess["confidence"], truth["value"])


def _guessed_hold(truth: Labels, guess: Labels) -> Iterator[Guess]:
    if guess["value"] != "none" and truth["value"] is not None:
        yield Guess("hold", guess["confidence"], guess["value"] == truth["value"])
