"""What waits for each role: only counted, never estimated."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.access import visible_teams
from services.errors import PermissionDenied
from storage.evaluations import ScoreSummary
from storage.records import Account, Call, CallFilter, CallStatus, Role
from storage.store import Store

SHOWN = 5
WORKER_ALIVE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class ReviewerHome:
    waiting: int
    in_work: int
    next_call: Call | None
    recently_released: tuple[Call, ...]
    failed: tuple[Call, ...]
    failed_count: int


@dataclass(frozen=True, slots=True)
class SupervisorHome:
    agents: int
    calls: int
    waiting: int
    last_7_days: ScoreSummary
    last_30_days: ScoreSummary
    recently_released: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class AdminHome:
    """`workers` beat within the last seconds; `failed` calls wait for somebody to try again."""

    accounts: int
    disabled: int
    workers: int
    in_work: int
    failed: int


IN_WORK = (CallStatus.RECEIVED, CallStatus.DECODING, CallStatus.TRANSCRIBING, CallStatus.JUDGING)


def for_reviewer(store: Store, actor: Account) -> ReviewerHome:
    teams = _teams(actor, Role.REVIEWER)
    failed = CallFilter(status=CallStatus.FAILED)
    with store.reading() as work:
        next_id = work.calls.next_unreleased(teams)
        released = work.evaluations.recently_released(teams, SHOWN)
        found = work.calls.of_ids(released)
        return ReviewerHome(
            waiting=work.calls.count(teams, CallFilter(status=CallStatus.DONE, released=False)),
            in_work=sum(work.calls.count(teams, CallFilter(status=step)) for step in IN_WORK),
            next_call=work.calls.find(next_id) if next_id else None,
            recently_released=tuple(found[call_id] for call_id in released),
            failed=work.calls.page(teams, failed, 0, SHOWN),
            failed_count=work.calls.count(teams, failed),
        )


def for_supervisor(store: Store, actor: Account, now: datetime) -> SupervisorHome:
    teams = _teams(actor, Role.SUPERVISOR)
    with store.reading() as work:
        released = work.evaluations.recently_released(teams, SHOWN)
        found = work.calls.of_ids(released)
        return SupervisorHome(
            agents=len(work.accounts.agents_of(teams)),
            calls=work.calls.count(teams, CallFilter()),
            waiting=work.calls.count(teams, CallFilter(status=CallStatus.DONE, released=False)),
            last_7_days=work.evaluations.released_since(teams, now - timedelta(days=7)),
            last_30_days=work.evaluations.released_since(teams, now - timedelta(days=30)),
            recently_released=tuple(found[call_id] for call_id in released),
        )


def for_admin(store: Store, actor: Account, now: datetime) -> AdminHome:
    """How the centre runs; nothing of any call's content."""
    _teams(actor, Role.ADMIN)
    with store.reading() as work:
        accounts = work.accounts.all()
        return AdminHome(
            accounts=len(accounts),
            disabled=sum(not account.active for account in accounts),
            workers=work.heartbeats.count_alive(now - WORKER_ALIVE),
            in_work=sum(work.calls.count(None, CallFilter(status=step)) for step in IN_WORK),
            failed=work.calls.count(None, CallFilter(status=CallStatus.FAILED)),
        )


def _teams(actor: Account, role: Role) -> tuple[int, ...]:
    if not actor.active or actor.role is not role:
        raise PermissionDenied
    return visible_teams(actor)
