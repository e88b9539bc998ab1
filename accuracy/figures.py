"""From counts to the figures people ask for; None where there was nothing to count."""

from accuracy.scoring import DECIDED, FAMILIES, SPANS, STRICT, Counts

ELEMENTS = ("greeting", "closing", "verification")


def precision(counts: Counts, name: str) -> float | None:
    return _share(counts[name, "tp"], counts[name, "tp"] + counts[name, "fp"])


def recall(counts: Counts, name: str) -> float | None:
    return _share(counts[name, "tp"], counts[name, "tp"] + counts[name, "fn"])


def f1(counts: Counts, name: str) -> float | None:
    """None where nothing was true and nothing was said."""
    wrong = counts[name, "fp"] + counts[name, "fn"]
    return _share(2 * counts[name, "tp"], 2 * counts[name, "tp"] + wrong)


def macro_f1(counts: Counts) -> float | None:
    """The mean of the families in which there was something to count."""
    told = [value for family in FAMILIES if (value := f1(counts, family)) is not None]
    return sum(told) / len(told) if told else None


def strict_f1(counts: Counts) -> float | None:
    """Of empathy and forbidden spans together."""
    both = Counts({("spans", w): sum(counts[f + STRICT, w] for f in SPANS) for w in _KINDS})
    return f1(both, "spans")


def category_accuracy(counts: Counts) -> float | None:
    return _share(counts["category", "right"], counts["category", "told"])


def turn_accuracy(counts: Counts) -> float | None:
    """Of the elements rightly found, how many at a right turn."""
    told = sum(counts[family, "turn_told"] for family in ELEMENTS)
    return _share(sum(counts[family, "turn_right"] for family in ELEMENTS), told)


def length_ratio(counts: Counts) -> float | None:
    """Letters of matched predicted spans by letters of the true ones."""
    true = sum(counts[family, "true_letters"] for family in SPANS)
    return _share(sum(counts[family, "guessed_letters"] for family in SPANS), true)


def coverage(counts: Counts, family: str) -> float | None:
    """How much of what was asked the engine decided without a person."""
    return _share(counts[family, "decided"], counts[family, "asked"])


def decided_precision(counts: Counts, family: str) -> float | None:
    return precision(counts, family + DECIDED)


def decided_recall(counts: Counts, family: str) -> float | None:
    return recall(counts, family + DECIDED)


def decided_accuracy(counts: Counts, family: str) -> float | None:
    """How much of what was decided is right; of spans, which have no right absence, precision."""
    if family in SPANS:
        return decided_precision(counts, family)
    return _share(counts[family, "decided_right"], counts[family, "decided"])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_KINDS = ("tp", "fp", "fn")
