"""Parts of a page that draw themselves again, to show what a job is doing."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from services.errors import NotFound, PermissionDenied
from storage.errors import DatabaseAway
from storage.records import Account
from ui import state, text


def draw_every(seconds: float | None, draw: Callable[[Account], None]) -> None:
    """`draw` gets the account as it is at that moment; looking on keeps no session awake."""

    @wraps(draw)
    def drawn() -> None:
        try:
            draw(state.onlooker())
        except (NotFound, PermissionDenied):
            st.rerun()  # the page itself says what this person may not see any more
        except DatabaseAway:
            text.draw_away()

    st.fragment(drawn, run_every=seconds)()
