"""Who is here and what is chosen: the only reader of cookies, query parameters, session state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NoReturn, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.components import v2

from qa.model import Language
from services import accounts
from storage.records import Account, SignInSession, read_id
from ui import resources

COOKIE = "itqan_session"
_LANGUAGE = "state.language"
_PAGES = "state.pages"
_NOTICE = "state.notice"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_NOTICE_LASTS = timedelta(seconds=8)
_SHOWN_ONCE = "state.shown_once"

_LEAVE = """
export default function () {
  window.location.assign("/sign-in");
}
"""
_leave_component = v2.component("itqan_leave", js=_LEAVE)


def current_token() -> str | None:
    """The session cookie of this page; tests put another function in its place."""
    return st.context.cookies.get(COOKIE)


def now() -> datetime:
    return datetime.now(UTC)


def local_now() -> datetime:
    """This moment in the browser's time zone, whose days are the person's days."""
    return now().astimezone(timezone())


def signed_in(*, touch: bool = True) -> tuple[Account, SignInSession]:
    """The account and session of this very moment; whoever has none is sent to sign in."""
    token = current_token()
    found = _current(token, touch) if token else None
    if found is None:
        leave()
    st.session_state[_LANGUAGE] = found[0].language
    return found


def actor() -> Account:
    """Who does this, asked anew by every page, callback and fragment."""
    return signed_in()[0]


def onlooker() -> Account:
    """As actor, for what is drawn again by itself: that is not the person's own doing."""
    return signed_in(touch=False)[0]


def _current(token: str, touch: bool) -> tuple[Account, SignInSession] | None:
    limits = resources.settings()
    return accounts.current(
        resources.store(),
        token,
        now(),
        limits.session_idle_s,
        limits.session_absolute_s,
        touch,
    )


def leave() -> NoReturn:
    """Send the browser to the sign-in page and draw nothing more."""
    _leave_component(key="state.leave")
    st.stop()


def language() -> Language:
    """The account's language, as the last look at the account found it."""
    if _LANGUAGE not in st.session_state:
        actor()
    return cast(Language, st.session_state[_LANGUAGE])


def settle_language() -> None:
    """Arabic, where the database could not tell the account's language yet."""
    st.session_state.setdefault(_LANGUAGE, Language.AR)


def timezone() -> tzinfo:
    """The browser's time zone; the machine's own where the browser does not tell."""
    name = st.context.timezone
    local = datetime.now().astimezone().tzinfo or UTC
    try:
        return ZoneInfo(name) if name else local
    except (ZoneInfoNotFoundError, ValueError):
        return local


def selected_id(name: str) -> int | None:
    """A number of the address, such as call in ?call=17."""
    return read_id(st.query_params.get(name, ""))


def selected_name(name: str) -> str | None:
    """An id in words, such as module in ?module=empathy; None for what no id looks like."""
    given = st.query_params.get(name, "")
    return given if _NAME.fullmatch(given) else None


def selected_call() -> int | None:
    return selected_id("call")


def selected_card() -> int | None:
    return selected_id("card")


def remember_pages(pages: Mapping[str, st.Page]) -> None:
    """Keep this run's pages by name, so that `go_to` can name them."""
    st.session_state[_PAGES] = dict(pages)


def go_to(name: str, **chosen: int | str) -> None:
    """Open a page of this person's navigation, such as go_to("evaluation", call=17)."""
    page = st.session_state.get(_PAGES, {}).get(name)
    if page is not None:
        st.switch_page(page, query_params={key: str(value) for key, value in chosen.items()})


def leave_notice(sentence: str) -> None:
    """What an act has done, told for some seconds whatever is drawn again meanwhile."""
    st.session_state[_NOTICE] = (sentence, now())


def notice() -> str | None:
    sentence, at = st.session_state.get(_NOTICE, (None, None))
    return cast(str, sentence) if at and now() - at < _NOTICE_LASTS else None


def take_notice() -> str | None:
    """The notice, for a page that draws once for each act."""
    sentence = notice()
    st.session_state.pop(_NOTICE, None)
    return sentence


@dataclass(frozen=True, slots=True)
class Secret:
    """An initial password on its one way to the screen."""

    name: str
    password: str


def leave_secret(name: str, password: str) -> None:
    st.session_state[_SHOWN_ONCE] = Secret(name, password)


def take_secret() -> Secret | None:
    return cast(Secret | None, st.session_state.pop(_SHOWN_ONCE, None))


def recall(key: str) -> str | None:
    """A choice of this tab that no address holds, such as the call about to be removed."""
    return cast(str | None, st.session_state.get(key))


def remember(key: str, value: str | None) -> None:
    st.session_state[key] = value


def page(area: str) -> int:
    """Which page of a long list is shown, from 1."""
    return int(recall(f"{area}.page") or "1")


def turn_to(area: str, number: int) -> None:
    remember(f"{area}.page", str(number))


def first_page(area: str) -> None:
    turn_to(area, 1)
