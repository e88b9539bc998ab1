"""A small centre on a real database: two teams, everybody twice, calls as a test needs them."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from qa.audio import AudioInfo
from qa.model import (
    Channel,
    CriterionResult,
    Direction,
    Evaluation,
    Language,
    Segment,
    Speaker,
    Transcript,
    Verdict,
)
from qa.scorecard import load_scorecard
from qa.scoring import score
from services import calls, evaluations, passwords, processing
from services.calls import FileKind, NewCall, StagedFile
from services.sessions import SignedIn
from storage.accounts import NewAccount
from storage.recordings import RecordingFiles
from storage.records import Account, Call, Role
from storage.sessions import NewSession
from storage.store import Store
from tests.databases import Databases, database_url, databases

__all__ = ["database_url", "databases"]

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WORDS = ("Good morning, this is Sara from the bank.", "My card was stolen, I am worried.")


@dataclass
class Centre:
    """`here` and `there` are two teams; people are found by role and team."""

    store: Store
    files: RecordingFiles
    folder: Path
    here: int
    there: int
    people: dict[tuple[Role, int], Account] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def person(self, role: Role, team_id: int | None = None) -> Account:
        key = (role, team_id or self.here)
        if key not in self.people:
            self.people[key] = self.add_person(role, key[1])
        return self.people[key]

    def add_person(self, role: Role, team_id: int, *, is_demonstration: bool = False) -> Account:
        number = next(self._numbers)
        new = NewAccount(
            username=f"{role.value}{number}",
            name=f"{role.value.title()} {number}",
            role=role,
            language=Language.EN,
            team_ids=() if role is Role.ADMIN else (team_id,),
            is_demonstration=is_demonstration,
        )
        with self.store.transaction() as work:
            return work.accounts.add(new, NOW)

    def sign_in(self, account: Account) -> SignedIn:
        """A session without the work of checking a password."""
        token = secrets.token_urlsafe(32)
        new = NewSession(
            token_sha256=hashlib.sha256(token.encode()).hexdigest(),
            account_id=account.account_id,
            created_at=NOW,
            expires_at=NOW + timedelta(days=7),
            client="a test",
            address="10.0.0.1",
            csrf_token="csrf",
        )
        with self.store.transaction() as work:
            return SignedIn(token, account, work.sessions.add(new))

    @property
    def reviewer(self) -> Account:
        return self.person(Role.REVIEWER)

    @property
    def agent(self) -> Account:
        return self.person(Role.AGENT)

    @property
    def admin(self) -> Account:
        return self.person(Role.ADMIN)

    def new_call(self, agent: Account | None = None, **changes: Any) -> NewCall:
        made = NewCall(
            agent_id=(agent or self.agent).account_id,
            channel=Channel.VOICE,
            direction=Direction.INBOUND,
            happened_at=NOW - timedelta(hours=2),
            transcript=transcript_file(f"call {next(self._numbers)}"),
        )
        return replace(made, **changes)

    def recording_file(self, content: bytes = b"RIFF of one call") -> StagedFile:
        path = self.files.new_incoming()
        path.write_bytes(content)
        return StagedFile(
            kind=FileKind.RECORDING,
            sha256=hashlib.sha256(content).hexdigest(),
            name="call.wav",
            size_bytes=len(content),
            path=path,
            info=AudioInfo("wav", "pcm_s16le", 4.0, 8000, 2, "audio/wav", True),
        )

    def add_call(self, agent: Account | None = None, **changes: Any) -> Call:
        agent = agent or self.agent
        reviewer = self.person(Role.REVIEWER, agent.team_ids[0])
        return calls.import_recording(
            self.store, self.files, reviewer, self.new_call(agent, **changes), NOW
        )

    def add_evaluated(
        self,
        agent: Account | None = None,
        verdicts: Mapping[str, Verdict] | None = None,
        **changes: Any,
    ) -> Call:
        call = self.add_call(agent, **changes)
        processing.complete(
            self.store, call.call_id, transcript(*WORDS), evaluation(verdicts or {}), NOW
        )
        return self.call(call)

    def add_released(self, agent: Account | None = None, **changes: Any) -> Call:
        call = self.add_evaluated(agent, **changes)
        reviewer = self.person(Role.REVIEWER, call.team_id)
        evaluations.release(self.store, reviewer, evaluation_of(call), NOW)
        return self.call(call)

    def call(self, call: Call) -> Call:
        with self.store.reading() as work:
            return work.calls.get(call.call_id)

    def card_of(self, call: Call) -> int:
        with self.store.reading() as work:
            card = work.cards.find_by_evaluation(evaluation_of(call))
        assert card is not None
        return card.card_id

    def audit_acts(self) -> list[str]:
        """The oldest first."""
        with self.store.reading() as work:
            return [entry.act for entry in reversed(work.audit.latest(0, 1000))]


def evaluation_of(call: Call) -> int:
    assert call.evaluation_id is not None
    return call.evaluation_id


def transcript(*texts: str) -> Transcript:
    speakers = (Speaker.AGENT, Speaker.CUSTOMER)
    segments = tuple(
        Segment(number, speakers[number % 2], text) for number, text in enumerate(texts)
    )
    return Transcript(segments, Language.EN)


def transcript_file(content: str) -> StagedFile:
    data = content.encode()
    return StagedFile(
        kind=FileKind.TRANSCRIPT,
        sha256=hashlib.sha256(data).hexdigest(),
        name="call.txt",
        size_bytes=len(data),
        transcript=transcript(*WORDS),
    )


def evaluation(verdicts: Mapping[str, Verdict]) -> Evaluation:
    """The default scorecard, everything met but what `verdicts` says."""
    scorecard = load_scorecard()
    results = tuple(
        CriterionResult(
            criterion, verdicts.get(criterion.criterion_id, Verdict.MET), confidence=0.9
        )
        for criterion in scorecard.criteria
    )
    return Evaluation(scorecard, "test 1", Language.EN, results, score(results))


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """argon2id with hardly any work in it."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    passwords._nobodys_hash.cache_clear()
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    yield
    passwords._nobodys_hash.cache_clear()


def open_centre(database_url: str, folder: Path) -> Centre:
    store = Store(database_url)
    with store.transaction() as work:
        here, there = work.teams.add("Cards").team_id, work.teams.add("Loans").team_id
    files = RecordingFiles(folder / "recordings", folder / "incoming")
    return Centre(store, files, folder, here, there)


@pytest.fixture
def centre(databases: Databases, tmp_path: Path) -> Iterator[Centre]:
    """On SQLite: for what does not depend on the database."""
    opened = open_centre(databases.sqlite(), tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[Centre]:
    """Once on SQLite, once on PostgreSQL."""
    opened = open_centre(database_url, tmp_path)
    yield opened
    opened.store.close()
