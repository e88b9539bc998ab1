"""Answers as they come in: from any keyboard, of any length, possibly made up."""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from typing import Any

from training_modules.model import Matching, Multiple, Numeric, Ordering, Question, ShortText, Spot

# An id, several ids, ids by the id of what they were put to, or what was typed.
Answer = str | list[str] | dict[str, str]

LONGEST_TEXT = 2_000
LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")


class AnswerUnreadable(ValueError):
    """Nothing that could be right or wrong; `code` names the sentence in words/*/errors.yml."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def choice_id(question: Question, part: str, number: int) -> str:
    """A name for one choice that says nothing of where it stands in the file."""
    name = f"{question.id}/{part}/{number}"
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def choice_ids(question: Question, part: str, count: int) -> tuple[str, ...]:
    """In the order of the file."""
    return tuple(choice_id(question, part, number) for number in range(count))


def parts_of(question: Question) -> tuple[str, ...]:
    """The ids of what is chosen from, put in order, or given a partner."""
    match question:
        case Ordering():
            return choice_ids(question, "step", len(question.steps))
        case Matching():
            return choice_ids(question, "left", len(question.pairs))
        case Spot():
            lines = choice_ids(question, "line", len(question.lines))
            agents = zip(lines, question.lines, strict=True)
            return tuple(name for name, line in agents if line.who == "agent")
        case Numeric() | ShortText():
            return ()
    if question.type == "true_false":
        return ("true", "false")
    return choice_ids(question, "option", len(question.options))


def read_answer(question: Question, given: Any) -> Answer:
    """The answer in the form its question asks for; AnswerUnreadable where it has another."""
    match question:
        case Numeric() | ShortText():
            return _text(given)
        case Multiple() | Spot():
            return _several(given, parts_of(question))
        case Ordering():
            order = _several(given, parts_of(question))
            if len(order) != len(question.steps):
                raise AnswerUnreadable("answer_incomplete")
            return order
        case Matching():
            return _pairs(given, question)
    if given not in parts_of(question):
        raise AnswerUnreadable("answer_unknown" if given else "answer_missing")
    return str(given)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise AnswerUnreadable("answer_unknown")
    if len(given) > LONGEST_TEXT:
        raise AnswerUnreadable("answer_too_long")
    if not any(letter.isalnum() for letter in given):
        raise AnswerUnreadable("answer_missing")
    return given


def _several(given: Any, known: Collection[str]) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise AnswerUnreadable("answer_unknown")
    if not given:
        raise AnswerUnreadable("answer_missing")
    if len(set(given)) != len(given) or not set(given) <= set(known):
        raise AnswerUnreadable("answer_unknown")
    return list(given)


def _pairs(given: Any, question: Matching) -> dict[str, str]:
    rights = choice_ids(question, "right", len(question.pairs))
    if not isinstance(given, dict) or not set(given) <= set(parts_of(question)):
        raise AnswerUnreadable("answer_unknown")
    if not all(isinstance(one, str) and one in rights for one in given.values()):
        raise AnswerUnreadable("answer_unknown")
    if len(given) != len(question.pairs):
        raise AnswerUnreadable("answer_incomplete")
    return {str(left): str(right) for left, right in given.items()}


def read_number(typed: str) -> float:
    """A number in any digits, with ٫ or a comma; what stands beside it (%, ريال) is left out."""
    western = "".join(_western(letter) for letter in typed)
    found = _NUMBER.findall(western)
    if len(found) != 1 or len(found[0]) > LONGEST_NUMBER:
        raise AnswerUnreadable("answer_not_number")
    number = found[0].rstrip(".,")
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    try:
        return float(number.replace(",", "."))
    except ValueError:
        raise AnswerUnreadable("answer_not_number") from None


def _western(letter: str) -> str:
    """One letter as a Western keyboard has it; direction marks and spaces fall away."""
    if letter in "٬'’_" or unicodedata.category(letter) in ("Cf", "Zs"):
        return ""
    if letter in "٫":
        return "."
    if letter in "،":
        return ","
    if letter in "−–﹣－":
        return "-"
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)
