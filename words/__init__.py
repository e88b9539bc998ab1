"""Every word people see, in both languages: words/ar/*.yml and words/en/*.yml hold the same keys.

A file is one area (`calls.yml`); its keys are flat and start with the area ("calls.title"). A value
is a sentence with {named} gaps, or a map of plural forms (Arabic: zero one two few many other;
English: one other).
"""

from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

LANGUAGES = ("ar", "en")
_FOLDER = Path(__file__).parent


def t(key: str, language: str, **params: object) -> str:
    """The sentence for `key`; KeyError where it is missing, for a missing word is a bug."""
    text = catalogue(language)[key]
    if isinstance(text, dict):
        raise KeyError(f"{key} counts something: use plural()")
    return text.format_map(params) if params else text


def plural(key: str, count: int, language: str, **params: object) -> str:
    """The sentence for `count` things, by the language's own plural forms (all six in Arabic)."""
    forms = catalogue(language)[key]
    if isinstance(forms, str):
        raise KeyError(f"{key} counts nothing: use t()")
    return forms[_form(count, language)].format_map({"count": count, **params})


def has(key: str, language: str = "en") -> bool:
    return key in catalogue(language)


def error_sentence(code: str, language: str, **params: object) -> str:
    """What is wrong and what to do, for an error's code; unfilled gaps read '…'."""
    return cast(str, catalogue(language)[f"errors.{code}"]).format_map(_Gaps(params))


@cache
def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    """All keys of one language."""
    entries: dict[str, str | dict[str, str]] = {}
    for path in sorted((_FOLDER / language).glob("*.yml")):
        entries |= cast(dict[str, Any], yaml.safe_load(path.read_text("utf-8")) or {})
    return entries


def _form(count: int, language: str) -> str:
    from babel import Locale

    return Locale(language).plural_form(count)


class _Gaps(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"
