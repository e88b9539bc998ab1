"""No two questions, explanations or model replies alike, once names and numbers are masked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from training_modules.catalog import Content, Item
from training_modules.checking.texts import LANGUAGES, plain
from training_modules.checking.walk import texts_of
from training_modules.model import Scenario, Task, Text
from training_modules.sources import Fault, Where

ALIKE = 0.85  # of the words of two texts
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,:٫٬]*")
_COMPARED = {"why", "why_true", "why_false", "debrief", "note", "fault", "model"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A text that must not come twice; `family` says among which."""

    item: Item
    where: Where
    family: str
    text: Text


def likeness_faults(content: Content) -> Iterator[Fault]:
    names = names_of(content)
    compared = [one for item in content.items for one in _compared(item)]
    for family in sorted({one.family for one in compared}):
        own = [one for one in compared if one.family == family]
        for language in LANGUAGES:
            yield from _alike(own, language, names)


def names_of(content: Content) -> frozenset[str]:
    """The words of the names that customers of tasks and scenarios have."""
    named = (
        item.value.customer for item in content.items if isinstance(item.value, Scenario | Task)
    )
    words = (_WORD.findall(plain(name.of(one))) for name in named for one in LANGUAGES)
    return frozenset(word for found in words for word in found)


def masked(text: str, names: frozenset[str]) -> frozenset[str]:
    """The words of a text; numbers are all one, and so are names."""
    words = _WORD.findall(_NUMBER.sub(" 0 ", plain(text)))
    return frozenset("name" if word in names else word for word in words)


def _compared(item: Item) -> Iterator[Compared]:
    if item.kind in ("questions", "cards"):
        yield Compared(item, ("stem",), "question", _asked(item.value))
    for written in texts_of(item.value):
        family = "model" if written.name == "model" else "explanation"
        if isinstance(written.text, Text) and written.name in _COMPARED:
            yield Compared(item, written.where, family, written.text)


def _asked(question: Any) -> Text:
    """The stem in its situation: many share «What is the best reply?», none both."""
    options = getattr(question, "options", ()) if question.context is None else ()
    parts = [part for part in (question.context, question.stem) if part]
    parts += [option.text for option in options]
    return Text(" ".join(part.ar for part in parts), " ".join(part.en for part in parts))


def _alike(compared: Sequence[Compared], language: str, names: frozenset[str]) -> Iterator[Fault]:
    seen: list[tuple[frozenset[str], Compared]] = []
    for one in compared:
        words = masked(one.text.of(language), names)
        twin = next((other for other in seen if _jaccard_over(words, other[0])), None)
        if twin and words:
            at = (*one.where, language)
            other = twin[1]
            line = other.item.place.line(*other.where, language)
            like = f"{other.item.place.file}:{line}"
            yield one.item.place.fault(at, f"alike_{one.family}", other=like, lang=language)
        seen.append((words, one))


def _jaccard_over(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    if smaller < ALIKE * larger:  # too different in length to be alike
        return False
    shared = len(one & other)
    return shared >= ALIKE * (len(one) + len(other) - shared)
