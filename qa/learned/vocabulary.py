"""What each word met so far weighs, worked out once and kept; as many words as memory allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from qa.learned.features import (
    LETTER_WEIGHT,
    SKIP_WEIGHT,
    Hashed,
    edge_rows,
    hashed,
    letter_rows,
    pair_row,
    skip_row,
    word_row,
)
from qa.learned.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

MOST_KEPT = 20_000
MOST_AT_ONCE = 8_000  # words of one look-up


@dataclass(frozen=True, slots=True)
class Weighed:
    """One row for each word of a text: the word itself with its letters and how many features that
    is, what it adds as the first and as the last of a stretch, what it and the next, and it and
    the next but one, add together."""

    words: "Numbers"
    counts: "Numbers"
    starts: "Numbers"
    ends: "Numbers"
    pairs: "Numbers"
    skips: "Numbers"


class Vocabulary:
    """Threads share it: what is kept changes under a lock."""

    def __init__(self, weights: Weights) -> None:
        import numpy as np

        most = MOST_KEPT + MOST_AT_ONCE
        self._weights, self._lock = weights, Lock()
        self._numbers: dict[str, int] = {}
        self._hashed: list[Hashed] = []
        self._sums = np.zeros((most, weights.rows.shape[1]), dtype=np.float32)
        self._counts = np.zeros(most, dtype=np.float32)
        self._edges = np.zeros((most, 2), dtype=np.int32)

    def weigh(self, words: Sequence[str]) -> Weighed:
        """At most MOST_AT_ONCE words; numbers are in units of the weights' scale."""
        with self._lock:
            numbers = self._numbers_of(words)
            sums, counts, edges = self._sums[numbers], self._counts[numbers], self._edges[numbers]
            known = [self._hashed[number] for number in numbers]
        follow, skip = known[1:] + known[:1], known[2:] + known[:2]
        pairs = [pair_row(one, other) for one, other in zip(known, follow, strict=True)]
        skips = [skip_row(one, other) for one, other in zip(known, skip, strict=True)]
        return Weighed(
            words=sums,
            counts=counts,
            starts=self._weights.gathered(edges[:, 0]),
            ends=self._weights.gathered(edges[:, 1]),
            pairs=self._weights.gathered(pairs),
            skips=self._weights.gathered(skips) * SKIP_WEIGHT,
        )

    def _numbers_of(self, words: Sequence[str]) -> list[int]:
        if len(self._hashed) > MOST_KEPT:
            self._numbers.clear()
            self._hashed.clear()
        known = self._numbers
        return [known[word] if word in known else self._keep(word) for word in words]

    def _keep(self, word: str) -> int:
        number = len(self._hashed)
        runs = letter_rows(word)
        rows = self._weights.gathered([word_row(word), *runs])
        self._sums[number] = rows[0] + rows[1:].sum(axis=0) * LETTER_WEIGHT
        self._counts[number] = 1.0 + LETTER_WEIGHT * len(runs)
        self._edges[number] = edge_rows([word])
        self._hashed.append(hashed(word))
        self._numbers[word] = number
        return number
