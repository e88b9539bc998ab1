"""Both databases for tests that must hold on both: SQLite, and a PostgreSQL of the tests' own."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from storage.migrate import migrate


@dataclass
class Databases:
    """Migrates once for each kind; every test then gets a copy of its own."""

    folder: Path
    _server: Any = None  # pgserver has no types
    _server_folder: str = ""
    _sqlite: Path | None = None
    _postgres: str | None = None

    def sqlite(self) -> str:
        if self._sqlite is None:
            self._sqlite = self.folder / "template.db"
            migrate(f"sqlite:///{self._sqlite}")
        copy = self.folder / f"{uuid4().hex}.db"
        shutil.copyfile(self._sqlite, copy)
        return f"sqlite:///{copy}"

    def postgresql(self) -> str:
        if self._postgres is None:
            self._postgres = self._start_postgres()
            self._create("template", "template0")
            migrate(self._named("template"))
        name = f"t{uuid4().hex}"
        self._create(name, "template")
        return self._named(name)

    def empty_postgresql(self) -> str:
        """Without a single table."""
        self.postgresql()
        name = f"t{uuid4().hex}"
        self._create(name, "template0")
        return self._named(name)

    def stop(self) -> None:
        if self._server is not None:
            self._server.cleanup()
            shutil.rmtree(self._server_folder, ignore_errors=True)

    def _start_postgres(self) -> str:
        # Not below pytest's folder, which pytest closes to others: as root, the server is one.
        self._server_folder = tempfile.mkdtemp(prefix="itqan-pg-")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on a machine without XDG_RUNTIME_DIR
            import pgserver

            server = pgserver.get_server(self._server_folder)  # type: ignore[attr-defined]
        self._server = server
        return str(server.get_uri())

    def _create(self, name: str, template: str) -> None:
        with psycopg.connect(self._postgres or "", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _named(self, name: str) -> str:
        return (self._postgres or "").replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """A migrated, empty database; the test runs once on each kind."""
    return databases.sqlite() if request.param == "sqlite" else databases.postgresql()
