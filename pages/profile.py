"""One's own account: language, password, and where one is signed in."""

import streamlit as st

from qa.model import Language
from services import accounts
from services.errors import ServiceError
from storage.records import Account, SignInSession
from ui import lists, resources, state, text
from ui.lists import Cell, Tone
from ui.text import say


def render() -> None:
    actor, session = state.signed_in()
    text.draw_title(say("profile.title"), f"{actor.name} · {actor.username}")
    text.draw_notice()
    _draw_language(actor)
    _draw_password()
    _draw_sessions(actor, session)


def _draw_language(actor: Account) -> None:
    text.draw_section(say("profile.language"), say("profile.language_hint"))
    chosen = st.segmented_control(
        say("profile.language"),
        list(Language),
        default=actor.language,
        required=True,
        format_func=text.language_name,
        label_visibility="collapsed",
        key=f"profile.language.{actor.language}",
    )
    if chosen and chosen != actor.language:
        accounts.set_language(resources.store(), state.actor(), chosen)
        st.rerun()


def _draw_password() -> None:
    text.draw_section(say("profile.password"), say("profile.password_hint"))
    with st.container(key="profile-form"), st.form("profile-password", clear_on_submit=True):
        now = _password_field("profile.password_now", "current-password")
        new = _password_field("profile.password_new", "new-password")
        again = _password_field("profile.password_again", "new-password")
        asked = st.form_submit_button(say("profile.password_change"), type="primary")
    if asked and new != again:
        text.draw_message(say("profile.password_differs"), "error")
    elif asked:
        _change_password(now, new)


def _password_field(key: str, autocomplete: str) -> str:
    return st.text_input(say(key), type="password", autocomplete=autocomplete, key=key)


def _change_password(now: str, new: str) -> None:
    try:
        accounts.change_password(resources.store(), *state.signed_in(), now, new, state.now())
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("profile.password_changed"))
    st.rerun()


def _draw_sessions(actor: Account, here: SignInSession) -> None:
    text.draw_section(say("profile.sessions"))
    sessions = accounts.list_sessions(resources.store(), actor, state.now())
    columns = [say("profile.session"), say("profile.since"), say("profile.seen")]
    rows = [_session_row(session, here) for session in sessions]
    chosen = lists.draw_rows("profile.sessions", say("profile.sessions"), columns, rows)
    if chosen:
        _revoke(chosen.row_id)


def _session_row(session: SignInSession, here: SignInSession) -> lists.Row:
    is_here = session.session_id == here.session_id
    seen = Cell(text.moment(session.last_seen_at))
    return lists.Row(
        row_id=session.session_id,
        cells=(
            Cell(session.client, figures=True),
            Cell(text.moment(session.created_at)),
            Cell(say("profile.this_one"), tone=Tone.DONE) if is_here else seen,
        ),
        acts=() if is_here else (_revoke_act(session),),
    )


def _revoke_act(session: SignInSession) -> lists.Act:
    question = lists.Question(
        title=say("profile.revoke_title"),
        body=say("profile.revoke_what", client=session.client),
        confirm=say("profile.revoke"),
    )
    return lists.Act("revoke", say("profile.revoke"), danger=True, question=question)


def _revoke(session_id: int) -> None:
    try:
        accounts.revoke_session(resources.store(), state.actor(), session_id, state.now())
    except ServiceError as error:
        text.draw_error(error)
        return
    state.leave_notice(say("profile.revoked"))
    st.rerun()
