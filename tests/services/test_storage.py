"""What the database promises, on SQLite and on PostgreSQL."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from qa.model import Language
from settings import PROJECT
from storage.accounts import NewAccount
from storage.audit import AuditLine
from storage.calls import CallToAdd
from storage.database import open_engine
from storage.migrate import is_prepared, migrate, why_not_ready
from storage.records import Role
from storage.store import Store
from storage.tables import Base
from tests.databases import Databases
from tests.services.conftest import NOW, Centre


def test_the_migrations_make_just_the_tables_the_code_knows(database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": True}
        )
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_migrating_again_changes_nothing(database_url: str) -> None:
    store = Store(database_url)
    with store.transaction() as work:
        work.teams.add("Cards")
    migrate(database_url)
    with store.reading() as work:
        assert [team.name for team in work.teams.all()] == ["Cards"]
    store.close()
    assert is_prepared(database_url)


def test_processes_that_start_together_migrate_once(databases: Databases) -> None:
    """The kind of start that `make run` and a second worker make."""
    for url in (f"sqlite:///{databases.folder / 'fresh.db'}", databases.empty_postgresql()):
        code = f"from storage.migrate import migrate; migrate({url!r})"
        started = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) for _ in range(3)]
        assert [process.wait() for process in started] == [0, 0, 0]
        assert why_not_ready(url) is None


def test_an_act_that_fails_leaves_nothing_and_no_job(both: Centre) -> None:
    with pytest.raises(ZeroDivisionError), both.store.transaction() as work:
        call = work.calls.add(_call(both))
        work.queue.enqueue_call(call.call_id)
        raise ZeroDivisionError
    with both.store.reading() as work:
        assert work.calls.find(call.call_id) is None
    assert _jobs(both) == 0


def test_a_committed_call_has_its_job(both: Centre) -> None:
    both.add_call()
    assert _jobs(both) == 1


def test_looking_cannot_change_anything(both: Centre) -> None:
    with pytest.raises(DBAPIError), both.store.reading() as work:
        work.teams.add("Sneaked in")


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor_name = 'x'", "DELETE FROM audit"])
def test_audit_lines_cannot_be_changed_by_anybody(both: Centre, statement: str) -> None:
    with both.store.transaction() as work:
        work.audit.add(None, AuditLine("call.import", "C-00001"), NOW)
    engine = open_engine(both.store.database_url)
    with (
        pytest.raises(DBAPIError, match="audit lines are only added"),
        engine.begin() as connection,
    ):
        connection.execute(text(statement))
    engine.dispose()


def test_twenty_writers_at_once_all_get_through(both: Centre) -> None:
    def write(number: int) -> None:
        with both.store.transaction() as work:
            counted = len(work.teams.all())
            work.teams.add(f"Team {number} after {counted}")

    with ThreadPoolExecutor(10) as writers:
        list(writers.map(write, range(20)))
    with both.store.reading() as work:
        assert len(work.teams.all()) == 22


def test_the_same_recording_is_one_call_within_a_team(both: Centre) -> None:
    both.add_call(transcript=None, recording=both.recording_file())
    with pytest.raises(IntegrityError), both.store.transaction() as work:
        work.calls.add(_call(both, recording_sha256=both.recording_file().sha256))


def test_a_call_of_an_unknown_agent_is_refused(both: Centre) -> None:
    with pytest.raises(IntegrityError), both.store.transaction() as work:
        work.calls.add(_call(both, agent_id=10_000))


def test_a_user_name_is_one_account(both: Centre) -> None:
    new = NewAccount(both.agent.username, "Another", Role.ADMIN, Language.AR)
    with pytest.raises(IntegrityError), both.store.transaction() as work:
        work.accounts.add(new, NOW)


def test_what_comes_out_is_what_went_in(both: Centre) -> None:
    call = both.add_evaluated()
    with both.store.reading() as work:
        stored = work.transcripts.find(call.call_id)
    assert stored is not None
    assert call.happened_at.tzinfo is not None
    assert stored.transcript.segments[0].text.startswith("Good morning")


def test_the_number_of_a_removed_call_is_not_used_again(both: Centre) -> None:
    removed = both.add_call()
    with both.store.transaction() as work:
        work.calls.remove(removed.call_id)
    assert both.add_call().call_id > removed.call_id


def _is_ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    return kind != "table" or name in Base.metadata.tables


def _jobs(centre: Centre) -> int:
    engine = open_engine(centre.store.database_url)
    schema = "dbos." if engine.dialect.name == "postgresql" else ""
    with engine.connect() as connection:
        counted = text(f"SELECT count(*) FROM {schema}workflow_status")  # noqa: S608
        jobs = connection.execute(counted).scalar_one()
    engine.dispose()
    return int(jobs)


def _call(centre: Centre, **changes: object) -> CallToAdd:
    new = centre.new_call()
    values = {
        "agent_id": centre.agent.account_id,
        "team_id": centre.here,
        "channel": new.channel,
        "direction": new.direction,
        "happened_at": NOW,
        "file_name": "call.wav",
        "language": None,
        "added_by": centre.reviewer.account_id,
        "added_at": NOW,
    }
    return CallToAdd(**(values | changes))  # type: ignore[arg-type]
