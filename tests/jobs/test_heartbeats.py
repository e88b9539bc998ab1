"""Who lives, who is reaped, and who takes over."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage.database import open_engine
from storage.store import Store
from tests.databases import Databases

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    yield store
    store.close()


def start(store: Store, *executor_ids: str) -> None:
    with store.transaction() as work:
        for executor_id in executor_ids:
            work.heartbeats.start(executor_id, NOW)


def reap(store: Store, executor_id: str, beats: int = 0) -> bool:
    with store.transaction() as work:
        return work.heartbeats.reap(executor_id, beats)


def claim(store: Store, by: str, of: str = "dead", workflow_id: str = "call-1-1") -> bool:
    with store.transaction() as work:
        return work.heartbeats.claim(workflow_id, of=of, by=by)


def test_a_worker_that_beats_is_living(store: Store) -> None:
    start(store, "a")
    with store.transaction() as work:
        assert work.heartbeats.beat("a")
    with store.reading() as work:
        assert work.heartbeats.living() == {"a": 1}


def test_a_reaped_worker_hears_of_it_at_its_next_beat(store: Store) -> None:
    start(store, "a")
    assert reap(store, "a")
    with store.transaction() as work:
        assert not work.heartbeats.beat("a")


def test_only_one_reaper_ends_a_silent_worker(store: Store) -> None:
    start(store, "a")
    assert [reap(store, "a"), reap(store, "a")] == [True, False]


def test_a_worker_that_has_beaten_meanwhile_is_not_reaped(store: Store) -> None:
    start(store, "a")
    with store.transaction() as work:
        work.heartbeats.beat("a")
    assert not reap(store, "a", beats=0)


def test_a_job_is_taken_over_by_one_worker_only(store: Store) -> None:
    start(store, "dead", "b", "c")
    reap(store, "dead")
    assert claim(store, "b")
    assert not claim(store, "c")


def test_a_claimant_may_go_on_where_its_takeover_was_interrupted(store: Store) -> None:
    start(store, "dead", "b")
    reap(store, "dead")
    assert [claim(store, "b"), claim(store, "b")] == [True, True]


def test_a_dead_claimants_takeover_goes_to_another(store: Store) -> None:
    start(store, "dead", "b", "c")
    reap(store, "dead")
    claim(store, "b")
    reap(store, "b")
    assert claim(store, "c")


def test_only_silent_workers_count_against_a_job(store: Store) -> None:
    start(store, "dead", "left", "b")
    reap(store, "dead")
    with store.transaction() as work:
        work.heartbeats.leave("left")
    claim(store, "b", of="dead")
    claim(store, "b", of="left")
    with store.reading() as work:
        assert work.heartbeats.times_taken_over("call-1-1") == 1


def test_ended_workers_are_forgotten_once_no_takeover_speaks_of_them(store: Store) -> None:
    start(store, "dead", "b")
    reap(store, "dead")
    claim(store, "b")
    later = NOW + timedelta(days=2)
    with store.transaction() as work:
        work.heartbeats.forget_ended(started_before=later)
        assert work.heartbeats.times_taken_over("call-1-1") == 1
        work.heartbeats.forget_jobs(["call-1-1"])
        work.heartbeats.forget_ended(started_before=later)
    with store.transaction() as work:
        work.heartbeats.start("dead", NOW)  # The name is free again.


def test_a_job_is_enqueued_with_its_call_or_not_at_all(store: Store, database_url: str) -> None:
    with pytest.raises(RuntimeError), store.transaction() as work:
        work.queue.enqueue_call(1)
        raise RuntimeError
    with store.transaction() as work:
        work.queue.enqueue_call(2)
        work.queue.enqueue_call(2)
    assert enqueued(database_url) == ["call-2-1"]


def test_a_frozen_workers_locks_are_taken_from_it(databases: Databases) -> None:
    """Or the reaper would wait for the heartbeat row of a machine that froze while beating."""
    engine = open_engine(databases.postgresql())
    try:
        with engine.connect() as connection:
            shown = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout")
            assert shown.scalar_one() == "30s"
    finally:
        engine.dispose()


def enqueued(database_url: str) -> list[str]:
    from dbos import DBOSClient

    client = DBOSClient(system_database_url=database_url)
    try:
        return [job.workflow_id for job in client.list_workflows()]
    finally:
        client.destroy()
