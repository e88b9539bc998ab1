"""Giving modules to agents: the form by hand, and proposals that wait for a person's decision."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from services import assignments
from services.assignments import LATEST_DUE, Terms
from services.errors import Invalid, ServiceError
from services.proposals import Missed, Proposal
from storage.evidence import Piece
from storage.records import Account
from training_modules.model import Module
from ui import components, resources, state, text
from ui.skills import Drawn
from ui.text import say

_USUAL_DUE = timedelta(days=14)
_FORM = (
    "agent", "module", "due", "reason", "reason_hint", "send", "choose", "missing",
)  # fmt: skip
_DECIDING = (
    "confirm", "confirm_what", "dismiss", "dismiss_title", "dismiss_what", "cancel", "due",
    "reason",
)  # fmt: skip

_form = components.define(
    "assign",
    css=("shared/tokens.css", "shared/base.css", "skills/decide.css"),
    js=("shared/dom.js", "skills/assign.js"),
)
_proposals = components.define(
    "proposals",
    css=("shared/tokens.css", "shared/base.css", "skills/decide.css"),
    js=("shared/dom.js", "shared/dialog.js", "skills/proposals.js"),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form begins with, from the address."""

    agent_id: int | None = None
    module_id: str | None = None


def draw_form(agents: Sequence[Account], known: Iterable[Module], chosen: Chosen) -> None:
    """Assign what was filled in; what was wrong is said above the form, which stays filled in."""
    language = state.language()
    facts = {
        "direction": text.direction(),
        "language": language,
        "agents": [{"id": one.account_id, "title": one.name} for one in agents],
        "modules": [{"id": one.module_id, "title": one.title.of(language)} for one in known],
        "chosen": {"agent": chosen.agent_id, "module": chosen.module_id},
        "due": _days(),
        "words": text.words_of("team_learning", *_FORM),
    }
    place = st.container()
    given = _form(
        data=components.packed(facts), key="team_learning.form", on_assign_change=components.noted
    ).assign
    if given:
        with place:
            _tried(lambda: _assign(given))


def _assign(given: dict[str, str]) -> None:
    agent_id, module_id = int(given["agent"]), given["module"]
    terms = Terms(_end_of(given["due"]), given["reason"])
    store, now = resources.store(), state.now()
    assignments.assign_module(store, state.actor(), agent_id, module_id, terms, now)
    state.leave_notice(say("team_learning.assigned_now"))


def draw_proposals(proposals: Sequence[Proposal]) -> None:
    """Each with the moments it rests on; confirmed or dismissed by whoever looks at it."""
    text.draw_section(say("skills.worth_a_look"), say("skills.worth_under"))
    if not proposals:
        text.draw_empty(say("skills.nothing_proposed"))
        return
    place = st.container()
    heard = _proposals(
        data=components.packed(proposals_data(proposals)),
        key="skills.proposals",
        on_decided_change=components.noted,
        on_open_change=components.noted,
    )
    if heard.open:
        state.go_to("evaluation", call=int(heard.open))
    if heard.decided:
        with place:
            _tried(lambda: _decide(heard.decided))


def proposals_data(proposals: Sequence[Proposal]) -> Drawn:
    return {
        "direction": text.direction(),
        "language": state.language(),
        "proposals": [_proposal(proposal) for proposal in proposals],
        "due": _days(),
        "words": text.words_of("skills", *_DECIDING),
    }


def _proposal(proposal: Proposal) -> Drawn:
    module, agent = proposal.module.title.of(state.language()), proposal.agent.name
    missed = [_missed(one) for one in proposal.missed]
    return {
        "agent_id": proposal.agent.account_id,
        "module_id": proposal.module.module_id,
        "agent": agent,
        "module_words": say("skills.proposal_module", module=module),
        "label": f"{agent}: {module}",
        "confirm_title": say("skills.confirm_title", module=module, agent=agent),
        "reason": say("skills.proposal_reason", criteria=_criteria(proposal)),
        "missed": missed,
    }


def _criteria(proposal: Proposal) -> str:
    return text.joined([criterion_title(missed.moments[0]) for missed in proposal.missed])


def _missed(missed: Missed) -> Drawn:
    title = say(
        "skills.missed_in",
        criterion=criterion_title(missed.moments[0]),
        missed=len(missed.moments),
        all=missed.looked_at,
    )
    return {"title": title, "calls": [_moment(piece) for piece in missed.moments]}


def criterion_title(piece: Piece) -> str:
    titles = piece.detail.get("title")
    return str(titles.get(state.language(), "")) if isinstance(titles, dict) else ""


def _moment(piece: Piece) -> Drawn:
    language = str(piece.detail.get("language", state.language()))
    day = text.day(piece.shown_at)
    return {
        "call_id": piece.detail.get("call_id"),
        "day": day,
        "label": f"{say('skills.open_evaluation')}: {day}",
        "quote": piece.detail.get("quote"),
        "text_lang": language,
        "text_dir": text.direction(language),
    }


def _decide(decided: dict[str, str]) -> None:
    store, actor, now = resources.store(), state.actor(), state.now()
    agent_id, module_id = int(decided["agent"]), decided["module"]
    if decided["act"] == "dismiss":
        reason = decided["reason"]
        assignments.dismiss_proposal(store, actor, agent_id, module_id, reason, now)
        state.leave_notice(say("skills.dismissed"))
        return
    terms = Terms(_end_of(decided["day"]), decided["reason"])
    assignments.confirm_proposal(store, actor, agent_id, module_id, terms, now)
    state.leave_notice(say("team_learning.assigned_now"))


def _tried(act: Callable[[], None]) -> None:
    """Do it and draw the page anew, or say what is wrong."""
    try:
        act()
    except ServiceError as error:
        text.draw_error(error)
        return
    st.rerun()


def _days() -> Drawn:
    """What a date field offers: from today to a year on, two weeks where nothing is chosen."""
    today = state.now().astimezone(state.timezone()).date()
    return {
        "value": str(today + _USUAL_DUE),
        "min": str(today),
        "max": str(today + LATEST_DUE - timedelta(days=1)),
    }


def _end_of(day: str) -> datetime:
    """The last second of a day where the viewer is."""
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        raise Invalid("date_unreadable", date=day) from None
    return datetime.combine(chosen, time(23, 59, 59), state.timezone())
