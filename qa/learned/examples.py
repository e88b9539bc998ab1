"""Training examples from the bank: whole utterances and their parts, with what each part is.

A part that holds only some of a marked stretch is neither an example of the act nor against it.
"""

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.learned.bank import ACTS, Utterance
from qa.learned.features import Word, words_of
from qa.learned.stretches import LONGEST_CLAUSE, Stretch, clauses_of, sentences_of, windows_of
from qa.normalise import fold

ANY_FORBIDDEN = "forbidden"
LEARNED = (*ACTS, ANY_FORBIDDEN)
CATEGORIES = tuple(act.split(".")[1] for act in ACTS if act.startswith("forbidden."))
_PART_OF_STRETCH = 0.5  # of the stretch's words, from which on it is the act
_PART_OF_MARK = 0.6  # of the mark's words, likewise
_WINDOWS_PER_LINE = 6


@dataclass(frozen=True, slots=True)
class Example:
    """Words, the acts they are, and the acts nothing is learned about from them."""

    words: tuple[str, ...]
    acts: frozenset[str]
    unclear: frozenset[str]
    utterance: int  # its number in the bank as given


@dataclass(frozen=True, slots=True)
class _Marked:
    act: str
    first: int
    last: int
    unclear: bool


def examples(utterances: Iterable[Utterance], seed: int = 0) -> Iterator[Example]:
    """Every whole utterance and its parts; the same seed gives the same windows."""
    chance = random.Random(seed)  # noqa: S311 - which windows are looked at is no secret
    for number, utterance in enumerate(utterances):
        folded = fold(utterance.text)
        words = words_of(folded.text)
        marked = _marked(utterance, words, folded.source)
        whole = (0, len(words))
        parts = _parts(folded.text, words, marked, chance)
        for stretch in [whole, *(part for part in parts if part != whole)]:
            if stretch[1] > stretch[0]:
                yield _example(words, marked, stretch, number)


def _marked(
    utterance: Utterance, words: Sequence[Word], source: Sequence[int]
) -> tuple[_Marked, ...]:
    """The marks in words of the folded text."""
    found = []
    for mark in utterance.marks:
        start, end = bisect_left(source, mark.start), bisect_left(source, mark.end)
        inside = [i for i, word in enumerate(words) if word.start < end and word.end > start]
        if inside:
            found.append(_Marked(mark.act, inside[0], inside[-1] + 1, mark.unclear))
    return tuple(found)


def _parts(
    text: str, words: Sequence[Word], marked: Sequence[_Marked], chance: random.Random
) -> list[Stretch]:
    parts: list[Stretch] = sentences_of(text, words)
    for start, end in clauses_of(text, words):
        if end - start <= LONGEST_CLAUSE:
            parts.append((start, end))
            continue
        windows = windows_of(start, end)
        parts += chance.sample(windows, min(_WINDOWS_PER_LINE, len(windows)))
        parts += [(one.first, one.last) for one in marked if start <= one.first < end]
    return sorted(set(parts))


def _example(
    words: Sequence[Word], marked: Sequence[_Marked], stretch: Stretch, number: int
) -> Example:
    acts: set[str] = set()
    unclear: set[str] = set()
    for mark in marked:
        shared = min(mark.last, stretch[1]) - max(mark.first, stretch[0])
        if shared > 0:
            is_act = not mark.unclear and _holds(shared, mark, stretch)
            (acts if is_act else unclear).add(mark.act)
    for names in (acts, unclear):
        if any(name.startswith(ANY_FORBIDDEN) for name in names):
            names.add(ANY_FORBIDDEN)
    return Example(
        words=tuple(word.text for word in words[slice(*stretch)]),
        acts=frozenset(acts),
        unclear=frozenset(unclear - acts),
        utterance=number,
    )


def _holds(shared: int, mark: _Marked, stretch: Stretch) -> bool:
    in_stretch = shared / (stretch[1] - stretch[0])
    return in_stretch >= _PART_OF_STRETCH or shared >= _PART_OF_MARK * (mark.last - mark.first)
