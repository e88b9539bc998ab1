"""What each word of a line weighs for or against an act, as the learned layer sums it up."""

from dataclasses import dataclass
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
from qa.learned.weights import FOLDER, Weights, weights_of
from qa.model import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word at its offsets in the folded text; `weight` in log-odds, above 0 speaks for the act.

    What two words weigh together is shared out evenly between them.
    """

    word: Word
    weight: float


@dataclass(frozen=True, slots=True)
class Contributions:
    """The words of a stretch; with `bias` their weights add up to what the scorer scores it."""

    words: tuple[Weighed, ...]
    bias: float

    @property
    def score(self) -> float:
        return self.bias + sum(weighed.weight for weighed in self.words)


def has_weights(language: Language) -> bool:
    """Whether anything was learned for this language."""
    return (FOLDER / f"{language}.npz").is_file()


def contributions(text: str, act: str, language: Language) -> Contributions | None:
    """By word of a folded text; None where it has no words, or nothing is learned of the act."""
    if not has_weights(language):
        return None
    return contributions_by(weights_of(language), text, act)


def contributions_by(weights: Weights, text: str, act: str) -> Contributions | None:
    words = words_of(text)
    if not words or act not in weights.acts:
        return None
    column = weights.acts.index(act)
    by_word = _by_word(weights.rows[:, column], [word.text for word in words])
    return Contributions(
        tuple(Weighed(*pair) for pair in zip(words, by_word, strict=True)),
        float(weights.bias[column]),
    )


def word_weight(column: "NDArray[np.float32]", word: str) -> float:
    """A word by itself: it and its letters."""
    letters = column[list(letters_of(word))].sum() * LETTER_WEIGHT
    return float(column[word_row(word)] + letters)


def _by_word(column: "NDArray[np.float32]", words: list[str]) -> list[float]:
    weighed = [word_weight(column, word) for word in words]
    first, last = edge_rows(words)
    weighed[0] += float(column[first])
    weighed[-1] += float(column[last])
    for at, row in enumerate(pair_rows(words)):
        _share(weighed, (at, at + 1), float(column[row]))
    for at, row in enumerate(skip_rows(words)):
        _share(weighed, (at, at + 2), float(column[row]) * SKIP_WEIGHT)
    return weighed


def _share(weighed: list[float], places: tuple[int, int], weight: float) -> None:
    for place in places:
        weighed[place] += weight / 2
