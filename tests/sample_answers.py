"""Answers to questions, as a browser sends them."""

from typing import Any

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
from training_modules.quiz.answers import choice_ids, parts_of
from training_modules.quiz.grading import right_ids


def right_answer(question: Question) -> Any:
    """What a person who knows everything would send."""
    match question:
        case Numeric():
            return str(question.answer)
        case ShortText():
            return question.accept.en[0]
        case Ordering():
            return list(parts_of(question))
        case Matching():
            rights = choice_ids(question, "right", len(question.pairs))
            return dict(zip(parts_of(question), rights, strict=True))
        case Multiple() | Spot():
            return sorted(right_ids(question))
    return next(iter(right_ids(question)))


def wrong_answer(question: Question) -> Any:
    """Something that can be read and is worth nothing."""
    match question:
        case Numeric():
            return "-77"
        case ShortText():
            return "something else entirely"
        case Ordering():
            return list(reversed(parts_of(question)))
        case Matching():
            rights = choice_ids(question, "right", len(question.pairs))
            return dict(zip(parts_of(question), (*rights[1:], rights[0]), strict=True))
        case Multiple() | Spot():
            return sorted(set(parts_of(question)) - right_ids(question))
        case Single() | TrueFalse():
            return next(name for name in parts_of(question) if name not in right_ids(question))
