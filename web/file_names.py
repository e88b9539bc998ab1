"""A sent file name becomes a name to show: never a path, never a surprise for the eye."""

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

LONGEST = 120
_DOTS_AND_SPACES = ". \u00a0"


def shown_name(header: str) -> str:
    """The last part of a percent-encoded name without control or direction marks; "" for none."""
    name = unicodedata.normalize("NFC", unquote(header[:10_000], errors="replace"))
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(_visible(char) for char in name)
    return _shortened(" ".join(visible.split()).strip(_DOTS_AND_SPACES))


def ending(name: str) -> str:
    """The extension in small letters with its dot; "" for none."""
    return PurePosixPath(name).suffix.lower()


def _visible(char: str) -> str:
    """Control and format characters (NUL, newline, right-to-left override) vanish."""
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\n\r":
        return " "
    return "" if category[0] == "C" else char


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix[:12]
    return name[: LONGEST - len(suffix) - 1] + "…" + suffix
