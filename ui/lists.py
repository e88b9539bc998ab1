"""Lists of things as tables on a desk and as cards on a phone; every text stays text."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from ui import components, state, text

_lists = components.define(
    "lists",
    css=("shared/tokens.css", "shared/base.css", "lists/lists.css"),
    js=("shared/dom.js", "lists/lists.js"),
)


class Tone(StrEnum):
    """How a chip is coloured; its word always says the same."""

    PLAIN = "plain"
    BUSY = "busy"
    DONE = "done"
    DUE = "due"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, a second line, a chip's tone, how far it is (0 to 1)."""

    text: str
    under: str = ""
    tone: Tone | None = None
    share: float | None = None
    figures: bool = False  # numbers and ids: always left to right


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a row; `name` is what `draw_rows` gives back."""

    name: str
    label: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`acts` stand at the row's end; the first cell opens `opens`, where one is named."""

    row_id: int
    cells: tuple[Cell, ...]
    acts: tuple[Act, ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    act: str
    row_id: int


def draw_rows(key: str, title: str, columns: Sequence[str], rows: Sequence[Row]) -> Chosen | None:
    """The rows under their columns; what was pressed in this run. `title` is read, not seen."""
    facts = {
        "direction": text.direction(),
        "language": state.language(),
        "title": title,
        "columns": list(columns),
        "acts_title": text.say("common.acts"),
        "rows": [asdict(row) for row in rows],
    }
    pressed = _lists(data=json.dumps(facts), key=key, on_pressed_change=_noted).pressed
    return Chosen(pressed["act"], int(pressed["row_id"])) if pressed else None


def _noted() -> None:
    """A component's trigger needs a callback; the run itself reads the value."""
