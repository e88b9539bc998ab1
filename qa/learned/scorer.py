"""Scores every stretch of a line for every act, in time that grows with the words alone.

What a word weighs is worked out once and kept; a stretch is a difference of running sums.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from qa.learned.features import (
    LETTER_WEIGHT,
    SKIP_WEIGHT,
    Word,
    edge_rows,
    letters_of,
    pair_rows,
    skip_rows,
    word_row,
    words_of,
)
from qa.learned.stretches import Stretch, stretches_of
from qa.learned.weights import Weights, weights_of
from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_WORDS_KEPT = 30_000


@dataclass(frozen=True, slots=True)
class Scored:
    """`whole` (acts,) and `parts` (stretches, acts) are log-odds; stretches count in words."""

    words: tuple[Word, ...]
    stretches: tuple[Stretch, ...]
    whole: "NDArray[np.float32]"
    parts: "NDArray[np.float32]"

    def place(self, part: int) -> tuple[int, int]:
        """Where a stretch stands in the folded text."""
        first, last = self.stretches[part]
        return self.words[first].start, self.words[last - 1].end


class Scorer:
    """One language's weights, and what each word it met weighs: itself, as first and as last."""

    def __init__(self, weights: Weights) -> None:
        import numpy as np

        self.acts = weights.acts
        self._weights, self._rows = weights, weights.rows
        self._number: dict[str, int] = {}
        self._kept = np.zeros((1024, 3, weights.rows.shape[1]), dtype=np.float32)
        self._letters = np.zeros(1024, dtype=np.float32)  # the weight of a word's own features

    def score(self, text: str) -> Scored | None:
        """The scores of a folded line; None where it has no words."""
        words = words_of(text)
        if not words:
            return None
        stretches = stretches_of(text, words)
        scores = self._scores([word.text for word in words], [(0, len(words)), *stretches])
        return Scored(words, tuple(stretches), scores[0], scores[1:])

    def _scores(self, words: list[str], stretches: list[Stretch]) -> "NDArray[np.float32]":
        import numpy as np

        numbers = self._numbers_of(words)
        known = self._kept[numbers]
        first, last = np.array(stretches).T
        singles = _running(known[:, 0])
        pairs = _running(self._rows[pair_rows(words)])
        skips = _running(self._rows[skip_rows(words)] * SKIP_WEIGHT)
        one = np.minimum(first, len(skips) - 1)  # of the last two words none has a partner
        sums = (
            (singles[last] - singles[first])
            + (pairs[last - 1] - pairs[first])
            + (skips[np.maximum(last - 2, one)] - skips[one])
            + known[first, 1]
            + known[last - 1, 2]
        )
        letters = np.concatenate([[0.0], np.cumsum(self._letters[numbers])])
        length = last - first
        counts = letters[last] - letters[first] + length + 1
        counts += SKIP_WEIGHT * np.maximum(length - 2, 0)
        return self._weights.scores(sums, counts)

    def _numbers_of(self, words: list[str]) -> list[int]:
        if len(self._number) > _MOST_WORDS_KEPT:
            self._number.clear()
        return [self._number[word] if word in self._number else self._keep(word) for word in words]

    def _keep(self, word: str) -> int:
        import numpy as np

        number = len(self._number)
        if number == len(self._kept):
            self._kept = np.concatenate([self._kept, np.zeros_like(self._kept)])
            self._letters = np.concatenate([self._letters, np.zeros_like(self._letters)])
        runs = letters_of(word)
        letters = self._rows[list(runs)].sum(axis=0) * LETTER_WEIGHT
        start, end = edge_rows([word])
        self._kept[number] = (
            self._rows[word_row(word)] + letters, self._rows[start], self._rows[end],
        )  # fmt: skip
        self._letters[number] = 1.0 + LETTER_WEIGHT * len(runs)
        self._number[word] = number
        return number


@cache
def scorer_of(language: Language) -> Scorer:
    """The scorer over the shipped weights of a language."""
    return Scorer(weights_of(language))


def _running(rows: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Sums of the first 0, 1, 2 … rows."""
    import numpy as np

    sums = np.zeros((len(rows) + 1, rows.shape[1]), dtype=np.float32)
    np.cumsum(rows, axis=0, out=sums[1:])
    return sums
