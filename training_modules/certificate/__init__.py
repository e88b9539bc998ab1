"""A certificate as a PDF: A4 landscape, in Arabic or English, drawn by Typst in a child process.

Typst shapes and orders Arabic itself. A child, because a library that draws what people have
written as their names should have limits of its own, and its fonts no place in the web process.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from children.child import Child, ChildDied, ChildLimits, ChildOverTime
from training_modules.model import LanguageCode, Text
from words import t

LIMITS = ChildLimits(memory_bytes=512 * 1024 * 1024, cpu_s=20)
LONGEST_S = 20.0
# Marks that turn what follows around: a name has no use for them, a forger would.
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]+")
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


class NotDrawn(Exception):
    """The child gave up, was over its limits or took too long."""


@dataclass(frozen=True, slots=True)
class Certified:
    """What stands on a certificate; `address` is where a stranger checks it."""

    name: str
    module: Text
    score: float
    issued_on: datetime  # in the centre's own time zone
    code: str
    address: str


def to_pdf(certified: Certified, language: LanguageCode) -> bytes:
    """NotDrawn where the child fails."""
    with Child("training_modules.certificate.child", LIMITS) as child:
        try:
            answer = child.ask(facts_of(certified, language), LONGEST_S)
        except (ChildDied, ChildOverTime) as error:
            raise NotDrawn from error
    if "pdf" not in answer:
        raise NotDrawn(str(answer.get("problem")))
    return base64.b64decode(answer["pdf"])


def facts_of(certified: Certified, language: LanguageCode) -> dict[str, object]:
    """Every text of the page, in the page's language."""
    name = plain_name(certified.name)
    on = certified.issued_on
    day = f"{on.day} {t(f'common.month_{on.month}', language)} {on.year}"
    score = t("certificates.score_of", language, score=round(certified.score))
    return {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "product": t("certificates.product", language),
        "title": t("certificates.title_on_paper", language),
        "given_to": t("certificates.given_to", language),
        "name": name,
        "name_direction": _direction_of(name, language),
        "for_passing": t("certificates.for_passing", language),
        "module": certified.module.of(language),
        "facts": [
            {"label": t("certificates.score", language), "value": score, "figures": False},
            {"label": t("certificates.issued", language), "value": day, "figures": False},
            {"label": t("certificates.code", language), "value": certified.code, "figures": True},
        ],
        "check": t("certificates.check_here", language),
        "address": certified.address,
    }


def plain_name(name: str) -> str:
    """Without marks that turn the reading direction around, in one line."""
    return " ".join(_UNSEEN.sub(" ", _DIRECTION_MARKS.sub("", name)).split())


def _direction_of(name: str, language: LanguageCode) -> str:
    """A name has its own direction: that of its first letter; without one, the page's."""
    letter = _LETTER.search(name)
    if letter is None:
        return "rtl" if language == "ar" else "ltr"
    return "rtl" if _ARABIC.match(letter[0]) else "ltr"
