"""The door of the web process: every request passes here, Streamlit's own included."""

import logging
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from services import accounts
from storage.errors import DatabaseAway
from storage.store import Store
from web import session
from web.answers import refusal_for
from web.headers import with_headers
from web.options import WebSettings
from web.origin import host_is_allowed, origin_is_allowed

SIGN_IN = "/sign-in"
NEW_PASSWORD = "/sign-in/password"  # noqa: S105 - an address
SIGN_OUT = "/sign-out"
_OPEN_PATHS = frozenset({SIGN_IN, "/api/health"})
_OPEN_FOLDER = "/assets/"
_CERTIFICATES = "/certificates/"  # whoever was given a code may check it
_BEFORE_NEW_PASSWORD = frozenset({SIGN_IN, NEW_PASSWORD, SIGN_OUT, "/api/health", "/api/session"})
_POLLED_PATHS = frozenset({"/api/session", "/api/health"})  # open pages ask, not people
# Streamlit would keep any file in memory for whoever is signed in, or let programs press buttons.
_SHUT_FOLDERS = ("/_stcore/upload_file", "/_stcore/agent")
# What machines ask for; anything else without a dot in its last part is a page of ours.
_NO_PAGES = ("/_stcore", "/static", "/media", "/component", "/api", "/recordings", "/assets")

_log = logging.getLogger(__name__)


class Gate:
    """ASGI middleware: known host, own pages only, a live session; then our headers on it all."""

    def __init__(self, app: ASGIApp, store: Store, settings: WebSettings) -> None:
        self.app = app
        self.store = store
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        send = with_headers(send, scope["path"], secure=self.settings.secure_cookies)
        try:
            refusal = await self._refusal(connection)
            await (refusal or self.app)(scope, receive, send)
        except DatabaseAway as error:  # our routes ask before they answer: nothing was sent yet
            _log.error("the database does not answer: %s", error.orig)
            await _refuse(connection, 503, "database_away")(scope, receive, send)

    async def _refusal(self, connection: HTTPConnection) -> ASGIApp | None:
        """The answer instead of what was asked for; None lets the request in."""
        path: str = connection.scope["path"]
        if not host_is_allowed(connection, self.settings.allowed_hosts):
            return _refuse(connection, 400, "host_unknown")
        if not origin_is_allowed(connection):
            return _refuse(connection, 403, "origin_unknown")
        if path.startswith(_OPEN_FOLDER):
            return None
        signed_in = await self._signed_in(connection)
        if signed_in is None:
            return None if _is_open(path) else _ask_to_sign_in(connection)
        if path.startswith(_SHUT_FOLDERS):
            return _refuse(connection, 404, "not_found")
        session.remember(connection, signed_in)
        if signed_in.account.must_change_password and path not in _BEFORE_NEW_PASSWORD:
            return _ask_for_new_password(connection)
        return None

    async def _signed_in(self, connection: HTTPConnection) -> session.Present | None:
        token = connection.cookies.get(session.COOKIE)
        if not token:
            return None
        found = await run_in_threadpool(
            accounts.current,
            self.store,
            token,
            datetime.now(UTC),
            self.settings.session_idle_s,
            self.settings.session_absolute_s,
            connection.scope["path"] not in _POLLED_PATHS,
        )
        return session.Present(*found, token=token) if found else None


def _is_open(path: str) -> bool:
    """What strangers may ask for; of a certificate its page, not its PDF."""
    if path.startswith(_CERTIFICATES):
        return "/" not in path.removeprefix(_CERTIFICATES)
    return path in _OPEN_PATHS


def _ask_to_sign_in(connection: HTTPConnection) -> ASGIApp:
    if not _is_page(connection):
        return _refuse(connection, 401, "not_signed_in")
    query = f"?{connection.url.query}" if connection.url.query else ""
    asked_for = connection.scope["path"] + query
    suffix = "" if asked_for == "/" else f"?next={quote(asked_for, safe='/')}"
    return RedirectResponse(SIGN_IN + suffix, status_code=303)


def _ask_for_new_password(connection: HTTPConnection) -> ASGIApp:
    if _is_page(connection):
        return RedirectResponse(NEW_PASSWORD, status_code=303)
    return _refuse(connection, 403, "password_must_change")


def _is_page(connection: HTTPConnection) -> bool:
    path: str = connection.scope["path"]
    if connection.scope["type"] != "http" or connection.scope["method"] not in ("GET", "HEAD"):
        return False
    if any(path == folder or path.startswith(f"{folder}/") for folder in _NO_PAGES):
        return False
    return "." not in path.rsplit("/", 1)[-1]


def _refuse(connection: HTTPConnection, status: int, code: str) -> ASGIApp:
    can_answer = "websocket.http.response" in connection.scope.get("extensions", {})
    if connection.scope["type"] == "websocket" and not can_answer:
        return WebSocketClose(code=1008)
    return refusal_for(connection, status, code)
