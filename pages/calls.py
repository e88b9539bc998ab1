"""Calls: adding them, watching them being worked on, opening, removing and trying again."""

from dataclasses import replace

import streamlit as st

from services import accounts, calls
from services.access import Act, can
from services.calls import CallFilter, CallPage
from services.errors import ServiceError
from storage.records import Account, Call, CallStatus
from ui import lists, live, resources, state, text, uploader
from ui.lists import Cell, Tone
from ui.text import say

_POLL_S = 2
_RUNNING = "calls.running"
_SETTLED = frozenset({CallStatus.DONE, CallStatus.FAILED})
_FILTERS = {
    "all": CallFilter(),
    "to_review": CallFilter(status=CallStatus.DONE, released=False),
    "released": CallFilter(released=True),
    "failed": CallFilter(status=CallStatus.FAILED),
}
_COLUMNS = ("call", "agent", "channel", "when", "status", "score")


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.LIST_CALLS):
        text.draw_refused()
        return
    text.draw_title(say("calls.title"))
    if can(actor, Act.IMPORT_CALL):
        _draw_uploader(actor)
    every = _POLL_S if state.recall(_RUNNING) else None
    live.draw_every(every, _draw_list)


def _draw_uploader(actor: Account) -> None:
    text.draw_section(say("calls.title_add"))
    agents = accounts.list_agents(resources.store(), actor)
    uploaded = uploader.draw_uploader(agents, state.signed_in()[1])
    if uploaded.opened:
        state.go_to("evaluation", call=uploaded.opened)


def _draw_list(actor: Account) -> None:
    """Drawn again every two seconds while a call on it is being worked on."""
    wanted = _draw_filter()
    page = calls.list_calls(resources.store(), actor, wanted, state.page("calls"))
    _poll_while_running(page)
    text.draw_notice()
    text.draw_section(say("calls.title_list"), text.say_count("calls.counted", page.total))
    if page.calls:
        _draw_rows(actor, page)
    else:
        _draw_nothing(wanted)
    lists.draw_pager("calls", page.page, page.pages)


def _draw_filter() -> CallFilter:
    with st.container(horizontal=True, vertical_alignment="bottom", key="calls-filter"):
        name = st.segmented_control(
            say("calls.filter_status"),
            list(_FILTERS),
            default="all",
            required=True,
            format_func=lambda name: say(f"calls.filter_{name}"),
            key="calls.filter",
            on_change=state.first_page,
            args=("calls",),
        )
        sought = st.text_input(
            say("calls.search"), key="calls.sought", on_change=state.first_page, args=("calls",)
        )
    return replace(_FILTERS[name or "all"], text=sought.strip())


def _draw_nothing(wanted: CallFilter) -> None:
    if wanted == CallFilter():
        text.draw_empty(say("calls.none_yet"))
        return
    text.draw_empty(say("calls.none_found"))
    st.button(say("calls.show_all"), on_click=_show_all)


def _show_all() -> None:
    state.remember("calls.filter", "all")
    state.remember("calls.sought", "")
    state.first_page("calls")


def _draw_rows(actor: Account, page: CallPage) -> None:
    columns = [say(f"calls.{name}") for name in _COLUMNS]
    rows = [_row(actor, call) for call in page.calls]
    chosen = lists.draw_rows("calls.rows", say("calls.title_list"), columns, rows)
    if chosen is None:
        return
    call = next((call for call in page.calls if call.call_id == chosen.row_id), None)
    if call and chosen.act == "open":
        state.go_to("evaluation", call=call.call_id)
    elif call:
        _act(call, chosen)


def _act(call: Call, chosen: lists.Chosen) -> None:
    """Remove it or try it again; what came of it is said above the list."""
    act = _remove if chosen.act == "remove" else _retry
    try:
        act(call, chosen.reason)
    except ServiceError as error:
        text.draw_error(error)
        return
    st.rerun()


def _remove(call: Call, reason: str) -> None:
    calls.remove_call(
        resources.store(), resources.files(), state.actor(), call.call_id, reason, state.now()
    )
    state.leave_notice(say("calls.removed", reference=call.reference))


def _retry(call: Call, _reason: str) -> None:
    calls.retry_call(resources.store(), state.actor(), call.call_id, state.now())
    state.leave_notice(say("calls.retried", reference=call.reference))


def _row(actor: Account, call: Call) -> lists.Row:
    return lists.Row(
        row_id=call.call_id,
        cells=(
            Cell(call.reference, text.file_name(call.file_name), figures=True),
            Cell(call.agent_name, call.team_name),
            Cell(say(f"common.channel_{call.channel}"), say(f"common.direction_{call.direction}")),
            Cell(text.moment(call.happened_at)),
            _status(call),
            Cell("—" if call.score is None else text.points(call.score), figures=True),
        ),
        acts=tuple(_acts(actor, call)),
        opens="open" if call.status is CallStatus.DONE else "",
    )


def _status(call: Call) -> Cell:
    if call.status is CallStatus.FAILED:
        sentence = text.say_error(call.error_code or "engine_error", **call.error_params)
        return Cell(say("common.status_failed"), sentence, tone=Tone.FAILED)
    if call.status is CallStatus.DONE:
        released = call.released_at is not None
        word = say("calls.released") if released else say("calls.to_review")
        return Cell(word, tone=Tone.DONE if released else Tone.DUE)
    if call.status is CallStatus.TRANSCRIBING and call.steps_total:
        word = say("common.transcribing_piece", done=call.steps_done, total=call.steps_total)
        return Cell(word, tone=Tone.BUSY, share=call.steps_done / call.steps_total)
    return Cell(say(f"common.status_{call.status}"), tone=Tone.BUSY)


def _acts(actor: Account, call: Call) -> list[lists.Act]:
    acts = []
    if call.status is CallStatus.FAILED and can(actor, Act.RETRY_CALL, call):
        acts.append(lists.Act("retry", say("calls.retry")))
    if call.released_at is None and can(actor, Act.REMOVE_CALL, call):
        question = lists.Question(
            title=say("calls.remove_title"),
            body=say("calls.remove_what", reference=call.reference),
            confirm=say("calls.remove_confirm"),
            reason=say("calls.remove_reason"),
        )
        acts.append(lists.Act("remove", say("calls.remove"), danger=True, question=question))
    return acts


def _poll_while_running(page: CallPage) -> None:
    """Ask for redrawing every two seconds, or for an end of it; only where that changes."""
    running = "yes" if any(call.status not in _SETTLED for call in page.calls) else None
    if running != state.recall(_RUNNING):
        state.remember(_RUNNING, running)
        st.rerun()
