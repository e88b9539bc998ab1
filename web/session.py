"""Who is signed in, as the routes see it: the cookie, the session row behind it, its CSRF token."""

from dataclasses import dataclass
from hmac import compare_digest

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from storage.records import Account, SignInSession
from web.options import WebSettings

COOKIE = "itqan_session"
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf_token"


@dataclass(frozen=True, slots=True)
class Present:
    """A live session: found anew by the gate for every request."""

    account: Account
    session: SignInSession
    token: str


def remember(connection: HTTPConnection, present: Present) -> None:
    connection.state.present = present


def present(connection: HTTPConnection) -> Present:
    """Who asks; the gate has let nobody else through."""
    found = present_or_none(connection)
    if found is None:
        raise RuntimeError("this route stands behind the gate")
    return found


def present_or_none(connection: HTTPConnection) -> Present | None:
    return getattr(connection.state, "present", None)


def is_genuine(request: Request, token: str | None = None) -> bool:
    """Whether the session's own CSRF token came along, in the header or as a form's field."""
    sent = token if token is not None else request.headers.get(CSRF_HEADER, "")
    return compare_digest(sent.encode(), present(request).session.csrf_token.encode())


def set_cookie(response: Response, token: str, settings: WebSettings) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.session_absolute_s,
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
    )


def clear_cookie(response: Response, settings: WebSettings) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=settings.secure_cookies)


def routes() -> list[Route]:
    return [Route("/api/session", _session, methods=["GET"])]


async def _session(request: Request) -> JSONResponse:
    """Lets an open page notice that it was signed out: the gate answers 401 for it."""
    return JSONResponse({"expires_at": present(request).session.expires_at.isoformat()})
