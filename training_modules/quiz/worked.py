"""Answers made from a question's own key: all of it right, or nothing of it."""

from training_modules.model import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortText,
    Single,
    Spot,
    Text,
    TrueFalse,
)
from training_modules.quiz.answers import Answer, choice_ids, parts_of
from training_modules.quiz.grading import right_ids

FAR_OFF = "-77"
BESIDE_THE_POINT = Text(ar="لا علاقة لهذا بالسؤال", en="something else entirely")


def right_answer(question: Question, language: str = "en") -> Answer:
    """What a person who knows everything would send."""
    match question:
        case Numeric():
            return str(question.answer)
        case ShortText():
            return question.accept.of(language)[0]
        case Ordering():
            return list(parts_of(question))
        case Matching():
            rights = choice_ids(question, "right", len(question.pairs))
            return dict(zip(parts_of(question), rights, strict=True))
        case Multiple() | Spot():
            return sorted(right_ids(question))
    return next(iter(right_ids(question)))


def wrong_answer(question: Question, language: str = "en") -> Answer:
    """Something that can be read and is worth nothing; a likely slip where one is known."""
    match question:
        case Numeric():
            return str(question.slips[0].value) if question.slips else FAR_OFF
        case ShortText():
            slips = [words for slip in question.slips for words in slip.accept.of(language)]
            return slips[0] if slips else BESIDE_THE_POINT.of(language)
        case Ordering():
            return list(reversed(parts_of(question)))
        case Matching():
            rights = choice_ids(question, "right", len(question.pairs))
            return dict(zip(parts_of(question), (*rights[1:], rights[0]), strict=True))
        case Multiple() | Spot():
            return sorted(set(parts_of(question)) - right_ids(question))
        case Single() | TrueFalse():
            return next(name for name in parts_of(question) if name not in right_ids(question))
