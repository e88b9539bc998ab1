"""Which questions a quiz asks, and in what order: drawn by seed, so that a test can draw again."""

from collections import Counter
from collections.abc import Collection
from random import Random
from typing import Literal

from training_modules.model import Module, Question

Mode = Literal["learn", "practise", "certify"]


def draw(
    module: Module, mode: Mode, seed: int, last_drawn: Collection[str] = ()
) -> tuple[str, ...]:
    """Spread over lessons and types; what was drawn the last time only where nothing else is left.

    As many as the module's rules say, or all there are.
    """
    chance = Random(seed)  # noqa: S311, a draw is no secret
    left = sorted(module.questions, key=lambda question: question.id)
    chance.shuffle(left)
    count = module.quiz.certify if mode == "certify" else module.quiz.practise
    drawn: list[Question] = []
    while left and len(drawn) < count:
        lessons = Counter(question.lesson for question in drawn)
        types = Counter(str(question.type) for question in drawn)
        chosen = min(left, key=lambda one: _need(one, lessons, types, last_drawn))
        left.remove(chosen)
        drawn.append(chosen)
    chance.shuffle(drawn)
    return tuple(question.id for question in drawn)


def _need(
    question: Question,
    lessons: Counter[str | None],
    types: Counter[str],
    last_drawn: Collection[str],
) -> tuple[bool, int, int]:
    """The least comes first: new to the person, of a lesson and a type that were drawn least."""
    return question.id in last_drawn, lessons[question.lesson], types[question.type]
