"""Signing in with a plain form, in both languages, without a script."""

import re
import secrets
from datetime import UTC, datetime

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from qa.model import Language
from services.passwords import hash_password
from storage.accounts import NewAccount, Password
from storage.records import Account, Role
from tests.web.conftest import Centre
from web.session import COOKIE, CSRF_FIELD, CSRF_HEADER

PASSWORD = "nine green bottles stand"
SAME_ORIGIN = {"origin": "http://127.0.0.1:8501"}


@pytest.fixture(scope="module")
def hashed() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def reviewer(centre: Centre, hashed: str) -> Account:
    return person(centre, hashed)


def person(centre: Centre, hashed: str, *, must_change: bool = False) -> Account:
    new = NewAccount(
        username="huda",
        name="Huda Al Mansouri",
        role=Role.REVIEWER,
        language=Language.EN,
        team_ids=(centre.here,),
        password=Password(hashed, must_change=must_change),
    )
    with centre.store.transaction() as work:
        return work.accounts.add(new, datetime.now(UTC))


def sign_in(client: TestClient, password: str = PASSWORD, **more: str) -> httpx.Response:
    form = {"username": "huda", "password": password, "language": "en"} | more
    return client.post("/sign-in", data=form, headers=SAME_ORIGIN)


def csrf_of(page: httpx.Response) -> str:
    found = re.search(rf'name="{CSRF_FIELD}" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_the_page_speaks_the_language_asked_for(
    centre: Centre, language: str, direction: str
) -> None:
    page = centre.visitor().get(f"/sign-in?language={language}")
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert "<script" not in page.text


def test_the_page_follows_the_browsers_language_and_remembers_a_choice(centre: Centre) -> None:
    visitor = centre.visitor()
    visitor.headers["accept-language"] = "ar-SA,ar;q=0.9"
    assert 'lang="ar" dir="rtl"' in visitor.get("/sign-in").text
    visitor.get("/sign-in?language=en")
    assert 'lang="en" dir="ltr"' in visitor.get("/sign-in").text


def test_every_field_has_its_label(centre: Centre) -> None:
    page = centre.visitor().get("/sign-in").text
    fields = re.findall(r'<input id="(\w+)"', page)
    assert fields == ["username", "password"]
    assert re.findall(r'<label for="(\w+)"', page) == fields


def test_the_right_password_opens_the_page_that_was_asked_for(
    centre: Centre, reviewer: Account
) -> None:
    visitor = centre.visitor()
    answer = sign_in(visitor, next="/evaluation?call=17")
    assert (answer.status_code, answer.headers["location"]) == (303, "/evaluation?call=17")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie and "samesite=lax" in cookie.lower() and "Path=/" in cookie
    assert "secure" not in cookie.lower()
    assert visitor.get("/calls").status_code == 200


def test_the_cookie_is_secure_where_the_centre_says_so(centre: Centre, reviewer: Account) -> None:
    secure = centre.with_settings(secure_cookies=True)
    assert "; Secure" in sign_in(secure.visitor()).headers["set-cookie"]


def test_the_way_back_never_leads_to_another_site(centre: Centre, reviewer: Account) -> None:
    for wish in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert sign_in(centre.visitor(), next=wish).headers["location"] == "/"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_wrong_password_is_said_plainly_and_keeps_the_name(
    centre: Centre, reviewer: Account, language: str
) -> None:
    answer = sign_in(centre.visitor(), "wrong", language=language)
    unknown = sign_in(centre.visitor(), "wrong", language=language, username="nobody")
    assert answer.status_code == unknown.status_code == 401
    assert 'role="alert"' in answer.text
    assert 'value="huda"' in answer.text
    assert answer.text.replace("huda", "nobody") == unknown.text
    assert f'lang="{language}"' in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")


def test_what_was_typed_comes_back_as_text_not_as_markup(centre: Centre) -> None:
    typed = '"><script>alert(1)</script>'
    page = sign_in(centre.visitor(), username=typed, next=typed).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_many_wrong_passwords_are_slowed_down_and_told_until_when(
    centre: Centre, reviewer: Account, language: str
) -> None:
    visitor = centre.visitor()
    answers = [sign_in(visitor, "wrong", language=language) for _ in range(8)]
    slowed = next(answer for answer in answers if answer.status_code == 429)
    assert int(slowed.headers["retry-after"]) >= 1
    assert re.search(r'role="alert">[^<]*(again after|بعد)', slowed.text)


def test_every_sign_in_makes_a_new_token_and_ends_the_one_before(
    centre: Centre, reviewer: Account
) -> None:
    visitor = centre.visitor()
    sign_in(visitor)
    first = visitor.cookies[COOKIE]
    sign_in(visitor)
    assert visitor.cookies[COOKIE] != first
    stale = centre.visitor()
    stale.cookies.set(COOKIE, first)
    assert stale.get("/api/session").status_code == 401


def test_a_token_chosen_beforehand_is_never_taken_over(centre: Centre, reviewer: Account) -> None:
    visitor = centre.visitor()
    planted = secrets.token_urlsafe(32)
    visitor.cookies.set(COOKIE, planted)
    sign_in(visitor)
    other = centre.visitor()
    other.cookies.set(COOKIE, planted)
    assert other.get("/api/session").status_code == 401


def test_a_language_chosen_on_the_page_becomes_the_accounts(
    centre: Centre, reviewer: Account
) -> None:
    sign_in(centre.visitor(), language="ar", chosen="ar")
    with centre.store.reading() as work:
        assert work.accounts.get(reviewer.account_id).language is Language.AR


def test_whoever_is_signed_in_already_goes_on(centre: Centre) -> None:
    answer = centre.browser(centre.account(Role.REVIEWER)).get("/sign-in?next=/calls")
    assert (answer.status_code, answer.headers["location"]) == (303, "/calls")


def test_a_password_of_a_million_letters_is_refused_unread(centre: Centre) -> None:
    assert sign_in(centre.visitor(), "x" * 1_000_000).status_code == 413


@pytest.mark.parametrize("body", [b"", b"username", b"%ff%fe=%00", b"&" * 900, b"\xff\xfe"])
def test_a_form_that_is_none_is_a_wrong_password(centre: Centre, body: bytes) -> None:
    answer = centre.visitor().post("/sign-in", content=body, headers=SAME_ORIGIN)
    assert answer.status_code == 401


def test_signing_out_ends_the_session_on_the_server(centre: Centre, reviewer: Account) -> None:
    visitor = centre.visitor()
    sign_in(visitor)
    token = visitor.cookies[COOKIE]
    browser = centre.browser(reviewer)
    assert visitor.post("/sign-out").status_code == 403
    form = {CSRF_FIELD: browser.headers[CSRF_HEADER]}
    assert browser.post("/sign-out", data=form).headers["location"] == "/sign-in"
    assert browser.get("/api/session").status_code == 401
    stale = centre.visitor()
    stale.cookies.set(COOKIE, token)
    assert stale.get("/api/session").status_code == 200


def test_the_first_password_is_changed_before_anything_opens(centre: Centre, hashed: str) -> None:
    person(centre, hashed, must_change=True)
    visitor = centre.visitor()
    sign_in(visitor)
    assert visitor.get("/calls").headers["location"] == "/sign-in/password"
    page = visitor.get("/sign-in/password")
    new = "seven yellow birds sing"
    form = {
        CSRF_FIELD: csrf_of(page),
        "old_password": PASSWORD,
        "new_password": new,
        "repeat_password": new,
    }
    short = form | {"new_password": "short", "repeat_password": "short"}
    differ = form | {"repeat_password": "another one entirely"}
    wrong = form | {"old_password": "wrong"}
    for refused in (short, differ, wrong):
        answer = visitor.post("/sign-in/password", data=refused)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert visitor.post("/sign-in/password", data=form | {CSRF_FIELD: "x"}).status_code == 403
    assert visitor.post("/sign-in/password", data=form).headers["location"] == "/"
    assert visitor.get("/calls").status_code == 200
    assert visitor.get("/sign-in/password").headers["location"] == "/"


@pytest.mark.parametrize(
    ("address", "host", "offered"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501", True),
        ("::1", "http://localhost:8501", True),
        ("192.168.1.20", "http://127.0.0.1:8501", False),
        ("127.0.0.1", "http://itqan.example", False),
        ("192.168.1.20", "http://itqan.example", False),
    ],
)
def test_the_demonstration_is_offered_on_this_machine_only(
    centre: Centre, address: str, host: str, offered: bool
) -> None:
    shown = centre.with_settings(
        demonstration=True, allowed_hosts=("127.0.0.1", "localhost", "itqan.example")
    )
    demonstration_account(centre)
    page = shown.visitor(address, host).get("/sign-in")
    assert ('name="demonstration"' in page.text) is offered
    answer = shown.visitor(address, host).post(
        "/sign-in", data={"demonstration": "reviewer", "language": "en"}
    )
    assert answer.status_code == (303 if offered else 401)


def test_a_proxy_on_this_machine_is_no_person_at_this_machine(centre: Centre) -> None:
    shown = centre.with_settings(demonstration=True)
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        page = shown.visitor().get("/sign-in", headers={header: "127.0.0.1"})
        assert 'name="demonstration"' not in page.text


def test_without_the_demonstration_there_are_no_buttons(centre: Centre) -> None:
    demonstration_account(centre)
    assert 'name="demonstration"' not in centre.visitor().get("/sign-in").text
    answer = centre.visitor().post("/sign-in", data={"demonstration": "reviewer"})
    assert answer.status_code == 401


@pytest.mark.parametrize("role", ["owner", "", "ADMIN"])
def test_a_role_that_is_none_opens_nothing(centre: Centre, role: str) -> None:
    shown = centre.with_settings(demonstration=True)
    answer = shown.visitor().post("/sign-in", data={"demonstration": role})
    assert answer.status_code == 401


def demonstration_account(centre: Centre) -> None:
    new = NewAccount(
        username="reviewer",
        name="Huda Al Mansouri",
        role=Role.REVIEWER,
        language=Language.EN,
        team_ids=(centre.here,),
        is_demonstration=True,
    )
    with centre.store.transaction() as work:
        work.accounts.add(new, datetime.now(UTC))
