"""One agent for a supervisor: levels, how they went over time, what is assigned and certified."""

import streamlit as st

from services import certificates, skills
from services.access import Act, can
from services.errors import NotFound, ServiceError
from services.skills import AgentPage, Trend
from storage.records import Account
from ui import charts, drawer, learning_lists, lists, resources, state, text
from ui.lists import Cell, Chosen, Row
from ui.skills import draw_levels, level_words
from ui.text import say


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.SEE_SKILLS):
        text.draw_refused()
        return
    agent_id = state.selected_id("agent")
    try:
        if agent_id is None:
            raise NotFound
        page = skills.open_agent_page(resources.store(), actor, agent_id, state.now())
    except NotFound:
        _draw_missing()
        return
    _draw(page)


def _draw_missing() -> None:
    text.draw_empty(say("skills.missing"))
    if st.button(say("skills.to_matrix")):
        state.go_to("skills")


def _draw(page: AgentPage) -> None:
    text.draw_title(page.agent.name, say("skills.my_under_of_agent"))
    _draw_ways(page)
    levels, trends = st.columns([2, 3], gap="medium")
    with levels:
        opened = draw_levels(page.standings, key="agent.levels", title=say("skills.standing"))
    with trends:
        _draw_trends(page)
    _draw_learning(page)
    if any(standing.skill.skill_id == opened for standing in page.standings):
        drawer.open_drawer(page.agent.account_id, str(opened))


def _draw_ways(page: AgentPage) -> None:
    with st.container(horizontal=True):
        if st.button(say("skills.assign"), type="primary", key="agent.assign"):
            state.go_to("team-learning", agent=page.agent.account_id, team=_shared_team(page.agent))
        if st.button(say("skills.to_matrix"), key="agent.matrix"):
            state.go_to("skills", team=_shared_team(page.agent))


def _shared_team(agent: Account) -> int:
    """A team of the agent's that the supervisor leads: where to find the agent again."""
    led = set(state.actor().team_ids)
    return next(team_id for team_id in agent.team_ids if team_id in led)


def _draw_trends(page: AgentPage) -> None:
    """One skill at a time: many lines in one picture cannot be told apart without colour."""
    text.draw_section(say("skills.trend"), say("skills.trend_under"))
    titles = {one.skill.skill_id: one.skill.title.of(state.language()) for one in page.trends}
    skill_id = st.pills(
        say("skills.skill"),
        list(titles),
        default=next(iter(titles)),
        required=True,
        format_func=lambda one: titles[one],
        key="agent.skill",
        label_visibility="collapsed",
    )
    trend = next(one for one in page.trends if one.skill.skill_id == skill_id)
    if not any(point.level.estimate for point in trend.points):
        text.draw_empty(say("skills.trend_none"))
        return
    charts.draw_trend(trend, page.agent.name)
    text.draw_aside(say("skills.trend_note"))
    _draw_figures(trend)


def _draw_figures(trend: Trend) -> None:
    """The latest day first, as far back as there was a level."""
    columns = [say(f"skills.{name}") for name in ("day", "estimate_column", "level")]
    known = [point for point in reversed(trend.points) if point.level.estimate]
    rows = [
        Row(
            at,
            (
                Cell(text.day(point.at)),
                Cell(charts.interval_words(point.level.estimate) if point.level.estimate else ""),
                Cell(level_words(point.level)),
            ),
        )
        for at, point in enumerate(known)
    ]
    lists.draw_rows("agent.figures", say("skills.trend_table"), columns, rows)


def _draw_learning(page: AgentPage) -> None:
    text.draw_section(say("skills.assignments"))
    if page.given:
        learning_lists.draw_assignments(page.given, key="agent.given", with_agent=False)
    else:
        text.draw_empty(say("skills.no_assignments"))
    text.draw_section(say("skills.certificates"))
    if not page.certificates:
        text.draw_empty(say("skills.no_certificates"))
        return
    chosen = learning_lists.draw_certificates(page.certificates)
    if chosen is not None:
        _withdraw(page, chosen)


def _withdraw(page: AgentPage, chosen: Chosen) -> None:
    code = next(one.code for one in page.certificates if one.certificate_id == chosen.row_id)
    try:
        withdraw(code, chosen.reason)
    except ServiceError as error:
        text.draw_error(error)
    else:
        st.rerun()


def withdraw(code: str, reason: str) -> None:
    """The certificate stays listed and says so itself to whoever checks it."""
    certificates.revoke(resources.store(), state.actor(), code, reason, state.now())
