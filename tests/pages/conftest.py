"""Pages drawn by Streamlit's own test runner, each entered with a real session row."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qa.model import Language
from services import accounts, sessions, warming
from settings import Settings
from storage.records import Account
from storage.sessions import NewSession
from tests.databases import Databases, databases
from tests.services.conftest import Centre, open_centre
from ui import resources, state

__all__ = ["databases"]


def _draw(page: str) -> None:
    from importlib import import_module

    import_module(f"pages.{page}").render()


@dataclass
class Screen:
    """One page after a run: what can be read on it, and what its components were given."""

    at: AppTest

    @property
    def words(self) -> str:
        """Every text of the page, whichever element draws it."""
        protos = [getattr(node, "proto", None) for node in self.at.main]
        names = ("body", "label", "placeholder", "text")
        own = [getattr(proto, name, "") for proto in protos for name in names]
        given = [json.dumps(data, ensure_ascii=False) for data in self.data]
        return "\n".join([str(text) for text in own if text] + given)

    @property
    def data(self) -> list[dict[str, Any]]:
        protos = [getattr(node, "proto", None) for node in self.at.get("bidi_component")]
        return [json.loads(proto.bytes) for proto in protos if proto and proto.bytes]

    def part(self, key: str) -> dict[str, Any]:
        """What the component with this key was given."""
        node = next(node for node in self.at.get("bidi_component") if node.key == key)
        return dict(json.loads(node.proto.bytes))

    def chooses(self, key: str, value: object) -> "Screen":
        self.at.session_state[key] = value
        self.at.run()
        assert not self.at.exception, self.at.exception
        return self

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the page's lists."""
        return [row for data in self.data for row in data.get("rows", [])]


@dataclass
class Browser:
    """A browser that is signed in, as far as pages can tell."""

    centre: Centre
    patch: pytest.MonkeyPatch
    went_to: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    warmed: set[object] = field(default_factory=set)

    def signs_in(self, account: Account, language: Language = Language.EN) -> "Browser":
        accounts.set_language(self.centre.store, account, language)
        token = secrets.token_urlsafe(16)
        now = datetime.now(UTC)
        with self.centre.store.transaction() as work:
            work.sessions.add(_session(token, account, now))
        self.patch.setattr(state, "current_token", lambda: token)
        return self

    def is_signed_out(self) -> None:
        """The session row ends; the cookie stays where it is."""
        token = state.current_token()
        assert token is not None
        accounts.sign_out(self.centre.store, token, datetime.now(UTC))

    def opens(self, page: str, **query: str) -> Screen:
        at = AppTest.from_function(_draw, args=(page,), default_timeout=30)
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, at.exception
        return Screen(at)

    def presses(self, module: object, name: str, times: int = 1, **triggers: object) -> None:
        """The next runs of this component hear these triggers, as from a person's hand."""
        waiting = [triggers] * times
        real = getattr(module, name)

        def component(**arguments: Any) -> SimpleNamespace:
            heard = real(**arguments)
            pressed = waiting.pop() if waiting else {}
            own = vars(heard) if isinstance(heard, SimpleNamespace) else dict(heard)
            return SimpleNamespace(**{**_silent(arguments), **own, **pressed})

        self.patch.setattr(module, name, component)


def _silent(arguments: dict[str, Any]) -> dict[str, None]:
    """Every trigger the component has, unheard."""
    return {
        name.removeprefix("on_").removesuffix("_change"): None
        for name in arguments
        if name.startswith("on_")
    }


def _session(token: str, account: Account, now: datetime) -> NewSession:
    return NewSession(
        token_sha256=sessions._hashed(token),
        account_id=account.account_id,
        created_at=now,
        expires_at=now + timedelta(hours=1),
        client="Firefox, Linux",
        address="127.0.0.1",
        csrf_token="csrf",
    )


@pytest.fixture
def centre(databases: Databases, tmp_path: Path) -> Centre:
    return open_centre(databases.sqlite(), tmp_path)


@pytest.fixture
def browser(centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    settings = Settings(data_dir=tmp_path, database_url="sqlite://")
    monkeypatch.setattr(resources, "settings", lambda: settings)
    monkeypatch.setattr(resources, "store", lambda: centre.store)
    monkeypatch.setattr(resources, "files", lambda: centre.files)
    made = Browser(centre, monkeypatch)
    monkeypatch.setattr(state, "go_to", lambda name, **chosen: made.went_to.append((name, chosen)))
    monkeypatch.setattr(warming, "warm_up_soon", lambda *loads: made.warmed.update(loads))
    yield made


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)
