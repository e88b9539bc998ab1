"""The lines of the bank nearest to a stretch of words, by the features that count for an act.

An index of one language is made once (less than a second) and kept: which parts hold a word. What
shares the weightiest words is then compared feature by feature.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from qa.learned.bank import BANK, Utterance, read_bank
from qa.learned.contributions import has_weights
from qa.learned.features import LETTER_WEIGHT, features, letters_of, word_row, words_of
from qa.learned.stretches import clauses_of
from qa.learned.weights import Weights, weights_of
from qa.model import Language
from qa.normalise import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COMPARED = 40  # parts compared feature by feature
_FEWEST_WORDS = 2
_LONGEST = 30  # words; what is longer is no example that a person reads
_LEAST_LIKENESS = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of the bank as it is written, and the act it is marked as, "" for none."""

    text: str
    act: str
    words: tuple[str, ...]
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A part of the bank; `likeness` is the share of weight in common, 0 to 1."""

    part: Part
    likeness: float
    is_act: bool


@dataclass(frozen=True, slots=True)
class Index:
    """The parts of one language's bank, and the numbers of those that hold a word."""

    parts: tuple[Part, ...]
    holding: Mapping[str, Sequence[int]]


def nearest(
    text: str, act: str, language: Language, *, like: int = 2, unlike: int = 1
) -> tuple[Neighbour, ...]:
    """The nearest that are the act and the nearest that are not; none where nothing is learned."""
    if not has_weights(language):
        return ()
    return nearest_in(index_of(language), weights_of(language), text, act, (like, unlike))


def nearest_in(
    index: Index, weights: Weights, text: str, act: str, most: tuple[int, int] = (2, 1)
) -> tuple[Neighbour, ...]:
    """As `nearest`, in a folded text, over a given index and given weights."""
    words = tuple(word.text for word in words_of(text))
    if not words or act not in weights.acts:
        return ()
    column = weights.column(act)
    shared = _shared_words(index, column, words)
    found: list[Neighbour] = []
    for wanted, count in zip((True, False), most, strict=True):
        same = [number for number in shared if is_act(index.parts[number], act) is wanted]
        compared = sorted(same, key=lambda number: -shared[number])[:_COMPARED]
        parts = [index.parts[number] for number in compared]
        found += sorted(_compared(column, words, parts, wanted), key=lambda n: -n.likeness)[:count]
    return tuple(found)


def is_act(part: Part, act: str) -> bool:
    """Of forbidden language and of holds any kind, where no kind is asked for."""
    return part.act == act or part.act.partition(".")[0] == act


@cache
def index_of(language: Language) -> Index:
    """The index of the shipped bank, made once; empty where the bank is not shipped."""
    folder = BANK / language
    return index(read_bank(folder)) if folder.is_dir() else Index((), {})


def index(utterances: Iterable[Utterance]) -> Index:
    """What is marked, and the clauses that hold no mark."""
    parts = tuple(part for utterance in utterances for part in _parts(utterance))
    holding: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        for word in set(part.words):
            holding[word].append(number)
    return Index(parts, dict(holding))


def _parts(utterance: Utterance) -> Iterator[Part]:
    for mark in utterance.marks:
        if not mark.unclear:
            yield from _part(utterance, mark.start, mark.end, mark.act)
    folded = fold(utterance.text)
    words = words_of(folded.text)
    for first, last in clauses_of(folded.text, words):
        start, end = folded.span(words[first].start, words[last - 1].end)
        if not any(mark.start < end and start < mark.end for mark in utterance.marks):
            yield from _part(utterance, start, end, "")


def _part(utterance: Utterance, start: int, end: int, act: str) -> Iterator[Part]:
    text = utterance.text[start:end].strip()
    words = tuple(word.text for word in words_of(fold(text).text))
    if (act and words) or _FEWEST_WORDS <= len(words) <= _LONGEST:
        yield Part(text, act, words, utterance)


def _shared_words(
    index: Index, column: "NDArray[np.float32]", words: Iterable[str]
) -> dict[int, float]:
    """The parts that hold a word of these, with what the words in common weigh for a length."""
    shared: dict[int, float] = defaultdict(float)
    for word in set(words) & index.holding.keys():
        weight = abs(_word_weight(column, word))
        for number in index.holding[word]:
            shared[number] += weight
    return {n: weight / sqrt(len(index.parts[n].words)) for n, weight in shared.items()}


def _word_weight(column: "NDArray[np.float32]", word: str) -> float:
    """A word by itself: it and its letters."""
    letters = column[list(letters_of(word))].sum() * LETTER_WEIGHT
    return float(column[word_row(word)] + letters)


def _compared(
    column: "NDArray[np.float32]", words: Sequence[str], parts: Iterable[Part], wanted: bool
) -> Iterator[Neighbour]:
    """Each part once, with its share of the features' weight in common."""
    own, told = _weighed(column, words), set()
    for part in parts:
        likeness = _likeness(own, _weighed(column, part.words))
        if likeness >= _LEAST_LIKENESS and part.words not in told:
            told.add(part.words)
            yield Neighbour(part, likeness, wanted)


def _weighed(column: "NDArray[np.float32]", words: Sequence[str]) -> dict[int, float]:
    counted = features(words)
    weights = column[list(counted)]
    return {
        row: abs(float(weight)) * count
        for (row, count), weight in zip(counted.items(), weights, strict=True)
    }


def _likeness(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    shared = sum(min(one[row], other[row]) for row in one.keys() & other.keys())
    most = sqrt(sum(one.values()) * sum(other.values()))
    return shared / most if most else 0.0
