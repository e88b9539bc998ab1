"""What each word weighs for or against an act: how far the score falls when it is left out."""

from dataclasses import dataclass

from qa.learned.features import Word, words_of
from qa.learned.scorer import Scorer, scorer_of
from qa.learned.weights import FOLDER
from qa.model import Language

_MOST_WORDS = 40  # of a longer stretch only the first are left out one by one


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word at its offsets in the folded text; `weight` in log-odds, above 0 speaks for the act.

    The networks do not add words up, so weights need not add up to the score either.
    """

    word: Word
    weight: float


def has_weights(language: Language) -> bool:
    """Whether anything was learned for this language."""
    return (FOLDER / f"{language}.npz").is_file()


def contributions(text: str, act: str, language: Language) -> tuple[Weighed, ...]:
    """By word of a folded text; none where nothing is learned of the act."""
    if not has_weights(language):
        return ()
    return contributions_by(scorer_of(language), text, act)


def contributions_by(scorer: Scorer, text: str, act: str) -> tuple[Weighed, ...]:
    words = words_of(text)[:_MOST_WORDS]
    if act not in scorer.acts or not words:
        return ()
    column = scorer.acts.index(act)
    said = _score(scorer, text, column)
    return tuple(Weighed(word, said - _score(scorer, _less(text, word), column)) for word in words)


def _less(text: str, word: Word) -> str:
    return f"{text[: word.start]} {text[word.end :]}"


def _score(scorer: Scorer, text: str, column: int) -> float:
    """Log-odds of the whole text; nothing said is as likely as not."""
    scored = scorer.score(text)
    return float(scored.whole[column]) if scored else 0.0
