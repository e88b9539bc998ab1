"""How soon the server answers learners' clicks: many at once, over a large history of attempts."""

import asyncio
import json
import random
import secrets
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, insert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.web import _serving, _wait_for_health
from qa.model import Language
from services import modules, quizzes, sessions
from storage.accounts import NewAccount
from storage.learning_tables import AnswerRow, AttemptRow
from storage.records import Account, Role
from storage.sessions import NewSession
from storage.store import Store
from training_modules.model import Module

LEARNERS, ATTEMPTS, ANSWERS_EACH = 25, 100_000, 3
CLICKS_EACH = 12
THINKS_S = (2.0, 6.0)  # between two clicks of one learner
TARGET_MS = 150
DAYS = 180


def measure() -> dict[str, Any]:
    """Milliseconds from a click's message to the end of the page's answer, over a websocket."""
    with tempfile.TemporaryDirectory() as data, _serving(Path(data)) as (_, address, since):
        _wait_for_health(address, since)
        store = Store(f"sqlite:///{Path(data) / 'itqan.db'}")
        learners = _fill(store)
        pages = _pages(store)
        taken = asyncio.run(_all_learners(address.replace("http", "ws"), learners, pages))
    every = [ms for times in taken.values() for ms in times]
    return {
        "learners": LEARNERS,
        "stored_attempts": ATTEMPTS,
        "clicks": len(every),
        "median_ms": round(statistics.median(every)),
        "target_ms": TARGET_MS,
        "p90_ms": round(statistics.quantiles(every, n=10)[-1]),
        "median_ms_by_page": {
            page: round(statistics.median(times)) for page, times in sorted(taken.items())
        },
    }


@dataclass(frozen=True, slots=True)
class Learner:
    """A live session, and the quiz this person is in."""

    token: str
    attempt_id: int


def _fill(store: Store) -> list[Learner]:
    """The learners with a live session each, and the attempts, spread over half a year."""
    now = datetime.now(UTC)
    with store.transaction() as work:
        team = next(iter(work.teams.all())).team_id
        came_at = now - timedelta(days=DAYS)
        people = [work.accounts.add(_learner(i, team), came_at) for i in range(LEARNERS)]
        tokens = [_sign_in(work, person, now) for person in people]
    published = modules.published(store)
    _add_attempts(create_engine(store.database_url), people, list(published.values()), now)
    running = [
        quizzes.start_quiz(store, person, next(iter(published)), "certify", now)
        for person in people
    ]
    return [Learner(*both) for both in zip(tokens, running, strict=True)]


def _learner(number: int, team: int) -> NewAccount:
    return NewAccount(
        username=f"learner-{number}",
        name=f"Learner {number}",
        role=Role.AGENT,
        language=list(Language)[number % 2],
        team_ids=(team,),
    )


def _sign_in(work: Any, person: Account, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    work.sessions.add(
        NewSession(
            token_sha256=sessions._hashed(token),
            account_id=person.account_id,
            created_at=now,
            expires_at=now + timedelta(hours=2),
            client="bench",
            address="127.0.0.1",
            csrf_token="bench",
        )
    )
    return token


def _add_attempts(
    engine: Engine, people: list[Account], published: list[Module], now: datetime
) -> None:
    chance = random.Random(1)
    with engine.begin() as connection:
        for first in range(0, ATTEMPTS, 5_000):
            numbers = range(first + 1_000_000, first + 1_005_000)
            attempts = [_attempt(n, chance, people, published, now) for n in numbers]
            connection.execute(insert(AttemptRow), attempts)
            connection.execute(
                insert(AnswerRow),
                [row for attempt in attempts for row in _answers(attempt, chance)],
            )
    engine.dispose()


def _attempt(
    number: int,
    chance: random.Random,
    people: list[Account],
    published: list[Module],
    now: datetime,
) -> dict[str, Any]:
    module = chance.choice(published)
    at = now - timedelta(days=chance.uniform(1, DAYS))
    return {
        "attempt_id": number,
        "agent_id": chance.choice(people).account_id,
        "module_id": module.module_id,
        "module_version": module.version,
        "mode": chance.choice(["learn", "practise", "practise"]),
        "language": "ar",
        "seed": number,
        "started_at": at,
        "submitted_at": at + timedelta(minutes=9),
        "score": chance.uniform(40, 100),
        "passed": None,
        "drawn": [question.id for question in chance.sample(module.questions, 10)],
    }


def _answers(attempt: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "attempt_id": attempt["attempt_id"],
            "position": position,
            "question_id": attempt["drawn"][position],
            "question_version": attempt["module_version"],
            "share": float(chance.random() < 0.7),
            "milliseconds": chance.randrange(4_000, 60_000),
            "answered_at": attempt["started_at"],
            "language": "ar",
            "answer": {},
        }
        for position in range(ANSWERS_EACH)
    ]


def _pages(store: Store) -> list[tuple[str, str]]:
    """Every page a learner clicks through, by its address and what is chosen on it."""
    module = next(iter(modules.published(store).values()))
    return [
        ("", ""),
        ("path", ""),
        ("learning", ""),
        ("learning", f"module={module.module_id}"),
        ("learning", f"module={module.module_id}&lesson={module.lessons[0].id}"),
        ("review", ""),
        ("writing", ""),
        ("scenario", f"scenario={module.scenarios[0].id}"),
        ("my-skills", ""),
        ("certificates", ""),
    ]


async def _all_learners(
    address: str, learners: list[Learner], pages: list[tuple[str, str]]
) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = defaultdict(list)
    async with asyncio.TaskGroup() as group:
        for number, learner in enumerate(learners):
            own = [*pages, ("quiz", f"attempt={learner.attempt_id}")]
            group.create_task(_learn(address, learner.token, own, random.Random(number), taken))
    return taken


async def _learn(
    address: str,
    token: str,
    pages: list[tuple[str, str]],
    chance: random.Random,
    taken: dict[str, list[float]],
) -> None:
    headers = {"Cookie": f"itqan_session={token}", "Origin": address.replace("ws", "http", 1)}
    async with connect(
        f"{address}/_stcore/stream",
        additional_headers=headers,
        subprotocols=["streamlit"],  # type: ignore[list-item]  # its own NewType of str
        max_size=None,
    ) as socket:
        await asyncio.sleep(chance.uniform(0, THINKS_S[1]))
        await _click(socket, "", "")  # opening the site is not a click
        for _ in range(CLICKS_EACH):
            await asyncio.sleep(chance.uniform(*THINKS_S))
            page, chosen = chance.choice(pages)
            started = time.perf_counter()
            await _click(socket, page, chosen)
            taken[_named(page, chosen)].append(1000 * (time.perf_counter() - started))


def _named(page: str, chosen: str) -> str:
    """Whose quiz it was makes no difference."""
    names = [part.partition("=")[0] for part in chosen.split("&")]
    return " ".join([page or "today", *names]).strip()


async def _click(socket: ClientConnection, page: str, chosen: str) -> None:
    """Ask for the page and wait until all of it has come; an exception on it ends the bench."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = chosen
    await socket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await socket.recv())
        if message.delta.new_element.HasField("exception"):
            raise RuntimeError(f"{page}: {message.delta.new_element.exception.message}")
        if message.WhichOneof("type") == "script_finished":
            return


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
