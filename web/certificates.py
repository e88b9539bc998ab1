"""Certificates on the centre's own server: a page for whoever has a code, the PDF for its owner."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services import certificates
from services.certificates import Checked
from services.errors import NotFound, PermissionDenied, ServiceError, SlowDown
from storage.store import Store
from training_modules.model import LanguageCode
from web import session
from web.answers import page_language, plain_refusal
from web.templates import page
from web.waiting import waiting_time
from words import LANGUAGES, t

ADDRESS = "/certificates"
FORM = "check"  # no code reads like that


def routes(store: Store) -> list[Route]:
    pages = _Certificates(store)
    return [
        Route(f"{ADDRESS}/{{code}}", pages.check, methods=["GET"]),
        Route(f"{ADDRESS}/{{code}}/pdf", pages.pdf, methods=["GET"]),
    ]


@dataclass(frozen=True, slots=True)
class _Certificates:
    store: Store

    async def check(self, request: Request) -> Response:
        """Valid, withdrawn or unknown: no other page says more to strangers."""
        code = request.path_params["code"]
        typed = request.query_params.get("code", "") if code == FORM else code
        if not typed.strip():
            return _page(request, "", {})
        address = request.client.host if request.client else ""
        now = datetime.now(UTC)
        try:
            checked = await run_in_threadpool(certificates.check, self.store, typed, address, now)
        except SlowDown as error:
            return _slow_down(request, int(error.params["wait_s"]))
        return _page(request, typed, _shown(checked, page_language(request)))

    async def pdf(self, request: Request) -> Response:
        here = session.present(request)
        wish = request.query_params.get("language", "")
        language = cast(LanguageCode, wish if wish in LANGUAGES else here.account.language.value)
        site = f"{request.url.scheme}://{request.url.netloc}"
        try:
            code, pdf = await run_in_threadpool(
                certificates.pdf,
                self.store,
                here.account,
                request.path_params["code"],
                language,
                site,
            )
        except (NotFound, PermissionDenied):
            # Refused and missing look the same: nobody learns which codes exist.
            return plain_refusal(404, "not_found", here.account.language)
        except ServiceError as error:
            return plain_refusal(409, error.code, here.account.language)
        headers = {"content-disposition": f'attachment; filename="itqan-{code}-{language}.pdf"'}
        return Response(pdf, media_type="application/pdf", headers=headers)


def _shown(checked: Checked | None, language: str) -> dict[str, object]:
    if checked is None:
        return _state("unknown", language)
    if checked.revoked_at is None:
        return _state("valid", language) | {"facts": _facts(checked, language)}
    withdrawn = (t("certificates.withdrawn", language), _day(checked.revoked_at, language))
    facts = [*_facts(checked, language), withdrawn]
    return _state("revoked", language) | {"facts": facts}


def _state(name: str, language: str) -> dict[str, object]:
    return {"state": name, "sentence": t(f"certificates.{name}_sentence", language)}


def _facts(checked: Checked, language: str) -> list[tuple[str, str]]:
    score = t("certificates.score_of", language, score=round(checked.score))
    return [
        (t("certificates.name", language), checked.name),
        (t("certificates.module", language), checked.title.of(language)),
        (t("certificates.score", language), score),
        (t("certificates.issued", language), _day(checked.issued_at, language)),
        (t("certificates.code", language), checked.code),
    ]


def _day(at: datetime, language: str) -> str:
    local = at.astimezone()
    return f"{local.day} {t(f'common.month_{local.month}', language)} {local.year}"


def _slow_down(request: Request, wait_s: int) -> Response:
    language = page_language(request)
    wait = waiting_time(wait_s, language)
    problem = t("certificates.slow_down", language, wait=wait)
    response = _page(request, "", {"problem": problem}, status=429)
    response.headers["retry-after"] = str(wait_s)
    return response


def _page(request: Request, typed: str, shown: dict[str, object], *, status: int = 200) -> Response:
    language = page_language(request)
    other = next(name for name in LANGUAGES if name != language)
    wish = {"language": other} | ({"code": typed[:40]} if typed else {})
    values: dict[str, object] = {"state": "", "sentence": "", "facts": (), "problem": ""}
    state = str(shown.get("state", ""))
    return page(
        "certificate.html",
        language,
        status=404 if state == "unknown" else status,
        title=t("certificates.check_title" if not state else "certificates.certificate", language),
        typed="" if state in ("valid", "revoked") else typed[:40],
        other_language=other,
        other_language_url=f"{ADDRESS}/{FORM}?{urlencode(wish)}",
        **(values | shown),
    )
