"""What is said about a draft; offsets are code points of the draft as it is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

NoteKind = Literal["spelling", "orthography", "style", "content"]
Stretch = tuple[int, int]
# The engine's normaliser: folded text, and where each of its characters stood (one end mark more).
Fold = Callable[[str], tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Note:
    """`rule` names its words; without `start` it is about the whole draft.

    `better`: wordings for the place of the quote. A soft note is a matter of polish.
    """

    kind: NoteKind
    rule: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    better: tuple[str, ...] = ()
    soft: bool = False
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the reply owes its customer; `done` of `of` parts are there, shown at `spans`."""

    name: str
    done: int
    of: int = 1
    spans: tuple[Stretch, ...] = ()

    @property
    def met(self) -> bool:
        return self.done >= self.of


def noted(
    kind: NoteKind, rule: str, text: str, stretch: Stretch, *better: str, soft: bool = False
) -> Note:
    """A note on a stretch of the text."""
    start, end = stretch
    return Note(kind, rule, start, end, text[start:end], tuple(filter(None, better)), soft)
