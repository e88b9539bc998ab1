"""The first password is for the first sign-in only: nothing else opens before it is changed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services import accounts
from services.errors import ServiceError
from storage.store import Store
from web import session
from web.answers import plain_refusal
from web.forms import BodyTooLarge, read_form
from web.gate import NEW_PASSWORD
from web.next_page import HOME
from web.templates import page
from words import error_sentence, t


def routes(store: Store) -> list[Route]:
    pages = _NewPassword(store)
    return [
        Route(NEW_PASSWORD, pages.show, methods=["GET"]),
        Route(NEW_PASSWORD, pages.submit, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _NewPassword:
    store: Store

    async def show(self, request: Request) -> Response:
        if not session.present(request).account.must_change_password:
            return RedirectResponse(HOME, status_code=303)
        return _page(request)

    async def submit(self, request: Request) -> Response:
        language = session.present(request).account.language
        try:
            form = await read_form(request)
        except BodyTooLarge:
            return plain_refusal(413, "request_too_large", language)
        if not session.is_genuine(request, form.get(session.CSRF_FIELD, "")):
            return plain_refusal(403, "page_outdated", language)
        problem = await run_in_threadpool(self._change, request, form)
        if problem:
            return _page(request, problem=problem, status=422)
        return RedirectResponse(HOME, status_code=303)

    def _change(self, request: Request, form: dict[str, str]) -> str:
        """What is wrong; empty where the password was changed."""
        here = session.present(request)
        actor = here.account
        old, new = form.get("old_password", ""), form.get("new_password", "")
        if new != form.get("repeat_password", ""):
            return t("sign_in.not_repeated", actor.language)
        try:
            accounts.change_password(self.store, actor, here.session, old, new, datetime.now(UTC))
        except ServiceError as error:
            return error_sentence(error.code, actor.language, **error.params)
        return ""


def _page(request: Request, *, problem: str = "", status: int = 200) -> Response:
    here = session.present(request)
    return page(
        "new_password.html",
        here.account.language,
        status=status,
        title=t("sign_in.new_title", here.account.language),
        problem=problem,
        username=here.account.username,
        least=accounts.MIN_PASSWORD_LENGTH,
        csrf_token=here.session.csrf_token,
    )
