"""What is told after the answer: every choice with its verdict and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, assert_never, cast

from training_modules.model import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    Spot,
    TrueFalse,
)
from training_modules.quiz.answers import Answer, choice_ids, read_answer
from training_modules.quiz.grading import Fold, Graded, grade, right_ids
from training_modules.quiz.showing import shown
from words import t

MOST_WORDINGS = 3  # shown of those that are accepted


@dataclass(frozen=True, slots=True)
class Told:
    """One choice, afterwards.

    `right`: it belongs to the best answer; of a step or a pair, that it was put where it belongs.
    `partner` is where it belongs, `given` where it was put.
    """

    id: str
    text: str
    right: bool
    chosen: bool
    why: str
    partner: str = ""
    given: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    question_id: str
    share: float
    right: bool
    told: tuple[Told, ...]


def explained(question: Question, answer: Any, language: str, seed: int, fold: Fold) -> Explained:
    """In the order in which `shown` had put the choices."""
    graded = grade(question, answer, fold)
    told = tuple(_told(question, read_answer(question, answer), language, graded))
    order = [choice.id for choice in shown(question, language, seed).choices]
    if isinstance(question, Single | Multiple):
        told = tuple(sorted(told, key=lambda one: order.index(one.id)))
    return Explained(question.id, graded.share, graded.right, told)


def _told(question: Question, answer: Answer, language: str, graded: Graded) -> Iterator[Told]:
    match question:
        case Single() | Multiple():
            return _options(question, answer, language)
        case TrueFalse():
            return _true_false(question, answer, language)
        case Ordering():
            return _steps(question, answer, language)
        case Matching():
            return _pairs(question, cast("dict[str, str]", answer), language)
        case Numeric():
            return _number(question, str(answer), language, graded)
        case ShortText():
            return _words(question, str(answer), language, graded)
        case Spot():
            return _lines(question, answer, language)
    assert_never(question)


def _options(question: Single | Multiple, answer: Answer, language: str) -> Iterator[Told]:
    ids = choice_ids(question, "option", len(question.options))
    for name, option in zip(ids, question.options, strict=True):
        chosen = name == answer if isinstance(answer, str) else name in answer
        text, why = option.text.of(language), option.why.of(language)
        yield Told(name, text, option.right, chosen, why)


def _true_false(question: TrueFalse, answer: Answer, language: str) -> Iterator[Told]:
    for name, why in (("true", question.why_true), ("false", question.why_false)):
        right = name in right_ids(question)
        yield Told(name, t(f"quiz.{name}", language), right, name == answer, why.of(language))


def _steps(question: Ordering, answer: Answer, language: str) -> Iterator[Told]:
    """In the right order; `partner` is the step's place, `given` the one it was put at."""
    given = {name: str(number) for number, name in enumerate(answer, start=1)}
    ids = choice_ids(question, "step", len(question.steps))
    for number, (name, step) in enumerate(zip(ids, question.steps, strict=True), start=1):
        place = str(number)
        text, why = step.text.of(language), step.why.of(language)
        yield Told(name, text, given[name] == place, True, why, place, given[name])


def _pairs(question: Matching, answer: dict[str, str], language: str) -> Iterator[Told]:
    lefts = choice_ids(question, "left", len(question.pairs))
    rights = choice_ids(question, "right", len(question.pairs))
    texts = {
        name: pair.right.of(language) for name, pair in zip(rights, question.pairs, strict=True)
    }
    for left, right, pair in zip(lefts, rights, question.pairs, strict=True):
        is_right = answer[left] == right
        text, why = pair.left.of(language), pair.why.of(language)
        yield Told(left, text, is_right, True, why, texts[right], texts[answer[left]])


def _number(question: Numeric, typed: str, language: str, graded: Graded) -> Iterator[Told]:
    unit = f" {question.unit.of(language)}" if question.unit else ""
    why = question.why.of(language)
    if not graded.right and graded.slip is None:
        yield Told("own", typed.strip(), right=False, chosen=True, why="")
    answer = f"{_plain(question.answer)}{unit}"
    yield Told("answer", answer, right=True, chosen=graded.right, why=why)
    for number, slip in enumerate(question.slips):
        text = f"{_plain(slip.value)}{unit}"
        yield Told(f"slip{number}", text, False, number == graded.slip, slip.why.of(language))


def _words(question: ShortText, typed: str, language: str, graded: Graded) -> Iterator[Told]:
    why = question.why.of(language)
    if not graded.right and graded.slip is None:
        yield Told("own", typed.strip(), right=False, chosen=True, why="")
    answer = " / ".join(question.accept.of(language)[:MOST_WORDINGS])
    yield Told("answer", answer, right=True, chosen=graded.right, why=why)
    for number, slip in enumerate(question.slips):
        text = " / ".join(slip.accept.of(language)[:MOST_WORDINGS])
        yield Told(f"slip{number}", text, False, number == graded.slip, slip.why.of(language))


def _lines(question: Spot, answer: Answer, language: str) -> Iterator[Told]:
    """`right` says that the line carries a fault, so choosing it is right."""
    ids = choice_ids(question, "line", len(question.lines))
    for name, line in zip(ids, question.lines, strict=True):
        why = line.why.of(language) if line.why else ""
        text = line.text.of(language)
        yield Told(name, text, line.fault, name in answer, why, who=line.who)


def _plain(number: float) -> str:
    """1250.5, and 80 rather than 80.0."""
    return f"{number:,.10g}".replace(",", "")
