"""Who and what the permission tests know, and how an act is told in one row."""

from collections.abc import Callable
from dataclasses import dataclass

from services.errors import NotFound, PermissionDenied
from storage.records import Account, Call, Role
from tests.services.conftest import Centre

REFUSALS = (PermissionDenied, NotFound)
EVERYBODY = frozenset(
    f"{role.value} {place}" for role in Role for place in ("here", "there") if role != "admin"
) | {"another agent here", "admin here"}
REVIEWER, SUPERVISOR = frozenset({"reviewer here"}), frozenset({"supervisor here"})
AGENT, ADMIN = frozenset({"agent here"}), frozenset({"admin here"})
AGENTS = AGENT | {"agent there", "another agent here"}
REVIEWERS = REVIEWER | {"reviewer there"}
SUPERVISORS = SUPERVISOR | {"supervisor there"}


@dataclass(frozen=True)
class Scene:
    """Calls of "agent here", each in another state; all of team "here"."""

    centre: Centre
    waiting: Call
    released: Call
    failed: Call
    people: dict[str, Account]


@dataclass(frozen=True)
class Row:
    """The act on the scene, by whom it is allowed, and whether it is about a call of "here"."""

    allowed: frozenset[str]
    act: Callable[[Scene, Account], object]
    on_call: bool = False
