"""What waits for whom."""

from datetime import timedelta

import pytest

from qa.model import Verdict
from services import home, processing
from services.errors import PermissionDenied
from storage.records import Role
from tests.services.conftest import NOW, Centre


def test_a_reviewer_sees_what_waits_and_what_failed(both: Centre) -> None:
    waiting, released, failed = both.add_evaluated(), both.add_released(), both.add_call()
    both.add_call()
    both.add_evaluated(both.person(Role.AGENT, both.there))
    processing.mark_failed(both.store, failed.call_id, "internal_error", {}, NOW)
    seen = home.for_reviewer(both.store, both.reviewer)
    assert (seen.waiting, seen.in_work, seen.failed_count) == (1, 1, 1)
    assert seen.next_call == waiting
    assert seen.recently_released == (released,)
    assert [call.call_id for call in seen.failed] == [failed.call_id]


def test_a_supervisor_sees_a_mean_and_of_how_many(both: Centre) -> None:
    both.add_released()
    both.add_released(verdicts={"closing": Verdict.NOT_MET})
    both.add_released(verdicts=dict.fromkeys(_criteria(), Verdict.UNSURE))
    both.add_evaluated()
    seen = home.for_supervisor(both.store, both.person(Role.SUPERVISOR), NOW)
    week = seen.last_7_days
    assert (week.released, week.scored, week.mean) == (3, 2, 97.5)
    assert (seen.agents, seen.calls, seen.waiting) == (1, 4, 1)
    later = NOW + timedelta(days=8)
    after = home.for_supervisor(both.store, both.person(Role.SUPERVISOR), later)
    assert (after.last_7_days.released, after.last_7_days.mean) == (0, None)
    assert after.last_30_days.released == 3


def test_an_admin_sees_how_the_centre_runs(both: Centre) -> None:
    call = both.add_call()
    processing.mark_failed(both.store, call.call_id, "internal_error", {}, NOW)
    with both.store.transaction() as work:
        work.heartbeats.start("alive", NOW)
        work.heartbeats.start("gone", NOW)
        work.heartbeats.leave("gone")
    seen = home.for_admin(both.store, both.admin, NOW)
    assert (seen.accounts, seen.disabled, seen.workers, seen.failed) == (3, 0, 1, 1)


def test_each_home_is_for_its_role(centre: Centre) -> None:
    with pytest.raises(PermissionDenied):
        home.for_reviewer(centre.store, centre.admin)
    for ask_at in (home.for_supervisor, home.for_admin):
        with pytest.raises(PermissionDenied):
            ask_at(centre.store, centre.reviewer, NOW)


def _criteria() -> list[str]:
    from qa.scorecard import load_scorecard

    return [criterion.criterion_id for criterion in load_scorecard().criteria]
