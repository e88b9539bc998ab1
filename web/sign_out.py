"""Signing out ends the session on the server, not only the cookie."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services import accounts
from storage.store import Store
from web import session
from web.answers import plain_refusal
from web.forms import BodyTooLarge, read_form
from web.gate import SIGN_IN, SIGN_OUT
from web.options import WebSettings


def routes(store: Store, settings: WebSettings) -> list[Route]:
    return [Route(SIGN_OUT, _SignOut(store, settings).submit, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _SignOut:
    store: Store
    settings: WebSettings

    async def submit(self, request: Request) -> Response:
        """The CSRF token comes in the header (from a script) or as a field (from a form)."""
        here = session.present(request)
        try:
            form = await read_form(request)
        except BodyTooLarge:
            return plain_refusal(413, "request_too_large", here.account.language)
        if not session.is_genuine(request, form.get(session.CSRF_FIELD)):
            return plain_refusal(403, "page_outdated", here.account.language)
        await run_in_threadpool(accounts.sign_out, self.store, here.token, datetime.now(UTC))
        response = RedirectResponse(SIGN_IN, status_code=303)
        session.clear_cookie(response, self.settings)
        return response
