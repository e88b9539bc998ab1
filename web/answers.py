"""Refusals: a sentence in the person's language beside a code for the page's script."""

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response

from qa.errors import Param
from words import LANGUAGES, error_sentence

LANGUAGE_COOKIE = "itqan_language"
_DEFAULT = "ar"


def refusal(status: int, code: str, language: str, **params: Param) -> JSONResponse:
    sentence = error_sentence(code, language, **params)
    return JSONResponse({"error": sentence, "code": code}, status_code=status)


def plain_refusal(status: int, code: str, language: str) -> PlainTextResponse:
    return PlainTextResponse(error_sentence(code, language) + "\n", status_code=status)


def refusal_for(connection: HTTPConnection, status: int, code: str) -> Response:
    """Before anyone is known: JSON for our pages' scripts, a plain sentence for the rest."""
    answer = refusal if connection.scope["path"].startswith("/api/") else plain_refusal
    return answer(status, code, page_language(connection))


def page_language(connection: HTTPConnection) -> str:
    """The language of whoever has no account yet: asked for, chosen before, or the browser's."""
    accepted = connection.headers.get("accept-language", "").lower().split(",")
    wishes = [
        connection.query_params.get("language", ""),
        connection.cookies.get(LANGUAGE_COOKIE, ""),
        *(tag.strip()[:2] for tag in accepted),
    ]
    return next((wish for wish in wishes if wish in LANGUAGES), _DEFAULT)
