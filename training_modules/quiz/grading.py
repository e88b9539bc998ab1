"""What an answer is worth: 0 to 1 of the question's point.

- single, true_false, numeric, short_text: 1 or 0.
- multiple, spot: (right ones chosen - wrong ones chosen) / right ones, not below 0.
- matching: pairs put together rightly / pairs.
- ordering: 2 x (pairs of steps in the right order / all pairs of steps) - 1, not below 0; an order
  by chance is worth nothing on the average (Kendall's tau).
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, assert_never, cast

from training_modules.model import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Phrases,
    Question,
    ShortText,
    Single,
    Spot,
    TrueFalse,
)
from training_modules.quiz.answers import Answer, choice_ids, read_answer, read_number

Fold = Callable[[str], str]
_WORD = re.compile(r"\w+")
# vowel signs, tatweel, joiners and direction marks
_UNSEEN = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ALMOST = 1e-9


@dataclass(frozen=True, slots=True)
class Graded:
    """`slip` is the number of the likely mistake that was made, where the answer is one."""

    share: float
    slip: int | None = None

    @property
    def right(self) -> bool:
        return self.share >= 1 - _ALMOST


def grade(question: Question, given: Any, fold: Fold) -> Graded:
    """AnswerUnreadable where the answer is none; `fold` makes one of spellings that mean one."""
    answer = read_answer(question, given)
    match question:
        case Single() | Multiple() | TrueFalse() | Spot():
            return Graded(_chosen(question, answer))
        case Ordering():
            return Graded(_in_order(question, cast("list[str]", answer)))
        case Matching():
            return Graded(_matched(question, cast("dict[str, str]", answer)))
        case Numeric():
            return _number(question, read_number(cast(str, answer)))
        case ShortText():
            return _words(question, cast(str, answer), fold)
    assert_never(question)


def score_of(shares: Iterable[float], count: int) -> float:
    """0 to 100; an unanswered question is worth nothing."""
    return round(100 * sum(shares) / count, 6) if count else 0.0


def right_ids(question: Single | Multiple | TrueFalse | Spot) -> frozenset[str]:
    match question:
        case TrueFalse():
            return frozenset({"true" if question.answer else "false"})
        case Spot():
            ids = choice_ids(question, "line", len(question.lines))
            marked = zip(ids, question.lines, strict=True)
            return frozenset(name for name, line in marked if line.fault)
    ids = choice_ids(question, "option", len(question.options))
    options = zip(ids, question.options, strict=True)
    return frozenset(name for name, option in options if option.right)


def _chosen(question: Single | Multiple | TrueFalse | Spot, answer: Answer) -> float:
    chosen = {answer} if isinstance(answer, str) else set(answer)
    return _share(chosen, right_ids(question))


def _share(chosen: Collection[str], right: Collection[str]) -> float:
    hits = len(set(chosen) & set(right))
    return max(0.0, (2 * hits - len(chosen)) / len(right))


def _in_order(question: Ordering, answer: Sequence[str]) -> float:
    ids = choice_ids(question, "step", len(question.steps))
    place = {name: number for number, name in enumerate(answer)}
    pairs = list(combinations(ids, 2))
    kept = sum(place[before] < place[after] for before, after in pairs)
    return max(0.0, 2 * kept / len(pairs) - 1)


def _matched(question: Matching, answer: dict[str, str]) -> float:
    lefts = choice_ids(question, "left", len(question.pairs))
    rights = choice_ids(question, "right", len(question.pairs))
    kept = sum(answer[left] == right for left, right in zip(lefts, rights, strict=True))
    return kept / len(question.pairs)


def _number(question: Numeric, given: float) -> Graded:
    if abs(given - question.answer) <= question.tolerance + _ALMOST:
        return Graded(1.0)
    slips = (
        number for number, slip in enumerate(question.slips)
        if abs(given - slip.value) <= question.tolerance + _ALMOST
    )  # fmt: skip
    return Graded(0.0, next(slips, None))


def _words(question: ShortText, typed: str, fold: Fold) -> Graded:
    """In either language: whoever thinks in the other one has still answered."""
    read = _as_written if question.spelling else fold
    said = _spaced(typed, read)
    slips = (number for number, slip in enumerate(question.slips) if _says(said, slip.accept, read))
    slip = next(slips, None)
    right = _says(said, question.accept, read) and not (question.spelling and slip is not None)
    return Graded(1.0) if right else Graded(0.0, slip)


def _says(said: str, phrases: Phrases, fold: Fold) -> bool:
    wordings = (_spaced(wording, fold) for wording in (*phrases.ar, *phrases.en))
    return any(wording.strip() and wording in said for wording in wordings)


def _as_written(text: str) -> str:
    """Every letter and apostrophe stands; case, vowel signs and direction marks do not count."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return "".join(letter for letter in plain if not _UNSEEN.match(letter))


def _spaced(text: str, fold: Fold) -> str:
    """Folded words with a space around each, so that only whole ones are found."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
