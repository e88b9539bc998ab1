"""The shell: which places each role has, in which language, and the way out."""

import pytest
from sqlalchemy.exc import OperationalError
from streamlit.testing.v1 import AppTest

from qa.model import Language
from storage.records import Role
from storage.sessions import Sessions
from tests.conftest import PROJECT
from tests.pages.conftest import Browser, Screen
from tests.services.conftest import Centre
from tests.services.learners import certify, publish
from ui import bar
from words import error_sentence

PLACES = {
    Role.AGENT: ["home", "my-cards", "learning", "my-skills"],
    Role.REVIEWER: ["home", "calls", "learning"],
    Role.SUPERVISOR: ["home", "skills", "team-learning", "calls", "phrases"],
    Role.ADMIN: ["home", "learning", "phrases", "accounts", "audit"],
}


def opened() -> Screen:
    at = AppTest.from_file(str(PROJECT / "ui" / "shell.py"), default_timeout=30).run()
    assert not at.exception, at.exception
    return Screen(at)


@pytest.mark.parametrize("role", list(Role))
def test_the_bar_has_the_places_of_the_role(centre: Centre, browser: Browser, role: Role) -> None:
    browser.signs_in(centre.person(role))
    places = opened().part("shell-bar")["places"]
    assert [place["name"] for place in places] == PLACES[role]


def test_the_path_is_in_the_bar_until_it_is_finished(centre: Centre, browser: Browser) -> None:
    known = publish(centre.store, "communication", "empathy")
    browser.signs_in(centre.agent)
    places = opened().part("shell-bar")["places"]
    assert [place["name"] for place in places][:2] == ["home", "path"]
    for module in known.values():
        certify(centre.store, centre.agent, module)
    places = opened().part("shell-bar")["places"]
    assert "path" not in [place["name"] for place in places]


def test_the_bar_reads_from_the_right_in_arabic(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.reviewer, Language.AR)
    shown = opened().part("shell-bar")
    assert (shown["direction"], shown["other_language_name"]) == ("rtl", "English")
    assert shown["places"][1]["title"] == "المكالمات"


def test_the_language_switch_keeps_the_choice(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.reviewer).presses(bar, "_bar", language="ar")
    assert opened().part("shell-bar")["direction"] == "rtl"


def test_the_person_signs_out_with_the_sessions_own_token(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    assert opened().part("shell-bar")["csrf_token"] == "csrf"


def test_without_a_session_nothing_but_the_way_out_is_drawn(
    centre: Centre, browser: Browser
) -> None:
    browser.signs_in(centre.reviewer).is_signed_out()
    screen = opened()
    assert [node.key for node in screen.at.get("bidi_component")] == ["state.leave"]


def test_a_deactivated_account_is_out_at_its_next_run(centre: Centre, browser: Browser) -> None:
    browser.signs_in(centre.agent)
    with centre.store.transaction() as work:
        work.accounts.set_active(centre.agent.account_id, False)
    assert [node.key for node in opened().at.get("bidi_component")] == ["state.leave"]


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.AR, "قاعدة البيانات لا تجيب"), (Language.EN, "does not answer")],
)
def test_a_database_that_does_not_answer_is_told_in_words(
    centre: Centre,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    words: str,
) -> None:
    browser.signs_in(centre.reviewer, language)
    at = opened().at
    monkeypatch.setattr(Sessions, "find_by_token", _locked)
    at.run()
    assert not at.exception
    assert words in Screen(at).words


def _locked(*_: object) -> None:
    raise OperationalError("SELECT", {}, Exception("database is locked"))


@pytest.mark.parametrize("language", list(Language))
def test_a_page_that_fails_says_so_in_the_persons_language_with_a_code_for_the_log(
    centre: Centre,
    browser: Browser,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser.signs_in(centre.reviewer, language)
    monkeypatch.setattr("services.home.for_reviewer", lambda *_: 1 / 0)
    words = opened().words
    code = caplog.records[-1].getMessage().split()[-1]
    before = error_sentence("page_broken", language, mark="|").split("|")[0]
    assert before in words
    assert code in words
