"""Who may do what, and to which object; every service asks here first."""

import logging
from enum import StrEnum
from typing import Protocol

from services.errors import NotFound, PermissionDenied
from storage.records import Account, Call, Role, StoredCard

_log = logging.getLogger(__name__)


class Owned(Protocol):
    """A learner's own thing: an attempt, a run, a draft, a certificate."""

    @property
    def agent_id(self) -> int: ...


Object = Call | StoredCard | Account | Owned


class Act(StrEnum):
    LIST_CALLS = "list_calls"
    HEAR_RECORDING = "hear_recording"
    IMPORT_CALL = "import_call"
    RETRY_CALL = "retry_call"
    REMOVE_CALL = "remove_call"
    OVERRIDE = "override"
    RELEASE = "release"
    LIST_CARDS = "list_cards"
    ACKNOWLEDGE_CARD = "acknowledge_card"
    LEARN = "learn"
    READ_MODULES = "read_modules"
    SEE_SKILLS = "see_skills"
    ASSIGN = "assign"
    REVOKE_CERTIFICATE = "revoke_certificate"
    SET_PHRASES = "set_phrases"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    OWN_ACCOUNT = "own_account"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.AGENT: frozenset(
        {
            Act.LIST_CARDS,
            Act.ACKNOWLEDGE_CARD,
            Act.HEAR_RECORDING,
            Act.LEARN,
            Act.READ_MODULES,
        }
    ),
    Role.REVIEWER: frozenset(
        {
            Act.LIST_CALLS,
            Act.HEAR_RECORDING,
            Act.IMPORT_CALL,
            Act.RETRY_CALL,
            Act.REMOVE_CALL,
            Act.OVERRIDE,
            Act.RELEASE,
            Act.READ_MODULES,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Act.LIST_CALLS,
            Act.HEAR_RECORDING,
            Act.IMPORT_CALL,
            Act.RETRY_CALL,
            Act.READ_MODULES,
            Act.SEE_SKILLS,
            Act.ASSIGN,
            Act.REVOKE_CERTIFICATE,
            Act.SET_PHRASES,
        }
    ),
    Role.ADMIN: frozenset({Act.MANAGE_ACCOUNTS, Act.READ_AUDIT, Act.READ_MODULES, Act.SET_PHRASES}),
}


def require(actor: Account, act: Act, on: Object | None = None) -> None:
    """NotFound where the object may not be seen, PermissionDenied where only the act is refused."""
    if can(actor, act, on):
        return
    _log.warning("denied: account %d, %s", actor.account_id, act)
    if on is not None and not _sees(actor, on):
        raise NotFound
    raise PermissionDenied


def can(actor: Account, act: Act, on: Object | None = None) -> bool:
    allowed = actor.active and (act is Act.OWN_ACCOUNT or act in ALLOWED[actor.role])
    return allowed and (on is None or _sees(actor, on))


def visible_teams(actor: Account) -> tuple[int, ...]:
    """The teams whose calls this person may see."""
    return actor.team_ids if can(actor, Act.LIST_CALLS) else ()


def _sees(actor: Account, on: Object) -> bool:
    """A person is seen by who leads one of their teams; what a learner owns, by the learner."""
    if isinstance(on, Account):
        return bool(set(on.team_ids) & set(visible_teams(actor)))
    if not isinstance(on, Call):
        return on.agent_id == actor.account_id
    if actor.role is Role.AGENT:
        return on.agent_id == actor.account_id and on.released_at is not None
    return on.team_id in visible_teams(actor)
