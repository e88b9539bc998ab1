"""Which of a supervisor's teams is looked at: in the address, so that it can be sent on."""

from collections.abc import Sequence

import streamlit as st

from storage.records import Team
from ui import state, text
from ui.text import say

_KEY = "team.chosen"


def chosen() -> int | None:
    """What was picked here, else what the address says."""
    picked = state.recall(_KEY)
    return int(picked) if picked else state.selected_id("team")


def draw_title(title: str, team: Team, teams: Sequence[Team]) -> None:
    """The page's head with the team's name; a choice where there are several."""
    text.draw_title(title, "" if len(teams) > 1 else team.name)
    if len(teams) < 2:
        return
    names = {str(one.team_id): one.name for one in teams}
    st.segmented_control(
        say("skills.team"),
        list(names),
        default=str(team.team_id),
        required=True,
        format_func=lambda team_id: text.plain(names[team_id]),
        key=_KEY,
        label_visibility="collapsed",
    )
