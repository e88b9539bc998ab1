"""Who gets in: the gate before our routes and Streamlit's own."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient, WebSocketDenialResponse

from storage.records import Role
from storage.sessions import Sessions
from tests.web.conftest import HOST, Centre
from web.session import COOKIE

SOCKET = "ws://127.0.0.1:8501/_stcore/stream"
MACHINE_PATHS = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/a/b",
    "/media/abc.wav",
    "/static/js/index.js",
    "/component/x",
    "/api/session",
    "/api/uploads",
    "/api/calls",
    "/recordings/1",
    "/favicon.png",
]


@pytest.mark.parametrize("path", ["/sign-in", "/assets/fonts.css", "/api/health"])
def test_three_addresses_answer_anyone(centre: Centre, path: str) -> None:
    assert centre.visitor().get(path).status_code == 200


@pytest.mark.parametrize("path", MACHINE_PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_everything_else_is_refused_without_a_session(
    centre: Centre, path: str, method: str
) -> None:
    assert centre.visitor().request(method, path).status_code == 401


@pytest.mark.parametrize("path", ["/sign-out", "/", "/calls", "/sign-in/password"])
def test_posting_to_a_page_without_a_session_is_refused(centre: Centre, path: str) -> None:
    assert centre.visitor().post(path).status_code == 401


def test_a_page_sends_whoever_is_signed_out_to_the_sign_in_page(centre: Centre) -> None:
    answer = centre.visitor().get("/evaluation?call=17")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/evaluation%3Fcall%3D17"


def test_the_home_page_needs_no_way_back(centre: Centre) -> None:
    assert centre.visitor().get("/").headers["location"] == "/sign-in"


def test_a_made_up_cookie_opens_nothing(centre: Centre) -> None:
    visitor = centre.visitor()
    visitor.cookies.set(COOKIE, "x" * 43)
    assert visitor.get("/api/session").status_code == 401
    assert visitor.get("/calls").status_code == 303


def test_a_session_opens_pages(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    assert browser.get("/calls").text == "page /calls"
    assert browser.get("/api/session").status_code == 200


def test_a_revoked_session_is_refused_at_the_next_request(centre: Centre) -> None:
    reviewer = centre.account(Role.REVIEWER)
    browser = centre.browser(reviewer)
    with centre.store.transaction() as work:
        work.sessions.revoke_all(reviewer.account_id, datetime.now(UTC))
    assert browser.get("/api/session").status_code == 401
    assert browser.get("/calls").status_code == 303


def test_an_account_switched_off_is_refused_at_the_next_request(centre: Centre) -> None:
    reviewer = centre.account(Role.REVIEWER)
    browser = centre.browser(reviewer)
    with centre.store.transaction() as work:
        work.accounts.set_active(reviewer.account_id, False)
    assert browser.get("/api/session").status_code == 401


def test_a_refusal_speaks_the_visitors_language(centre: Centre) -> None:
    answer = centre.visitor().get("/api/session", headers={"accept-language": "ar,en;q=0.5"})
    assert answer.json()["code"] == "not_signed_in"
    assert "تسجيل الدخول" in answer.json()["error"]


def test_the_websocket_without_a_session_is_answered_401(centre: Centre) -> None:
    with pytest.raises(WebSocketDenialResponse) as refused:
        _open_socket(centre.visitor())
    assert refused.value.status_code == 401


def test_the_websocket_opens_for_a_session(centre: Centre) -> None:
    _open_socket(centre.browser(centre.account(Role.REVIEWER)))


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://[", ""]
)
def test_the_websocket_opens_only_for_our_own_pages(centre: Centre, origin: str) -> None:
    with pytest.raises(WebSocketDenialResponse) as refused:
        _open_socket(centre.browser(centre.account(Role.REVIEWER)), {"origin": origin})
    assert refused.value.status_code == 403


def test_a_websocket_that_hides_its_origin_is_refused(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        browser.websocket_connect(SOCKET),
    ):
        pass
    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "a@127.0.0.1", "["]
)
def test_a_foreign_host_name_is_refused_even_on_open_addresses(centre: Centre, host: str) -> None:
    answer = centre.visitor().get("/sign-in", headers={"host": host})
    assert answer.status_code == 400


@pytest.mark.parametrize("host", ["localhost:8501", "LOCALHOST", "[::1]:8501", "127.0.0.1"])
def test_the_machines_own_names_are_known(centre: Centre, host: str) -> None:
    assert centre.visitor().get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/api/calls", "/_stcore/upload_file/a/b"]
)
def test_another_sites_form_is_refused(centre: Centre, path: str) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = browser.post(path, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403


def test_a_browser_that_hides_the_origin_but_says_cross_site_is_refused(centre: Centre) -> None:
    answer = centre.visitor().post("/sign-in", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/sign-in", "/calls", "/api/session", "/recordings/1", "/none.x"])
def test_every_answer_carries_the_safe_headers(centre: Centre, path: str) -> None:
    for client in (centre.visitor(), centre.browser(centre.account(Role.REVIEWER))):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_secure_cookies_come_with_strict_transport(centre: Centre) -> None:
    secure = centre.with_settings(secure_cookies=True)
    assert "strict-transport-security" in secure.visitor().get("/sign-in").headers
    assert "strict-transport-security" not in centre.visitor().get("/sign-in").headers


def test_nothing_opens_before_the_first_password_is_changed(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER, must_change=True))
    page = browser.get("/calls")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in/password")
    assert browser.get("/sign-in/password").status_code == 200
    for path in ("/api/uploads", "/recordings/1", "/_stcore/health"):
        assert browser.get(path).status_code == 403
    with pytest.raises(WebSocketDenialResponse) as refused:
        _open_socket(browser)
    assert refused.value.status_code == 403


def _open_socket(client: TestClient, headers: dict[str, str] | None = None) -> None:
    with client.websocket_connect(SOCKET, headers=headers or {"origin": HOST}):
        pass


@pytest.mark.parametrize("path", ["/", "/api/session", "/recordings/1"])
def test_a_database_that_does_not_answer_is_told_in_words(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))

    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(Sessions, "find_by_token", fail)
    answer = browser.get(path)
    assert answer.status_code == 503
    assert "does not answer" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/agent/interact"])
def test_streamlits_own_ways_in_stay_shut_for_everybody(centre: Centre, path: str) -> None:
    browser = centre.browser(centre.account(Role.AGENT))
    assert browser.put(path, content=b"x").status_code == 404
    assert browser.post(path, content=b"x").status_code == 404
