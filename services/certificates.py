"""Certificates: issued with the passed attempt, checked by a code, withdrawn by a supervisor."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services import throttling
from services.access import Act, can, require
from services.errors import Invalid, NotFound, Refused, ServiceError
from services.written import clean_short, says_something
from storage.audit import AuditLine
from storage.certificates import Certificate, NewCertificate
from storage.records import Account
from storage.store import Store, Work
from training_modules.certificate import Certified, NotDrawn, plain_name, to_pdf
from training_modules.model import LanguageCode, Module, Text

# Of what looks alike on paper (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) one at most is here.
LETTERS = "34679ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4  # twelve letters: 57 bits
LONGEST_REASON = 500


class PassedAttempt(Protocol):
    """What a certificate needs of a submitted certification."""

    @property
    def attempt_id(self) -> int: ...

    @property
    def agent_id(self) -> int: ...

    @property
    def score(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What a stranger is told about a code that was issued here."""

    name: str
    title: Text
    score: float
    code: str
    issued_at: datetime
    revoked_at: datetime | None


def issue(
    work: Work, attempt: PassedAttempt, module: Module, actor: Account, now: datetime
) -> Certificate:
    """Inside the transaction that submits the attempt; an attempt has one certificate at most."""
    before = work.certificates.of_attempt(attempt.attempt_id)
    if before is not None:
        return before
    if attempt.score is None:
        raise ValueError("a certificate needs a score")
    new = NewCertificate(
        agent_id=attempt.agent_id,
        agent_name=plain_name(actor.name),
        module_id=module.module_id,
        module_version=module.version,
        attempt_id=attempt.attempt_id,
        score=attempt.score,
        code=new_code(),
        issued_at=now,
        title={"ar": module.title.ar, "en": module.title.en},
    )
    issued = work.certificates.add(new)
    work.audit.add(actor, AuditLine("certificate.issue", issued.code), now)
    return issued


def new_code() -> str:
    """Nobody guesses one, and nobody takes one letter for another."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def read_code(typed: str) -> str | None:
    """The code somebody typed, however it was spaced; None where it cannot be one."""
    folded = unicodedata.normalize("NFKC", typed[:100]).upper()
    letters = "".join(_western(letter) for letter in folded if letter.isalnum())
    if len(letters) != GROUPS * GROUP or set(letters) - set(LETTERS):
        return None
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _western(letter: str) -> str:
    """Digits of Arabic keyboards are the same digits."""
    return str(unicodedata.digit(letter)) if letter.isdecimal() else letter


def check(store: Store, typed: str, address: str, now: datetime) -> Checked | None:
    """What the code stands for, for anybody; a wrong guess slows down whoever makes it."""
    code = read_code(typed)
    with store.transaction() as work:
        throttling.take_guess(work, "certificate", address, now)
        found = work.certificates.find(code) if code else None
        if found is None:
            return None
        throttling.forgive_guess(work, "certificate", address)
    return Checked(
        name=found.agent_name,
        title=Text(**found.title),
        score=found.score,
        code=found.code,
        issued_at=found.issued_at,
        revoked_at=found.revoked_at,
    )


def list_own(store: Store, actor: Account) -> tuple[Certificate, ...]:
    """The latest first, withdrawn ones too."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        return work.certificates.of_agent(actor.account_id)


def list_of(store: Store, actor: Account, agent_id: int) -> tuple[Certificate, ...]:
    """Those of an agent of the supervisor's teams."""
    with store.reading() as work:
        _require_team(work, actor, Act.SEE_SKILLS, agent_id)
        return work.certificates.of_agent(agent_id)


def pdf(
    store: Store, actor: Account, typed: str, language: LanguageCode, site: str
) -> tuple[str, bytes]:
    """Its code and the PDF, for its owner and for who leads the owner's team."""
    with store.reading() as work:
        certificate = _find(work, typed)
        if not can(actor, Act.LEARN, certificate):
            _require_team(work, actor, Act.SEE_SKILLS, certificate.agent_id)
    if certificate.revoked_at is not None:
        raise Refused("certificate_revoked")
    try:
        return certificate.code, to_pdf(_certified(certificate, site), language)
    except NotDrawn as error:
        raise ServiceError("certificate_not_drawn") from error


def revoke(store: Store, actor: Account, typed: str, reason: str, now: datetime) -> None:
    """It stays listed and its page says so; done twice, the first one counts."""
    kept_reason = clean_short(reason, LONGEST_REASON)
    if not says_something(kept_reason):
        raise Invalid("reason_missing")
    with store.transaction() as work:
        certificate = _find(work, typed)
        _require_team(work, actor, Act.REVOKE_CERTIFICATE, certificate.agent_id)
        locked = work.certificates.lock(certificate.code)
        if locked is None or locked.revoked_at is not None:
            return
        work.certificates.revoke(certificate.certificate_id, now)
        line = AuditLine("certificate.revoke", certificate.code, {"reason": kept_reason})
        work.audit.add(actor, line, now)


def _find(work: Work, typed: str) -> Certificate:
    code = read_code(typed)
    found = work.certificates.find(code) if code else None
    if found is None:
        raise NotFound
    return found


def _require_team(work: Work, actor: Account, act: Act, agent_id: int) -> None:
    agent = work.accounts.find(agent_id)
    if agent is None:
        raise NotFound
    require(actor, act, on=agent)


def _certified(certificate: Certificate, site: str) -> Certified:
    return Certified(
        name=certificate.agent_name,
        module=Text(**certificate.title),
        score=certificate.score,
        issued_on=certificate.issued_at.astimezone(),
        code=certificate.code,
        address=f"{site}/certificates/{certificate.code}",
    )
