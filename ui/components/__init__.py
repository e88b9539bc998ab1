"""Components drawn in the browser: each a folder of css and js parts, joined when it is defined."""

import json
from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


def define(name: str, *, css: Iterable[str], js: Iterable[str]) -> ComponentRenderer:
    """A component made of these files, e.g. "player/player.css"; only the last js part exports."""
    return st.components.v2.component(
        f"itqan_{name}", html='<div class="root"></div>', css=_joined(css), js=_joined(js)
    )


def packed(facts: object) -> bytes:
    """JSON for a component's data; for anything but bytes Streamlit would load pandas to look."""
    return json.dumps(facts).encode()


def noted() -> None:
    """A component's trigger needs a callback; the run itself reads what was pressed."""


def _joined(parts: Iterable[str]) -> str:
    return "\n".join((_FOLDER / part).read_text("utf-8") for part in parts)
