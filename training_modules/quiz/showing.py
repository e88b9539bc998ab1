"""A question as it is asked: without its key, choices shuffled by the attempt's seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training_modules.model import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    Single,
    Spot,
    Text,
    TrueFalse,
    Who,
)
from training_modules.quiz.answers import choice_ids
from words import t


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a transcript; the customer's cannot be chosen."""

    id: str
    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All that may leave the server before the answer.

    `choices` are options, steps to order, or left sides to be matched with `partners`.
    """

    question_id: str
    type: str
    stem: str
    context: str
    channel: str
    unit: str
    choices: tuple[Choice, ...]
    partners: tuple[Choice, ...]
    lines: tuple[ShownLine, ...]


def shown(question: Question, language: str, seed: int) -> Shown:
    return Shown(
        question_id=question.id,
        type=question.type,
        stem=question.stem.of(language),
        context=question.context.of(language) if question.context else "",
        channel=question.channel or "",
        unit=_unit(question, language),
        choices=_choices(question, language, seed),
        partners=_partners(question, language, seed),
        lines=_lines(question, language),
    )


def _choices(question: Question, language: str, seed: int) -> tuple[Choice, ...]:
    match question:
        case Single() | Multiple():
            texts = [option.text for option in question.options]
            return _shuffled(_named(question, "option", texts, language), question, seed)
        case TrueFalse():
            return tuple(Choice(name, t(f"quiz.{name}", language)) for name in ("true", "false"))
        case Ordering():
            texts = [step.text for step in question.steps]
            return _stirred(_named(question, "step", texts, language), question, seed)
        case Matching():
            return _named(question, "left", [pair.left for pair in question.pairs], language)
    return ()


def _partners(question: Question, language: str, seed: int) -> tuple[Choice, ...]:
    if not isinstance(question, Matching):
        return ()
    texts = [pair.right for pair in question.pairs]
    return _stirred(_named(question, "right", texts, language), question, seed)


def _lines(question: Question, language: str) -> tuple[ShownLine, ...]:
    if not isinstance(question, Spot):
        return ()
    ids = choice_ids(question, "line", len(question.lines))
    lines = zip(ids, question.lines, strict=True)
    return tuple(ShownLine(name, line.who, line.text.of(language)) for name, line in lines)


def _unit(question: Question, language: str) -> str:
    unit = question.unit if isinstance(question, Numeric) else None
    return unit.of(language) if unit else ""


def _named(
    question: Question, part: str, texts: Sequence[Text], language: str
) -> tuple[Choice, ...]:
    ids = choice_ids(question, part, len(texts))
    return tuple(Choice(name, text.of(language)) for name, text in zip(ids, texts, strict=True))


def _shuffled(choices: tuple[Choice, ...], question: Question, seed: int) -> tuple[Choice, ...]:
    chance = Random(f"{seed}/{question.id}")  # noqa: S311, an order is no secret
    mixed = list(choices)
    chance.shuffle(mixed)
    return tuple(mixed)


def _stirred(choices: tuple[Choice, ...], question: Question, seed: int) -> tuple[Choice, ...]:
    """Shuffled, and never by chance in the right order."""
    mixed = _shuffled(choices, question, seed)
    return mixed if mixed != choices else (*mixed[1:], mixed[0])
