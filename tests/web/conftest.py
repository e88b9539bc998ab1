"""A small centre with a real database, and browsers that are signed in to it."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from qa.model import Language
from settings import Settings
from storage.accounts import NewAccount, Password
from storage.recordings import RecordingFiles
from storage.records import Account, Role
from storage.sessions import NewSession
from storage.store import Store
from tests.databases import Databases, databases
from web.gate import Gate
from web.routing import routes
from web.session import COOKIE, CSRF_HEADER
from web.staging import Staging

__all__ = ["databases"]

HOST = "http://127.0.0.1:8501"


@dataclass
class Centre:
    """Two teams; `here` and `there` are their ids."""

    settings: Settings
    store: Store
    files: RecordingFiles
    staging: Staging
    here: int
    there: int
    clients: list[TestClient] = field(default_factory=list)

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.store.close()

    @property
    def app(self) -> Starlette:
        ours = routes(self.store, self.files, self.settings, self.staging)
        pages = [Route("/{path:path}", _page), WebSocketRoute("/_stcore/stream", _socket)]
        gate = Middleware(Gate, store=self.store, settings=self.settings)
        return Starlette(routes=[*ours, *pages], middleware=[gate])

    def account(
        self,
        role: Role,
        team_id: int | None = None,
        *,
        language: Language = Language.EN,
        must_change: bool = False,
    ) -> Account:
        teams = () if role is Role.ADMIN else (team_id or self.here,)
        new = NewAccount(
            username=secrets.token_hex(6),
            name="Huda Al Mansouri",
            role=role,
            language=language,
            team_ids=teams,
            password=Password("never matched", must_change=must_change),
        )
        with self.store.transaction() as work:
            return work.accounts.add(new, datetime.now(UTC))

    def visitor(self, address: str = "127.0.0.1", host: str = HOST) -> TestClient:
        client = TestClient(
            self.app, base_url=host, client=(address, 50_000), follow_redirects=False
        )
        client.headers["accept-language"] = "en"
        self.clients.append(client)
        return client

    def browser(self, account: Account) -> TestClient:
        """A browser with this person's session, which sends the CSRF token with everything."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        new = NewSession(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            account_id=account.account_id,
            created_at=now,
            expires_at=now + timedelta(days=1),
            client="a test",
            address="127.0.0.1",
            csrf_token=csrf,
        )
        with self.store.transaction() as work:
            work.sessions.add(new)
        client = self.visitor()
        client.cookies.set(COOKIE, token)
        client.headers[CSRF_HEADER] = csrf
        return client

    def with_settings(self, **changes: object) -> "Centre":
        return replace(self, settings=replace(self.settings, **changes))  # type: ignore[arg-type]


@pytest.fixture
def centre(databases: Databases, tmp_path: Path) -> Iterator[Centre]:
    made = open_centre(databases, tmp_path)
    made.staging.prepare()
    yield made
    made.close()


def open_centre(databases: Databases, folder: Path) -> Centre:
    settings = Settings(data_dir=folder, database_url=databases.sqlite())
    store = Store(settings.database_url)
    with store.transaction() as work:
        here, there = work.teams.add("North").team_id, work.teams.add("South").team_id
    files = RecordingFiles(settings.recordings_dir, settings.incoming_dir)
    staging = Staging(settings.incoming_dir / "web")
    return Centre(settings, store, files, staging, here, there)


async def _page(request: Request) -> PlainTextResponse:
    """Stands where Streamlit's pages do."""
    return PlainTextResponse(f"page {request.url.path}")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()
