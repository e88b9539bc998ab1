"""The team's skill matrix, and what released calls speak for."""

from services import proposals, skills
from services.access import Act, can
from services.errors import NotFound
from services.skills import Matrix
from ui import assigning, drawer, matrix, resources, state, team, text
from ui.matrix import Opened
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.SEE_SKILLS):
        text.draw_refused()
        return
    store, now = resources.store(), state.now()
    try:
        found = skills.matrix(store, actor, team.chosen(), now)
    except NotFound:
        text.draw_title(say("skills.title"))
        text.draw_empty(say("skills.no_team"))
        return
    team.draw_title(say("skills.title"), found.team, found.teams)
    text.draw_notice()
    _draw_matrix(found)
    assigning.draw_proposals(proposals.list_proposals(store, actor, found.team.team_id, now))


def _draw_matrix(found: Matrix) -> None:
    if not found.rows:
        text.draw_empty(say("skills.no_agents"))
        return
    opened = matrix.draw_matrix(found)
    if opened is not None and _is_in(found, opened):
        _open(opened)


def _is_in(found: Matrix, opened: Opened) -> bool:
    """Another team may have been chosen since the cell was drawn."""
    return any(row.agent.account_id == opened.agent_id for row in found.rows)


def _open(opened: Opened) -> None:
    if opened.skill_id:
        drawer.open_drawer(opened.agent_id, opened.skill_id)
    else:
        state.go_to("agent", agent=opened.agent_id)
