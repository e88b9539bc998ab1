"""Agreement of the two passes, and how far the rules hear what was settled on."""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from statistics import quantiles

from accuracy.coaching_acts.labels import Mark, agent_turns
from qa.coaching_acts import COACHING, Figure
from qa.hints import hints
from qa.model import Act, Language, Transcript

ENOUGH = 0.3  # of the shorter of two spans, as the evaluation set matches them
DRAWS, SEED = 2_000, 7

Counts = Counter[str]  # right, false, missed


def kappa(
    one: Sequence[Mark], other: Sequence[Mark], act: Act, turns: Sequence[tuple[str, int]]
) -> float | None:
    """Cohen's kappa: does a turn of the agent carry the act? None where none ever does."""
    first, second = (
        {(mark.dialogue, mark.turn) for mark in marks if mark.act is act} for marks in (one, other)
    )
    if not first | second:
        return None
    both = len(first & second) + sum(turn not in first | second for turn in turns)
    agreed, all_turns = both / len(turns), len(turns)
    yes, no = len(first) * len(second), (all_turns - len(first)) * (all_turns - len(second))
    by_chance = (yes + no) / all_turns**2
    return (agreed - by_chance) / (1 - by_chance)


def heard(read: Mapping[str, Transcript]) -> tuple[Mark, ...]:
    """What the rules hear."""
    return tuple(
        Mark(name, finding.segment, finding.start, finding.end, finding.act)
        for name, transcript in read.items()
        for finding in hints(transcript)
    )


def counted(
    true: Sequence[Mark], found: Sequence[Mark], act: Act, names: Collection[str]
) -> dict[str, Counts]:
    """Per dialogue: right, false, missed."""
    return {
        name: _counts(
            [mark for mark in true if mark.act is act and mark.dialogue == name],
            [mark for mark in found if mark.act is act and mark.dialogue == name],
        )
        for name in names
    }


def f1(counts: Counts) -> float | None:
    """None where the act is neither there nor heard."""
    total = 2 * counts["right"] + counts["false"] + counts["missed"]
    return 2 * counts["right"] / total if total else None


def figure(
    counts: Mapping[str, Counts], languages: Mapping[str, Language], agreement: float | None
) -> Figure:
    """F1 with its interval, in all and by language; None where nobody marked the act."""
    whole = _sum(counts.values())
    places = whole["right"] + whole["missed"]
    low, high = _interval(list(counts.values())) if places else (None, None)
    by_language = {
        language.value: _f1_of_marked([counts[n] for n in counts if languages[n] is language])
        for language in Language
    }
    return Figure(places, f1(whole) if places else None, low, high, agreement, by_language)


def figures_of(
    read: Mapping[str, Transcript],
    passes: tuple[Sequence[Mark], Sequence[Mark]],
    true: Sequence[Mark],
    names: Collection[str],
) -> dict[Act, Figure]:
    """Of every act, on the named dialogues; the agreement is over all that were read."""
    found, turns = heard(read), agent_turns(dict(read))
    languages = {name: read[name].language for name in names}
    return {
        act: figure(counted(true, found, act, names), languages, kappa(*passes, act, turns))
        for act in COACHING
    }


def _f1_of_marked(counts: Sequence[Counts]) -> float | None:
    whole = _sum(counts)
    return f1(whole) if whole["right"] + whole["missed"] else None


def _interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """The middle 95 % of what other draws of the same dialogues would have given."""
    chance = random.Random(SEED)
    drawn = [f1(_sum(chance.choices(counts, k=len(counts)))) for _ in range(DRAWS)]
    cuts = quantiles([value for value in drawn if value is not None], n=40)
    return cuts[0], cuts[-1]


def _sum(counts: "Collection[Counts]") -> Counts:
    return sum(counts, Counter())


def _counts(true: Sequence[Mark], found: Sequence[Mark]) -> Counts:
    left, right = list(true), 0
    for mark in found:
        hit = next((other for other in left if _same(mark, other)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Counter(right=right, false=len(found) - right, missed=len(left))


def _same(one: Mark, other: Mark) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return one.turn == other.turn and shared > 0 and shared >= ENOUGH * shorter
