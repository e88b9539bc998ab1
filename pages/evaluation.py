"""One call's evaluation: hearing it, judging it, releasing it; or how far its making has come."""

import streamlit as st

from services import calls, evaluations, explanations, speakers, warming
from services.access import Act, can
from services.errors import NotFound, ServiceError
from services.evaluations import EvaluationView
from services.explanations import Explained
from storage.records import Account, Call, CallStatus
from ui import cards, live, resources, state, text
from ui.cards import Asked, Notice
from ui.speakers import done_words
from ui.text import say

_POLL_S = 2
_REFUSED = "evaluation.refused"
_WHY = "evaluation.why"  # the call, and the criteria of it that were opened


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LIST_CALLS):
        text.draw_refused()
        return
    call_id = state.selected_call()
    if call_id is None:
        _draw_without_call(actor, say("evaluation.choose_call"))
        return
    try:
        call = calls.get_call(resources.store(), actor, call_id)
    except NotFound:
        _draw_without_call(actor, say("evaluation.not_found"))
        return
    _draw(actor, call)


def _draw(actor: Account, call: Call) -> None:
    if call.status is CallStatus.DONE:
        _draw_desk(actor, call)
        return
    text.draw_title(
        call.agent_name, f"{text.isolated(call.reference)} · {text.moment(call.happened_at)}"
    )
    if call.status is CallStatus.FAILED:
        _draw_failed(actor, call)
        return
    text.draw_message(say("evaluation.in_progress"))
    live.draw_every(_POLL_S, lambda onlooker: _draw_progress(onlooker, call.call_id))


def _draw_without_call(actor: Account, sentence: str) -> None:
    text.draw_title(say("evaluation.title"))
    text.draw_empty(sentence)
    next_id = _next_call(actor)
    with st.container(horizontal=True):
        if next_id is not None and st.button(say("evaluation.next_to_review"), type="primary"):
            state.go_to("evaluation", call=next_id)
        if st.button(say("evaluation.to_calls")):
            state.go_to("calls")


def _draw_progress(actor: Account, call_id: int) -> None:
    """The step it is in, asked for every two seconds; the page draws anew when it is over."""
    call = calls.get_call(resources.store(), actor, call_id)
    if call.status in (CallStatus.DONE, CallStatus.FAILED):
        st.rerun()
    st.progress(cards.progress_share(call), text=cards.progress_words(call))


def _draw_failed(actor: Account, call: Call) -> None:
    code = call.error_code or "engine_error"
    text.draw_message(text.say_error(code, **call.error_params), "error")
    text.draw_aside(say("evaluation.error_code", code=code))
    if can(actor, Act.RETRY_CALL, on=call) and st.button(say("evaluation.retry"), type="primary"):
        calls.retry_call(resources.store(), actor, call.call_id, state.now())
        st.rerun()


def _draw_desk(actor: Account, call: Call) -> None:
    view = evaluations.open_evaluation(resources.store(), actor, call.call_id)
    next_id = _next_call(actor, besides=call.call_id)
    warming.warm_up_soon(explanations.warm_up)
    asked = cards.draw_desk(
        view,
        speakers.open_speakers(resources.store(), actor, call.call_id),
        has_next=next_id is not None,
        notice=_take_notice(),
        why=_explained(actor, view),
    )
    if asked == Asked():
        return
    try:
        done = act(asked, view)
    except ServiceError as error:
        state.remember(_REFUSED, text.say_error(error.code, **error.params))
        st.rerun()
    if done:
        state.leave_notice(done)
    if asked.open_next and next_id is not None:
        state.go_to("evaluation", call=next_id)
    st.rerun()


def act(asked: Asked, view: EvaluationView) -> str | None:
    """Do what was asked of the desk; the sentence that says so, where it cannot be seen."""
    actor, store, now = state.actor(), resources.store(), state.now()
    evaluation_id = view.stored.evaluation_id
    if asked.decision:
        evaluations.override_criterion(store, actor, evaluation_id, asked.decision, now)
    elif asked.cleared:
        evaluations.clear_override(store, actor, evaluation_id, asked.cleared, now)
    elif asked.release:
        evaluations.release(store, actor, evaluation_id, now)
        return say("evaluation.released", reference=view.call.reference)
    elif asked.withdraw_reason:
        evaluations.withdraw_release(store, actor, evaluation_id, asked.withdraw_reason, now)
        return say("evaluation.withdrawn")
    elif asked.correction:
        if speakers.correct_speakers(store, actor, evaluation_id, asked.correction, now):
            return done_words(speakers.open_speakers(store, actor, view.call.call_id))
    elif asked.why:
        state.remember(_WHY, " ".join([str(view.call.call_id), *_opened(view), asked.why]))
    return None


def _opened(view: EvaluationView) -> list[str]:
    """The criteria of this call that were opened to their why."""
    call_id, *criteria = (state.recall(_WHY) or "0").split()
    known = {result.criterion.criterion_id for result in view.results}
    return [one for one in criteria if one in known] if call_id == str(view.call.call_id) else []


def _explained(actor: Account, view: EvaluationView) -> list[Explained]:
    store, call_id = resources.store(), view.call.call_id
    return [
        explanations.explain_criterion(store, actor, call_id, criterion_id)
        for criterion_id in dict.fromkeys(_opened(view))
    ]


def _next_call(actor: Account, besides: int | None = None) -> int | None:
    if not can(actor, Act.RELEASE):
        return None
    return evaluations.next_to_review(resources.store(), actor, besides)


def _take_notice() -> Notice | None:
    refused, done = state.recall(_REFUSED), state.take_notice()
    state.remember(_REFUSED, None)
    if refused:
        return Notice("error", refused)
    return Notice("done", done) if done else None
