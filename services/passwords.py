"""Passwords: what is accepted, how they are kept, one slow check at a time."""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from services.errors import Invalid

if TYPE_CHECKING:
    from pwdlib import PasswordHash

MIN_PASSWORD_LENGTH = 15
MAX_PASSWORD_LENGTH = 1_024
_COMMON = Path(__file__).parent / "common_passwords.txt"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are mistaken for each other
# A check takes 64 MiB; many at once would take the machine's memory.
_one_at_a_time = Lock()


def check_new(password: str, username: str) -> None:
    """Invalid where it is too short, too long or among the first that anyone would try."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise Invalid("password_too_short", least=MIN_PASSWORD_LENGTH)
    if len(password) > MAX_PASSWORD_LENGTH:
        raise Invalid("password_too_long", most=MAX_PASSWORD_LENGTH)
    if _is_common(_folded(password), username):
        raise Invalid("password_too_common")


def new_initial_password() -> str:
    """Four groups to be read out or copied; about 99 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def hash_password(password: str) -> str:
    with _one_at_a_time:
        return _hasher().hash(_as_typed(password))


def verify(password: str, hashed: str | None) -> bool:
    """The same work where there is no hash, so that nobody learns which accounts exist."""
    if len(password) > MAX_PASSWORD_LENGTH:
        return False
    with _one_at_a_time:
        matches = _hasher().verify(_as_typed(password), hashed or _nobodys_hash())
    return matches and hashed is not None


def prepare() -> None:
    """Make what the first check needs, so that it takes no longer than the second."""
    _nobodys_hash()


def _as_typed(password: str) -> str:
    """One form for letters that keyboards compose in different ways."""
    return unicodedata.normalize("NFC", password)


def _folded(password: str) -> str:
    return unicodedata.normalize("NFKC", password).casefold()


def _is_common(folded: str, username: str) -> bool:
    core = _repeated_part(_letters(folded))
    return len(set(folded)) < 5 or core in _common() | {_letters(username.casefold())}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _repeated_part(text: str) -> str:
    """ "abcabc" is no better than "abc"; trailing digits and marks add little."""
    core = re.sub(r"\d{1,4}$", "", text) or text
    found = re.fullmatch(r"(.+?)\1*", core)
    return found.group(1) if found else core


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text("utf-8").split())


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash

    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(32))
