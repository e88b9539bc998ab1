"""Fills the HTML files of web/templates with words; everything put in is escaped."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from words import t

_FOLDER = Path(__file__).parent / "templates"
# These pages run no script at all.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(name: str, language: str, *, status: int = 200, **values: object) -> HTMLResponse:
    say = partial(t, language=language)
    html = _environment().get_template(name).render(say=say, language=language, **values)
    headers = {"content-security-policy": _POLICY, "vary": "accept-language, cookie"}
    return HTMLResponse(html, status_code=status, headers=headers)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
