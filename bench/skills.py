"""How soon a supervisor's matrix is worked out over a large centre's evidence."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert

from qa.model import Language
from services import modules, proposals, skills
from storage.accounts import NewAccount
from storage.evidence import NewEvidence, _values
from storage.learning_tables import SkillEvidenceRow
from storage.migrate import migrate
from storage.records import Account, Role
from storage.store import Store
from training_modules.skills import WEIGHTS

AGENTS, PIECES, DAYS = 200, 200_000, 180
SKILLS = (
    "communication", "patience", "empathy", "writing", "courtesy", "verification",
    "listening", "closing",  # as a centre's own scorecard may name them
)  # fmt: skip
CRITERIA_EACH = 2
RUNS = 9
TARGET_MS = 300


def measure() -> dict[str, Any]:
    """Milliseconds of the service from the database's pages to levels; SQLite, one process."""
    with tempfile.TemporaryDirectory() as data:
        url = f"sqlite:///{Path(data) / 'itqan.db'}"
        migrate(url)
        store = Store(url)
        now = datetime.now(UTC)
        modules.publish_shipped(store, now)
        supervisor, agents = _people(store, now)
        _add_evidence(url, agents, now)
        first = agents[0].account_id
        taken = {
            "matrix_ms": _median_ms(lambda: skills.matrix(store, supervisor, None, now)),
            "proposals_ms": _median_ms(
                lambda: proposals.list_proposals(store, supervisor, None, now)
            ),
            "cell_ms": _median_ms(lambda: skills.cell(store, supervisor, first, "empathy", now)),
            "agent_page_ms": _median_ms(
                lambda: skills.open_agent_page(store, supervisor, first, now)
            ),
        }
        store.close()
    return {
        "agents": AGENTS,
        "skills": len(SKILLS),
        "pieces": PIECES,
        "target_ms": TARGET_MS,
    } | taken


def _people(store: Store, now: datetime) -> tuple[Account, list[Account]]:
    with store.transaction() as work:
        team = work.teams.add("Bench").team_id
        supervisor = work.accounts.add(_person("supervisor", Role.SUPERVISOR, team), now)
        agents = [
            work.accounts.add(_person(f"agent-{number}", Role.AGENT, team), now)
            for number in range(AGENTS)
        ]
    return supervisor, agents


def _person(name: str, role: Role, team_id: int) -> NewAccount:
    return NewAccount(
        username=name, name=name, role=role, language=Language.EN, team_ids=(team_id,)
    )


def _add_evidence(url: str, agents: list[Account], now: datetime) -> None:
    """Four in five from calls; spread over half a year, in the order in which it was shown."""
    chance = random.Random(1)
    engine = create_engine(url)
    with engine.begin() as connection:
        rows = [_values(piece) for piece in _pieces(agents, chance, now)]
        for first in range(0, len(rows), 10_000):
            connection.execute(insert(SkillEvidenceRow), rows[first : first + 10_000])
    engine.dispose()


def _pieces(agents: list[Account], chance: random.Random, now: datetime) -> Iterator[NewEvidence]:
    for number in range(PIECES):
        age = timedelta(days=DAYS * (1 - number / PIECES))
        skill = chance.choice(SKILLS)
        is_call = chance.random() < 0.8
        yield NewEvidence(
            agent_id=chance.choice(agents).account_id,
            skill_id=skill,
            kind="call" if is_call else "quiz",
            value=float(chance.random() < 0.8),
            weight=WEIGHTS["call" if is_call else "quiz"],
            shown_at=now - age,
            source=f"bench:{number}",
            criterion_id=f"{skill}-{chance.randrange(CRITERIA_EACH)}" if is_call else "",
            detail={"call_id": number, "title": {"ar": skill, "en": skill}},
        )


def _median_ms(act: Callable[[], object]) -> int:
    times = []
    for _ in range(RUNS):
        since = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - since))
    return round(statistics.median(times))
