"""How a database is opened: one URL, SQLite or PostgreSQL, and what each needs to keep its word."""

import json
import sqlite3

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 30_000
# A machine that freezes inside a transaction would hold its rows, and the reaper, for ever.
IDLE_IN_TRANSACTION = "-c idle_in_transaction_session_timeout=30000"
READING = {"itqan_reading": True}


def open_engine(database_url: str) -> Engine:
    """An engine of the app's own; DBOS opens another one from the same URL.

    Its errors go to logs, so they never tell the values: words of calls, hashes, tokens.
    """
    url = database_address(database_url)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    return create_engine(
        url,
        json_serializer=_to_json,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": IDLE_IN_TRANSACTION},
    )


def database_address(database_url: str) -> URL:
    """The URL with its driver named: plain `postgresql://` means psycopg 3."""
    url = make_url(database_url)
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    return url


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """WAL only where SQLite no longer loses commits in it (fixed in 3.51.3, 3.50.7, 3.44.6)."""
    fixed = version >= (3, 51, 3) or _patched(version, (3, 50, 7)) or _patched(version, (3, 44, 6))
    return "WAL" if fixed else "DELETE"


def lock_name(session: Session, name: str) -> None:
    """Until its transaction ends nobody else gets past here with this name; SQLite's writers
    are alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        held = func.pg_advisory_xact_lock(func.hashtextextended(name, 0))
        session.execute(select(held))


def _patched(version: tuple[int, int, int], patch: tuple[int, int, int]) -> bool:
    return version[:2] == patch[:2] and version >= patch


def _open_sqlite(url: URL) -> Engine:
    engine = create_engine(url, json_serializer=_to_json, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # None: sqlite3 opens no transaction of its own, _begin_sqlite does.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        f"journal_mode = {journal_mode()}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: a plain BEGIN that reads and then writes gets "locked"."""
    reading = connection.get_execution_options().get("itqan_reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _to_json(value: object) -> str:
    """Arabic as itself; a lone surrogate, which no database takes, as '?'."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
