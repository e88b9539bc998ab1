"""The team's learning: assigning modules, and what came of those that were assigned."""

from collections.abc import Sequence

import streamlit as st

from services import assignments, modules, proposals
from services.access import Act, can
from services.assignments import AssignmentLine, Progress
from services.errors import NotFound, ServiceError
from storage.records import Account
from ui import assigning, learning_lists, lists, resources, state, team, text
from ui.text import say

_OPEN = frozenset({Progress.ASSIGNED, Progress.STUCK, Progress.OVERDUE, Progress.RETIRED})
_FILTERS = {
    "open": _OPEN,
    "overdue": frozenset({Progress.OVERDUE}),
    "stuck": frozenset({Progress.STUCK}),
    "done": frozenset({Progress.DONE}),
    "all": frozenset(Progress),
}


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.ASSIGN):
        text.draw_refused()
        return
    store, now = resources.store(), state.now()
    try:
        found = assignments.list_team(store, actor, team.chosen(), now)
    except NotFound:
        text.draw_title(say("team_learning.title"))
        text.draw_empty(say("skills.no_team"))
        return
    view = found.view
    team.draw_title(say("team_learning.title"), view.team, view.teams)
    text.draw_notice()
    _draw_lines(found.lines)
    _draw_form(view.agents)
    assigning.draw_proposals(proposals.list_proposals(store, actor, view.team.team_id, now))


def _draw_lines(lines: Sequence[AssignmentLine]) -> None:
    text.draw_section(say("team_learning.list"), say("team_learning.stuck_means"))
    if not lines:
        text.draw_empty(say("team_learning.none"))
        return
    shown = _narrowed(lines)
    if not shown:
        text.draw_empty(say("team_learning.none_here"))
        return
    chosen = learning_lists.draw_assignments(shown, key="team_learning.lines")
    line = next((one for one in shown if chosen and one.line_id == chosen.row_id), None)
    if chosen and line:
        _act(line, chosen)


def _narrowed(lines: Sequence[AssignmentLine]) -> list[AssignmentLine]:
    counts = {
        name: sum(line.progress in wanted for line in lines) for name, wanted in _FILTERS.items()
    }
    name = st.segmented_control(
        say("team_learning.filter"),
        list(_FILTERS),
        default="open",
        required=True,
        format_func=lambda name: f"{say(f'team_learning.filter_{name}')} {counts[name]}",
        key="team_learning.filter",
        label_visibility="collapsed",
    )
    return [line for line in lines if line.progress in _FILTERS[name or "open"]]


def _act(line: AssignmentLine, chosen: lists.Chosen) -> None:
    if chosen.act == "open":
        state.go_to("agent", agent=line.agent.account_id)
        return
    try:
        _cancel(line, chosen.reason)
    except ServiceError as error:
        text.draw_error(error)
        return
    st.rerun()


def _cancel(line: AssignmentLine, reason: str) -> None:
    actor, now = state.actor(), state.now()
    assignments.cancel_assignment(resources.store(), actor, line.line_id, reason, now)
    state.leave_notice(say("team_learning.cancelled"))


def _draw_form(agents: Sequence[Account]) -> None:
    text.draw_section(say("team_learning.assign"))
    known = modules.published(resources.store())
    if not known:
        text.draw_empty(say("team_learning.no_modules"))
    elif not agents:
        text.draw_empty(say("skills.no_agents"))
    else:
        begun = assigning.Chosen(state.selected_id("agent"), state.selected_name("module"))
        assigning.draw_form(agents, list(known.values()), begun)
