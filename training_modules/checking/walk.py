"""Every text of an item, with the way that leads to it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from training_modules.model import Phrases, Text
from training_modules.sources import Where

Trail = tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """`where` spells the way as the file does; `trail` holds each thing on it and the field."""

    where: Where
    text: Text | Phrases
    trail: Trail

    @property
    def owner(self) -> Any:
        """What the text is a field of."""
        return self.trail[-1][0]

    @property
    def name(self) -> str:
        return self.trail[-1][1]

    @property
    def names(self) -> set[str]:
        return {name for _, name in self.trail}


def texts_of(value: Any, where: Where = (), trail: Trail = ()) -> Iterator[Written]:
    if isinstance(value, Text | Phrases):
        yield Written(where, value, trail)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, (*where, name), trail)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts_of(inner, (*where, number), trail)
    elif is_dataclass(value):
        for one in fields(value):
            step = (*trail, (value, one.name))
            yield from texts_of(getattr(value, one.name), (*where, one.name), step)
