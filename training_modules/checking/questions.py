"""Questions that can be answered and cannot be guessed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from training_modules.catalog import Item
from training_modules.checking.texts import LANGUAGES
from training_modules.model import (
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Single,
    Spot,
    Text,
)
from training_modules.sources import Fault

ENOUGH_TO_BALANCE = 10
LARGEST_SHARE = 0.4


def question_faults(item: Item) -> Iterator[Fault]:
    """What is wrong with one question by itself."""
    question = item.value
    match question:
        case Single() | Multiple():
            yield from _option_faults(item, question)
        case Ordering():
            yield from _few(item, "steps", len(question.steps), 3)
            yield from _alike(item, "steps", [step.text for step in question.steps])
        case Matching():
            yield from _few(item, "pairs", len(question.pairs), 3)
            yield from _alike(item, "pairs", [pair.left for pair in question.pairs])
            yield from _alike(item, "pairs", [pair.right for pair in question.pairs])
        case Spot():
            yield from _spot_faults(item, question)
        case Numeric():
            yield from _numeric_faults(item, question)


def _option_faults(item: Item, question: Single | Multiple) -> Iterator[Fault]:
    right = sum(option.right for option in question.options)
    if isinstance(question, Single) and right != 1:
        yield item.place.fault(("options",), "single_needs_one", count=right)
    if isinstance(question, Multiple) and not 2 <= right < len(question.options):
        yield item.place.fault(("options",), "multiple_needs_two", count=right)
    yield from _few(item, "options", len(question.options), 3)
    yield from _alike(item, "options", [option.text for option in question.options])


def _spot_faults(item: Item, question: Spot) -> Iterator[Fault]:
    if not any(line.fault for line in question.lines):
        yield item.place.fault(("lines",), "spot_without_fault")
    agent_lines = sum(line.who == "agent" for line in question.lines)
    yield from _few(item, "lines", agent_lines, 2)
    for number, line in enumerate(question.lines):
        if line.who == "agent" and line.why is None:
            yield item.place.fault(("lines", number), "why_missing")
        if line.who == "customer" and line.fault:
            yield item.place.fault(("lines", number), "fault_of_customer")


def _numeric_faults(item: Item, question: Numeric) -> Iterator[Fault]:
    if question.tolerance < 0:
        yield item.place.fault(("tolerance",), "tolerance_negative")
    for number, slip in enumerate(question.slips):
        if abs(slip.value - question.answer) <= question.tolerance:
            yield item.place.fault(("slips", number), "slip_is_right")


def _few(item: Item, what: str, count: int, least: int) -> Iterator[Fault]:
    if count < least:
        yield item.place.fault((what,), "too_few", what=what, least=least, count=count)


def _alike(item: Item, what: str, texts: Sequence[Text]) -> Iterator[Fault]:
    for language in LANGUAGES:
        said = [text.of(language).strip().casefold() for text in texts]
        for number, one in enumerate(said):
            if one in said[:number]:
                yield item.place.fault((what, number), "choice_twice", lang=language)


def balance_faults(items: Sequence[Item]) -> Iterator[Fault]:
    """Keys of one module: no favourite position, and the right option is not the long one."""
    singles = [item for item in items if isinstance(item.value, Single)]
    if len(singles) < ENOUGH_TO_BALANCE:
        return
    most = LARGEST_SHARE * len(singles)
    places = Counter(_right_place(item.value) for item in singles)
    for position, count in sorted(places.items()):
        if count > most:
            params = {"position": position + 1, "count": count, "all": len(singles)}
            yield singles[0].place.fault(("options",), "key_position", **params)
    for language in LANGUAGES:
        count = sum(_right_is_longest(item.value, language) for item in singles)
        if count > most:
            params = {"count": count, "all": len(singles)}
            at = singles[0].place
            yield at.fault(("options",), "right_is_longest", lang=language, **params)


def _right_place(question: Single) -> int:
    """-1 where no option is right, which is a fault of its own."""
    return next((number for number, one in enumerate(question.options) if one.right), -1)


def _right_is_longest(question: Single, language: str) -> bool:
    right = [len(one.text.of(language)) for one in question.options if one.right]
    wrong = [len(one.text.of(language)) for one in question.options if not one.right]
    return bool(right and wrong) and right[0] > max(wrong)
