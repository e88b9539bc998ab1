"""How a database is opened."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError

from storage.database import database_address, journal_mode, open_engine
from storage.tables import UtcDateTime


@pytest.mark.parametrize(
    "version", [(3, 51, 3), (3, 52, 0), (4, 0, 0), (3, 50, 7), (3, 50, 9), (3, 44, 6)]
)
def test_a_fixed_sqlite_writes_ahead(version: tuple[int, int, int]) -> None:
    assert journal_mode(version) == "WAL"


@pytest.mark.parametrize(
    "version", [(3, 40, 1), (3, 44, 5), (3, 45, 9), (3, 49, 1), (3, 50, 6), (3, 51, 0), (3, 51, 2)]
)
def test_an_sqlite_that_can_lose_commits_keeps_a_rollback_journal(
    version: tuple[int, int, int],
) -> None:
    assert journal_mode(version) == "DELETE"


def test_a_connection_keeps_every_commit_and_every_reference(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    full = 2
    assert found == {
        "journal_mode": journal_mode().lower(),
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


@pytest.mark.parametrize("url", ["postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_a_plain_postgresql_url_means_psycopg_3(url: str) -> None:
    assert database_address(url).drivername == "postgresql+psycopg"


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(
            datetime(2026, 1, 1), make_url("sqlite://").get_dialect()()
        )


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_a_time_goes_in_as_utc(name: str) -> None:
    dialect = make_url(f"{name}://").get_dialect()()
    in_riyadh = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))
    stored = UtcDateTime().process_bind_param(in_riyadh, dialect)
    assert stored is not None
    assert stored.replace(tzinfo=UTC) == in_riyadh


def test_what_goes_into_the_database_is_not_told_in_its_errors(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection, pytest.raises(OperationalError) as refused:
        connection.execute(text("INSERT INTO nothing VALUES (:said)"), {"said": "a secret"})
    engine.dispose()
    assert "a secret" not in str(refused.value)
