"""A branching talk: its situation, the talk itself, and what turned it, told afterwards."""

import streamlit as st

from services import judging, modules, scenarios, warming
from services.access import Act, can
from services.errors import NotFound, ServiceError
from services.runs import RunView, ScenarioState
from storage.records import Account
from training_modules.model import Module
from ui import resources, scenario, state, text
from ui.scenario import Pressed
from ui.text import say


def render() -> None:
    actor, run_id = state.actor(), state.selected_id("run")
    if can(actor, Act.LEARN):
        _draw_own(actor)
    elif can(actor, Act.SEE_SKILLS) and run_id is not None:
        _draw_sent(actor, run_id)
    else:
        text.draw_refused()


def _draw_own(actor: Account) -> None:
    try:
        _draw_chosen(actor)
    except NotFound:
        text.draw_empty(say("scenario.not_found"))
        if st.button(say("scenario.to_learning")):
            state.go_to("learning")


def _draw_sent(actor: Account, run_id: int) -> None:
    """For a supervisor, who came from the agent's skills."""
    try:
        sent = scenarios.open_sent_run(resources.store(), actor, run_id)
    except NotFound:
        text.draw_not_sent()
        return
    if scenario.draw(scenario.sent_data(sent)).back:
        state.go_to("agent", agent=sent.agent.account_id)


def _draw_chosen(actor: Account) -> None:
    run_id, scenario_id = state.selected_id("run"), state.selected_name("scenario")
    if run_id is not None:
        _draw_run(scenarios.open_run(resources.store(), actor, run_id))
    elif scenario_id is not None:
        _draw_brief(actor, scenario_id)
    else:
        raise NotFound


def _draw_brief(actor: Account, scenario_id: str) -> None:
    """What it is about and the own tries, before a talk begins."""
    warming.warm_up_soon(judging.warm_up)
    module, about = _find(actor, scenario_id)
    pressed = scenario.draw(scenario.brief_data(about))
    if pressed.back:
        state.go_to("learning", module=module.module_id)
    if pressed.opened is not None:
        state.go_to("scenario", run=pressed.opened)
    if pressed.start:
        run_id = scenarios.start_run(resources.store(), state.actor(), scenario_id, state.now())
        state.go_to("scenario", run=run_id)


def _find(actor: Account, scenario_id: str) -> tuple[Module, ScenarioState]:
    store = resources.store()
    for module in modules.published(store).values():
        if any(one.id == scenario_id for one in module.scenarios):
            listed = scenarios.list_scenarios(store, actor, module)
            return module, next(one for one in listed if one.scenario.id == scenario_id)
    raise NotFound


def _draw_run(view: RunView) -> None:
    run_id = view.run.run_id
    pressed = scenario.draw(scenario.run_data(view) | {"error": _take_error(run_id)})
    if pressed.back:
        state.go_to("learning", module=view.module.module_id)
    if pressed.retry:
        _try_again(view)
    elif pressed.changes:
        _act(run_id, pressed)


def _try_again(view: RunView) -> None:
    """A module that is retired has no more tries; the page says so."""
    try:
        run_id = scenarios.retry(resources.store(), state.actor(), view.run.run_id, state.now())
    except NotFound:
        _leave_error(view.run.run_id, say("scenario.not_found"))
        st.rerun()
    state.go_to("scenario", run=run_id)


def _act(run_id: int, pressed: Pressed) -> None:
    """Say, ask for the hint, leave or send; then draw anew."""
    store, now = resources.store(), state.now()
    try:
        if pressed.said:
            scenarios.say(store, state.actor(), run_id, pressed.said, now)
        elif pressed.hint is not None:
            scenarios.hint(store, state.actor(), run_id, pressed.hint)
        elif pressed.leave:
            scenarios.end(store, state.actor(), run_id, now)
        elif pressed.submit:
            scenarios.submit(store, state.actor(), run_id, now)
    except ServiceError as error:
        _leave_error(run_id, text.say_error(error.code, **error.params))
    st.rerun()


def _leave_error(run_id: int, sentence: str) -> None:
    """The component says it beside the reply, which it keeps."""
    state.remember(f"scenario.error.{run_id}", sentence)


def _take_error(run_id: int) -> str | None:
    key = f"scenario.error.{run_id}"
    sentence = state.recall(key)
    state.remember(key, None)
    return sentence
