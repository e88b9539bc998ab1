"""What the bank holds, beside what was asked of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from accuracy.tables import percent, table
from qa.learned.bank import Utterance
from qa.learned.counting import alike, distinct_share, masked
from qa.model import Language


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `asked` of what `measure` counts; a share where it is below 1."""

    name: str
    asked: float
    measure: Callable[[Sequence[Utterance]], float]


def distinct(utterances: Sequence[Utterance]) -> int:
    """How many are left when those that say the same after masking count once."""
    return len({masked(one.text) for one in utterances})


def unlike_share(utterances: Sequence[Utterance]) -> float:
    """The share that is not nearly the same, letter by letter, as an earlier one."""
    return 1 - len(list(alike(utterances))) / max(1, len(utterances))


def without_act(utterances: Sequence[Utterance]) -> list[Utterance]:
    return [one for one in utterances if all(mark.unclear for mark in one.marks)]


def with_act(utterances: Sequence[Utterance], act: str) -> list[Utterance]:
    """Those that surely carry an act, or one of a family of acts."""
    return [
        one
        for one in utterances
        if any(mark.act.startswith(act) and not mark.unclear for mark in one.marks)
    ]


def titled(utterances: Sequence[Utterance], *words: str, act: str) -> list[Utterance]:
    """Those with that act whose section says in its title, by one of the words, what they are."""
    carrying = with_act(utterances, act)
    return [one for one in carrying if any(word in one.title.lower() for word in words)]


QUOTAS = (
    Quota("distinct agent utterances", 4000, distinct),
    Quota("distinct after masking names and numbers", 0.8, distinct_share),
    Quota("saying nothing nearly as another does", 0.8, unlike_share),
    Quota("without an act", 0.4, lambda told: len(without_act(told)) / max(1, len(told))),
    Quota("empathy", 500, lambda told: distinct(with_act(told, "empathy"))),
    Quota("forbidden", 800, lambda told: distinct(with_act(told, "forbidden"))),
    Quota(
        "sarcasm, by the section's title",
        100,
        lambda told: distinct(titled(told, "sarcas", "mockery", act="forbidden.insult")),
    ),
    Quota(
        "factual blame, by the section's title",
        100,
        lambda told: distinct(titled(told, "fact", act="forbidden.blame")),
    ),
    Quota(
        "polite refusal, by the section's title",
        100,
        lambda told: distinct(titled(told, "polite", "good manners", act="forbidden.refusal")),
    ),
)


def quotas(utterances: Sequence[Utterance]) -> Iterator[str]:
    """Each quota per language, as a table."""
    told = {language: _of(utterances, language) for language in Language}
    rows = [
        [quota.name, _shown(quota, quota.asked), *_reached(quota, list(told.values()))]
        for quota in QUOTAS
    ]
    yield from table(["", "asked", *told], rows)


def dialects(utterances: Sequence[Utterance]) -> Iterator[str]:
    """Per dialect how much there is of what."""
    rows = []
    for language in Language:
        for dialect in sorted({one.dialect for one in _of(utterances, language)}):
            told = [one for one in _of(utterances, language) if one.dialect == dialect]
            rows.append([language.value, dialect, *_dialect(told)])
    yield from table(_HEAD, rows)


_HEAD = ("", "dialect", "utterances", "distinct", "without an act", "empathy", "forbidden", "asr")


def _dialect(told: list[Utterance]) -> list[str]:
    return [
        str(len(told)),
        percent(distinct_share(told)),
        percent(len(without_act(told)) / len(told)),
        str(len(with_act(told, "empathy"))),
        str(len(with_act(told, "forbidden"))),
        percent(sum(one.asr for one in told) / len(told)),
    ]


def _of(utterances: Sequence[Utterance], language: Language) -> list[Utterance]:
    return [one for one in utterances if one.language is language]


def _reached(quota: Quota, told: list[list[Utterance]]) -> Iterator[str]:
    for utterances in told:
        reached = quota.measure(utterances)
        yield _shown(quota, reached) + ("" if reached >= quota.asked else " (too few)")


def _shown(quota: Quota, value: float) -> str:
    return percent(value) if quota.asked < 1 else f"{value:,.0f}"
