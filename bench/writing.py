"""How soon a draft has its feedback: judged, checked, kept; and what the child weighs."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from qa.model import Language
from services import modules, spelling, writing
from services.writing import NewDraft
from storage.accounts import NewAccount
from storage.migrate import migrate
from storage.records import Account, Role
from storage.store import Store
from training_modules.model import LanguageCode, Task

LANGUAGES: tuple[LanguageCode, ...] = ("ar", "en")
TARGET_MS = 300
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def measure() -> dict[str, Any]:
    """Milliseconds for every shipped task's model reply, written as a first draft."""
    with tempfile.TemporaryDirectory() as data:
        url = f"sqlite:///{Path(data) / 'itqan.db'}"
        migrate(url)
        store = Store(url)
        modules.publish_shipped(store, NOW)
        agent = _agent(store)
        first_ms = {
            code: _drafted(store, agent, _tasks(store, agent)[0], code) for code in LANGUAGES
        }
        later = {
            code: [_drafted(store, agent, task, code) for task in _tasks(store, agent)[1:]]
            for code in LANGUAGES
        }
        return {
            "drafts": sum(map(len, later.values())),
            "first_use_ms": {code: round(ms) for code, ms in first_ms.items()},
            "median_ms": {code: round(statistics.median(ms)) for code, ms in later.items()},
            "slowest_ms": {code: round(max(ms)) for code, ms in later.items()},
            "target_ms": TARGET_MS,
            "suggestions_ms": {"ar": _timed(lambda: spelling.suggest("معالجتة", "ar")),
                               "en": _timed(lambda: spelling.suggest("recieve", "en"))},
            "spelling_child_mb": _children_mb(),
        }  # fmt: skip


def _agent(store: Store) -> Account:
    with store.transaction() as work:
        team = work.teams.add("Bench").team_id
        new = NewAccount("agent", "Agent", Role.AGENT, Language.EN, (team,))
        return work.accounts.add(new, NOW)


def _tasks(store: Store, agent: Account) -> list[Task]:
    offered = writing.list_offered(store, agent)
    return [one.about for one in offered if isinstance(one.about, Task)]


def _drafted(store: Store, agent: Account, task: Task, language: LanguageCode) -> float:
    draft = NewDraft(1, task.model.of(language))
    return _timed(lambda: writing.begin(store, agent, task.id, language, draft, NOW))


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return round((time.perf_counter() - started) * 1000, 1)


def _children_mb() -> float:
    children = psutil.Process().children()
    return round(sum(child.memory_info().rss for child in children) / 2**20, 1)
