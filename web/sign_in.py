"""Signing in: a plain HTML form in both languages that works without a script."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from qa.model import Language
from services import accounts
from services.errors import NotFound, ServiceError, SlowDown
from storage.records import Role
from storage.store import Store
from web import session
from web.answers import LANGUAGE_COOKIE, page_language, plain_refusal
from web.browser import describe_browser
from web.forms import BodyTooLarge, read_form
from web.gate import SIGN_IN
from web.next_page import next_page
from web.options import WebSettings
from web.origin import is_loopback
from web.templates import page
from web.waiting import waiting_time
from words import LANGUAGES, error_sentence, t

_YEAR_S = 365 * 24 * 60 * 60
_ROLES = (Role.REVIEWER, Role.AGENT, Role.SUPERVISOR, Role.ADMIN)


def routes(store: Store, settings: WebSettings) -> list[Route]:
    pages = _SignIn(store, settings)
    return [
        Route(SIGN_IN, pages.show, methods=["GET"]),
        Route(SIGN_IN, pages.submit, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _SignIn:
    store: Store
    settings: WebSettings

    async def show(self, request: Request) -> Response:
        wish = request.query_params.get("next", "")
        if session.present_or_none(request):
            return RedirectResponse(next_page(wish), status_code=303)
        chosen = request.query_params.get("language", "")
        form = {"next": wish, "chosen": chosen if chosen in LANGUAGES else ""}
        return self._page(request, form)

    async def submit(self, request: Request) -> Response:
        try:
            form = await read_form(request)
        except BodyTooLarge:
            return plain_refusal(413, "request_too_large", page_language(request))
        try:
            signed_in = await run_in_threadpool(self._sign_in, request, form)
        except ServiceError as error:
            return self._refused(request, form, error)
        response = RedirectResponse(next_page(form.get("next", "")), status_code=303)
        session.set_cookie(response, signed_in.token, self.settings)
        return response

    def _sign_in(self, request: Request, form: dict[str, str]) -> accounts.SignedIn:
        now = datetime.now(UTC)
        signed_in = self._check(request, form, now)
        before = session.present_or_none(request)
        if before is not None:
            accounts.sign_out(self.store, before.token, now)
        language = form.get("chosen", "")
        if language in LANGUAGES and language != signed_in.account.language:
            accounts.set_language(self.store, signed_in.account, Language(language))
        return signed_in

    def _check(self, request: Request, form: dict[str, str], now: datetime) -> accounts.SignedIn:
        address = request.client.host if request.client else ""
        client = describe_browser(request.headers.get("user-agent", ""), address)
        if "demonstration" in form:
            role = self._demonstration_role(request, form["demonstration"])
            return accounts.demonstration_sign_in(self.store, role, client, now)
        name, password = form.get("username", ""), form.get("password", "")
        return accounts.sign_in(self.store, name, password, client, address, now)

    def _demonstration_role(self, request: Request, name: str) -> Role:
        if name not in _ROLES or not self._offers_demonstration(request):
            raise NotFound("demonstration_off")
        return Role(name)

    def _offers_demonstration(self, request: Request) -> bool:
        return self.settings.demonstration and is_loopback(request)

    def _refused(self, request: Request, form: dict[str, str], error: ServiceError) -> Response:
        language = _language(request, form)
        if isinstance(error, SlowDown):
            wait_s = int(error.params["wait_s"])
            problem = t("sign_in.wait", language, wait=waiting_time(wait_s, language))
            response = self._page(request, form, problem=problem, status=429)
            response.headers["retry-after"] = str(wait_s)
            return response
        problem = error_sentence(error.code, language, **error.params)
        return self._page(request, form, problem=problem, status=401)

    def _page(
        self, request: Request, form: dict[str, str], *, problem: str = "", status: int = 200
    ) -> Response:
        language = _language(request, form)
        response = page(
            "sign_in.html",
            language,
            status=status,
            title=t("sign_in.title", language),
            problem=problem,
            username=form.get("username", "")[:200],
            next=form.get("next", ""),
            chosen=form.get("chosen", ""),
            roles=_ROLES if self._offers_demonstration(request) else (),
            **_other_language(language, form.get("next", "")),
        )
        if form.get("chosen"):
            self._remember_language(response, language)
        return response

    def _remember_language(self, response: Response, language: str) -> None:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=_YEAR_S,
            httponly=True,
            samesite="lax",
            secure=self.settings.secure_cookies,
        )


def _language(request: Request, form: dict[str, str]) -> str:
    wish = form.get("language", "")
    return wish if wish in LANGUAGES else page_language(request)


def _other_language(language: str, wish: str) -> dict[str, str]:
    other = next(name for name in LANGUAGES if name != language)
    query = {"language": other} | ({"next": wish} if wish else {})
    return {"other_language": other, "other_language_url": f"{SIGN_IN}?{urlencode(query)}"}
