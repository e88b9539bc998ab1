"""Lists of things as tables on a desk and as cards on a phone; every text stays text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import streamlit as st

from ui import components, state, text

_lists = components.define(
    "lists",
    css=("shared/tokens.css", "shared/base.css", "lists/lists.css"),
    js=("shared/dom.js", "shared/dialog.js", "lists/lists.js"),
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
class Question:
    """Asked before an act that cannot be undone; `reason` labels the reason that is demanded."""

    title: str
    body: str
    confirm: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a row; `name` is what `draw_rows` gives back."""

    name: str
    label: str
    danger: bool = False
    question: Question | None = None


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
    reason: str


def draw_rows(key: str, title: str, columns: Sequence[str], rows: Sequence[Row]) -> Chosen | None:
    """The rows under their columns; what was pressed in this run. `title` is read, not seen."""
    facts = {
        "direction": text.direction(),
        "language": state.language(),
        "title": title,
        "columns": list(columns),
        "words": text.words_of("common", "acts", "cancel"),
        "rows": [asdict(row) for row in rows],
    }
    pressed = _lists(
        data=components.packed(facts), key=key, on_pressed_change=components.noted
    ).pressed
    if not pressed:
        return None
    return Chosen(str(pressed["act"]), int(pressed["row_id"]), str(pressed["reason"]))


def draw_pager(area: str, page: int, pages: int) -> None:
    """Where we are in a long list, and the way on; nothing where one page holds it all."""
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{area}-pager"):
        st.button(
            text.say("common.previous"),
            key=f"{area}.previous",
            disabled=page == 1,
            on_click=state.turn_to,
            args=(area, page - 1),
        )
        text.draw_aside(text.say("common.page_of", page=page, pages=pages))
        st.button(
            text.say("common.next"),
            key=f"{area}.next",
            disabled=page == pages,
            on_click=state.turn_to,
            args=(area, page + 1),
        )
