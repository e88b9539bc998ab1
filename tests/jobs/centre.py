"""A small centre with calls to process, and the workers that process them."""

import hashlib
import math
import os
import selectors
import signal
import sqlite3
import struct
import subprocess
import sys
import wave
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from dbos import DBOSClient

from qa.model import Channel, Direction, Language
from services import calls
from services.calls import NewCall
from settings import PROJECT
from storage.accounts import NewAccount
from storage.queue import workflow_id
from storage.recordings import RecordingFiles
from storage.records import Account, Call, CallStatus, Role
from storage.store import Store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PATIENCE_S = 60.0
TRANSCRIPT = """Agent: Good morning, thank you for calling Nile Bank, my name is Sara.
Agent: How may I help you?
Customer: My card 4111 1111 1111 1111 was stolen and I am really worried.
Agent: I am sorry to hear that. I will block it for you now.
Customer: Thank you.
Agent: Is there anything else I can help you with? Thank you for calling, goodbye.
"""


@dataclass
class Worker:
    """One process of tests.jobs.held_worker, heard through its output."""

    process: subprocess.Popen[bytes]
    heard: set[str] = field(default_factory=set)
    _waiting: bytes = b""

    def hear(self, line: str) -> None:
        """Wait until it says so."""
        hear_all([self], {line})

    def go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE_S)

    def listen(self) -> None:
        assert self.process.stdout is not None
        heard = os.read(self.process.stdout.fileno(), 65536)
        assert heard, f"the worker ended; it had said {self.heard}"
        *lines, self._waiting = (self._waiting + heard).split(b"\n")
        self.heard |= {line.decode() for line in lines}


def hear_all(workers: Sequence[Worker], lines: set[str]) -> None:
    """Wait until each line was said by one of the workers."""
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            assert worker.process.stdout is not None
            selector.register(worker.process.stdout, selectors.EVENT_READ, worker)
        while missing := lines.difference(*(worker.heard for worker in workers)):
            ready = selector.select(PATIENCE_S)
            assert ready, f"no worker ever said {missing}"
            for key, _ in ready:
                key.data.listen()


def finished(call: Call) -> str:
    """What a worker says when it is through with this attempt at a call."""
    return f"finished {call.call_id}-{call.attempt}"


@dataclass
class Centre:
    """One team, one agent, one reviewer, and a folder of its own."""

    database_url: str
    folder: Path
    store: Store
    files: RecordingFiles
    reviewer: Account
    agent: Account
    workers: list[Worker] = field(default_factory=list)

    def add_recording(self, **tone: float) -> Call:
        return self._add(recording=self._stage_recording(**tone))

    def add_transcript(self, text: str = TRANSCRIPT) -> Call:
        return self._add(transcript=calls.stage_transcript("call.txt", text.encode()))

    def _add(self, **files: calls.StagedFile) -> Call:
        new_call = NewCall(
            agent_id=self.agent.account_id,
            channel=Channel.VOICE,
            direction=Direction.INBOUND,
            happened_at=NOW,
            language=Language.EN,
            **files,
        )
        return calls.import_recording(self.store, self.files, self.reviewer, new_call, NOW)

    def _stage_recording(self, pitch: float = 220.0) -> calls.StagedFile:
        path = self.files.new_incoming()
        write_call(path, pitch)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return calls.stage_recording(path, "call.wav", sha256, Limits())

    def start_worker(self, held_at: str = "", **extra: str) -> Worker:
        worker = Worker(
            subprocess.Popen(
                [sys.executable, "-m", "tests.jobs.held_worker"],
                cwd=PROJECT,
                env=os.environ | self.environment | {"HELD_AT": held_at} | extra,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
        self.workers.append(worker)
        return worker

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "ITQAN_DATA": str(self.folder),
            "ITQAN_DATABASE_URL": self.database_url,
            "DONE_LOG": str(self.folder / "done.log"),
        }

    def done(self, call: Call) -> list[str]:
        """What the workers' slow parts have finished of a call, in order."""
        log = self.folder / "done.log"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        done = [line.split(" ", 1) for line in lines]
        return [what for call_id, what in done if call_id == str(call.call_id)]

    def audit_acts(self, call: Call) -> list[str]:
        with self.store.reading() as work:
            entries = work.audit.latest(0, 1000)
        return [entry.act for entry in entries if call.reference in entry.subject]

    def call(self, call: Call) -> Call:
        with self.store.reading() as work:
            return work.calls.get(call.call_id)

    def freeze(self, worker: Worker) -> None:
        """Stop it where it holds nothing in the database, which others would wait for."""
        worker.signal(signal.SIGSTOP)
        while self._is_held():
            worker.signal(signal.SIGCONT)
            worker.signal(signal.SIGSTOP)

    def _is_held(self) -> bool:
        kind, _, path = self.database_url.partition(":///")
        return _sqlite_is_held(path) if kind == "sqlite" else _postgres_is_held(self.database_url)

    def unfinished(self, added: Sequence[Call]) -> list[Call]:
        return [call for call in added if self.call(call).status is not CallStatus.DONE]

    def stored_by_steps(self, call: Call) -> str:
        """What DBOS keeps of the steps' results, which it pickles."""
        client = DBOSClient(system_database_url=self.database_url)
        try:
            return repr(client.list_workflow_steps(workflow_id(call.call_id, call.attempt)))
        finally:
            client.destroy()

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            for pipe in (worker.process.stdin, worker.process.stdout):
                if pipe:
                    pipe.close()
        self.store.close()


@dataclass(frozen=True)
class Limits:
    max_upload_bytes: int = 100_000_000
    max_audio_s: int = 7200


def _sqlite_is_held(path: str) -> bool:
    with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
    return False


def _postgres_is_held(url: str) -> bool:
    with psycopg.connect(url) as connection:
        held = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        ).fetchone()
    return held != (0,)


def open_centre(database_url: str, folder: Path) -> Centre:
    store = Store(database_url)
    with store.transaction() as work:
        team = work.teams.add("Cards")
        reviewer, agent = [
            work.accounts.add(
                NewAccount(
                    username=role.value,
                    name=role.value.title(),
                    role=role,
                    language=Language.EN,
                    team_ids=(team.team_id,),
                ),
                NOW,
            )
            for role in (Role.REVIEWER, Role.AGENT)
        ]
    files = RecordingFiles(folder / "recordings", folder / "incoming")
    return Centre(database_url, folder, store, files, reviewer, agent)


def write_call(path: Path, pitch: float, seconds: int = 4, rate: int = 8000) -> None:
    """Two people in turn: the agent's tone left, then the customer's right."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(b"".join(_frame(n / rate, seconds, pitch) for n in range(seconds * rate)))


def _frame(at_s: float, seconds: int, pitch: float) -> bytes:
    level = int(8000 * math.sin(2 * math.pi * pitch * at_s))
    return struct.pack("<hh", *((level, 0) if at_s < seconds / 2 else (0, level)))
