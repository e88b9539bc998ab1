"""Scores every stretch of a line for every act, in time that grows with the words alone.

What a word weighs is worked out once and kept; a stretch is a difference of running sums. All
lines of a call are worked out together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qa.learned.features import SKIP_WEIGHT, Word, words_of
from qa.learned.stretches import Stretch, stretches_of
from qa.learned.vocabulary import MOST_AT_ONCE, Vocabulary, Weighed
from qa.learned.weights import Weights, weights_of
from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

_AT_ONCE = 2_000  # words of several lines
LONGEST_LINE = MOST_AT_ONCE // 2  # words; what follows them in one breath is left to the rules


@dataclass(frozen=True, slots=True)
class Scored:
    """`whole` (acts,) and `parts` (stretches, acts) are log-odds; stretches count in words."""

    words: Sequence[Word]
    stretches: tuple[Stretch, ...]
    whole: "Numbers"
    parts: "Numbers"

    def place(self, part: int) -> tuple[int, int]:
        """Where a stretch stands in the folded text."""
        first, last = self.stretches[part]
        return self.words[first].start, self.words[last - 1].end


@dataclass(frozen=True, slots=True)
class _Cut:
    words: Sequence[Word]
    stretches: tuple[Stretch, ...]


class Scorer:
    """One language's weights over the words met so far."""

    def __init__(self, weights: Weights) -> None:
        self.acts = weights.acts
        self._weights, self._vocabulary = weights, Vocabulary(weights)

    def score(self, text: str) -> Scored | None:
        """The scores of a folded line; None where it has no words."""
        return self.score_all([text])[0]

    def score_all(self, texts: Iterable[str]) -> list[Scored | None]:
        """As `score`, of many lines at a time."""
        return [one for lines in _batches(map(_cut, texts)) for one in self._scored(lines)]

    def _scored(self, lines: Sequence[_Cut]) -> Iterator[Scored | None]:
        words = [word.text for line in lines for word in line.words]
        if not words:
            yield from (None for _ in lines)
            return
        scores = self._scores(self._vocabulary.weigh(words), _stretches_in_all(lines))
        at = 0
        for line in lines:
            end = at + len(line.stretches) + 1
            if line.words:
                yield Scored(line.words, line.stretches, scores[at], scores[at + 1 : end])
                at = end
            else:
                yield None

    def _scores(self, said: Weighed, stretches: list[Stretch]) -> "Numbers":
        import numpy as np

        first, last = np.array(stretches).T
        length = last - first
        letters = np.concatenate([[0.0], np.cumsum(said.counts, dtype=np.float64)])
        counts = letters[last] - letters[first] + length + 1
        counts += SKIP_WEIGHT * np.maximum(length - 2, 0)
        return self._weights.scores(_sums(said, first, last), counts.astype(np.float32))


@cache
def scorer_of(language: Language) -> Scorer:
    """The scorer over the shipped weights of a language."""
    return Scorer(weights_of(language))


def _cut(text: str) -> _Cut:
    words = words_of(text)[:LONGEST_LINE]
    return _Cut(words, tuple(stretches_of(text, words)) if words else ())


def _batches(lines: Iterable[_Cut]) -> Iterator[list[_Cut]]:
    batch: list[_Cut] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.words)
        if size > _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _stretches_in_all(lines: Iterable[_Cut]) -> list[Stretch]:
    """Each line whole, then its stretches, counted in the words of all lines."""
    found: list[Stretch] = []
    at = 0
    for line in lines:
        if line.words:
            found.append((at, at + len(line.words)))
            found += [(at + first, at + last) for first, last in line.stretches]
            at += len(line.words)
    return found


def _sums(said: Weighed, first: "NDArray[np.int64]", last: "NDArray[np.int64]") -> "Numbers":
    """The sum of what each stretch holds: all up to its last word, less what ends before it.

    A pair hangs on its first word; so of a stretch's last word the pair reaches beyond it, and of
    the last two what skips a word.
    """
    import numpy as np

    running = np.cumsum(said.words + said.pairs + said.skips, axis=0, dtype=np.float64)
    before = np.concatenate([np.zeros_like(running[:1]), running[:-1]])
    beyond = said.pairs + said.skips - said.ends
    beyond[1:] += said.skips[:-1]
    up_to, from_on = running - beyond, before - said.starts
    sums: Numbers = (up_to[last - 1] - from_on[first]).astype(np.float32)
    single = (last - first == 1) & (first > 0)  # no word before it is its own
    sums[single] += said.skips[first[single] - 1]
    return sums
