"""Every choice of a question with its verdict in words, once the key may be known."""

from training_modules.model import Question
from training_modules.quiz import Explained, Told
from ui.player import Drawn
from ui.text import say

ALMOST_ALL = 1 - 1e-9
_ONE_OF = {"single": "best", "true_false": "right", "numeric": "right", "short_text": "right"}


def told_items(question: Question, explained: Explained) -> list[Drawn]:
    """In the order that was shown; `verdict` is the shape, `word` says it in words."""
    letters = say("quiz.letters").split()
    lettered = question.type in ("single", "multiple", "true_false")
    return [
        {
            "letter": letters[number % len(letters)] if lettered else "",
            "text": told.text,
            "partner": told.partner if question.type == "matching" else "",
            "place": told.partner if question.type == "ordering" else "",
            "who": told.who,
            "verdict": _verdict(question.type, told),
            "word": _word(question.type, told),
            "why": told.why,
            "own": told.chosen and question.type not in ("ordering", "matching"),
            "best": told.right and question.type not in ("ordering", "matching"),
        }
        for number, told in enumerate(explained.told)
    ]


def told_summary(explained: Explained) -> str:
    if explained.share >= ALMOST_ALL:
        return say("quiz.all_right")
    if explained.share > 0:
        return say("quiz.partly_right", share=f"{int(explained.share * 100)}%")
    return say("quiz.not_right")


def _verdict(kind: str, told: Told) -> str:
    if told.who == "customer":
        return ""
    if kind in ("multiple", "spot"):
        return "met" if told.right == told.chosen else "not_met"
    return "met" if told.right else "not_met"


def _unquoted(words: str) -> str:
    """What somebody says stands in quotes of its own; a sentence about it sets others."""
    return words.strip("«»“”")


def _word(kind: str, told: Told) -> str:
    """Such as "Your answer. Not the best."; a line of the customer's needs none."""
    if kind == "ordering":
        put = {"place": told.partner, "given": told.given}
        return say("quiz.in_place") if told.right else say("quiz.out_of_place", **put)
    if kind == "matching":
        given = _unquoted(told.given)
        return say("quiz.a_pair") if told.right else say("quiz.no_pair", given=given)
    if kind == "spot":
        return "" if told.who == "customer" else say(f"quiz.spot_{_which(told)}")
    return say(f"quiz.{_ONE_OF.get(kind, 'several')}_{_which(told)}")


def _which(told: Told) -> str:
    return f"{'in' if told.right else 'out'}_{'chosen' if told.chosen else 'left'}"
