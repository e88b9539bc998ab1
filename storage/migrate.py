"""Bring a database to this version's tables, the app's own and those of the job queue."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import SQLAlchemyError

from storage.database import database_address, open_engine

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database_url: str) -> None:
    """Safe to run again and by several processes at once; makes SQLite's folder where missing."""
    url = database_address(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _migrate_tables(database_url)
    _migrate_queue(url.render_as_string(hide_password=False))


def is_prepared(database_url: str) -> bool:
    """Whether the tables are there at all."""
    engine = open_engine(database_url)
    try:
        return inspect(engine).has_table("accounts")
    finally:
        engine.dispose()


def why_not_ready(database_url: str) -> str | None:
    """What keeps the database from being used; None where nothing does."""
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return type(error).__name__
    finally:
        engine.dispose()
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    return None if found == newest else f"{found} / {newest}"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _migrate_tables(database_url: str) -> None:
    engine = open_engine(database_url)
    try:
        with engine.begin() as connection:
            command.upgrade(alembic_config(connection), "head")
    finally:
        engine.dispose()


def _migrate_queue(database_url: str) -> None:
    from dbos import DBOS  # slow to import, and needed here only

    DBOS.migrate(database_url)
