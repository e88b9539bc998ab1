"""What draws itself again keeps nobody signed in, and ends with the right to see it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import streamlit as st
from sqlalchemy.exc import OperationalError

from services.errors import NotFound, PermissionDenied
from storage.records import Account
from tests.pages.conftest import Browser
from tests.services.conftest import Centre
from ui import live, state, text


@pytest.fixture
def fragments(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the page, drawn in place."""
    monkeypatch.setattr(st, "fragment", lambda draw, **_: draw)


def last_seen(centre: Centre) -> datetime:
    token = state.current_token()
    assert token is not None
    with centre.store.reading() as work:
        found = work.sessions.open_of(centre.reviewer.account_id, datetime.now(UTC))
    return found[0].last_seen_at


def test_looking_on_does_not_keep_a_session_awake(
    centre: Centre, browser: Browser, fragments: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.signs_in(centre.reviewer)
    before = last_seen(centre)
    later = datetime.now(UTC) + timedelta(minutes=5)
    monkeypatch.setattr(state, "now", lambda: later)
    seen: list[Account] = []
    live.draw_every(2, seen.append)
    assert [account.account_id for account in seen] == [centre.reviewer.account_id]
    assert last_seen(centre) == before
    state.actor()
    assert last_seen(centre) == later


@pytest.mark.parametrize("error", [NotFound(), PermissionDenied()])
def test_what_may_not_be_seen_any_more_is_left_to_the_page(
    centre: Centre,
    browser: Browser,
    fragments: None,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    browser.signs_in(centre.reviewer)
    drawn_anew: list[bool] = []
    monkeypatch.setattr(st, "rerun", lambda: drawn_anew.append(True))
    live.draw_every(2, _raising(error))
    assert drawn_anew == [True]


def test_a_database_that_does_not_answer_is_told_where_the_part_stood(
    centre: Centre, browser: Browser, fragments: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.signs_in(centre.reviewer)
    told: list[bool] = []
    monkeypatch.setattr(text, "draw_away", lambda: told.append(True))
    live.draw_every(2, _raising(OperationalError("SELECT", {}, Exception("locked"))))
    assert told == [True]


def _raising(error: Exception) -> Callable[[Account], None]:
    def draw(_: Account) -> None:
        raise error

    return draw
