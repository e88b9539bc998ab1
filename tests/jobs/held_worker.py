"""A real worker that says where it is and can be held there; run as a process by the kill tests.

It speaks on its output ("held judging", "finished 1") and goes on when a line comes in.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jobs import reaper, worker, workflows
from jobs.tools import Tools, make_tools
from qa import audio
from qa.audio import AudioLimits, DecodedAudio
from qa.errors import Param
from qa.model import Evaluation, Language, Transcript
from qa.speech.transcription import Piece, PieceText, Transcriber
from qa.speech.whisper_engine import WhisperOptions, WhisperTranscriber
from services import processing
from settings import Settings, read_settings
from storage.store import Store
from tests.jobs.script import spoken

QUICK = worker.Pace(beat_s=0.2, look_s=0.3, dead_after_s=1.5)
HELD_AT = os.environ.get("HELD_AT", "")
HELD_CALL = int(os.environ.get("HELD_CALL", "0"))
TRANSCRIBER = os.environ.get("TRANSCRIBER", "scripted")
DONE_LOG = Path(os.environ["DONE_LOG"])


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def hold(place: str, call_id: int) -> None:
    """Stay here until the test says go on, or kills."""
    if place == HELD_AT and HELD_CALL in (0, call_id):
        say(f"held {place}")
        if not sys.stdin.readline():
            os._exit(9)


def note(call_id: int, done: str) -> None:
    with DONE_LOG.open("a", encoding="utf-8") as log:
        log.write(f"{call_id} {done}\n")


def call_of(folder: Path) -> int:
    """Decoded audio lies under its call's id and attempt."""
    return int(folder.name.split("-")[0])


@dataclass(frozen=True)
class Held:
    """A transcriber that can be held before each piece, or do harm."""

    transcriber: Transcriber

    @property
    def name(self) -> str:
        return self.transcriber.name

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        call_id = call_of(piece.path.parent)
        hold(f"transcribing {piece.channel}", call_id)
        if TRANSCRIBER == "deadly":
            os._exit(137)
        if TRANSCRIBER == "broken":
            raise ZeroDivisionError
        text = self.transcriber.transcribe(piece, language)
        note(call_id, f"heard {piece.channel}")
        return text


class Scripted:
    """In place of Whisper, which is slow and random: the same words for the same piece."""

    name = "scripted"

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        return spoken(piece)


def transcriber(settings: Settings) -> Transcriber:
    if TRANSCRIBER != "whisper":
        return Scripted()
    options = WhisperOptions(settings.whisper_model, settings.models_dir)
    return WhisperTranscriber(replace(options, temperatures=(0.0,), sample_len=8, threads=1))


def begin(store: Store, call_id: int) -> processing.CallToProcess | None:
    hold("received", call_id)
    return real_begin(store, call_id)


def decode(path: Path, name: str, into: Path, limits: AudioLimits) -> DecodedAudio:
    hold("decoding", call_of(into))
    decoded = real_decode(path, name, into, limits)
    note(call_of(into), "decoded")
    hold("decoded", call_of(into))
    return decoded


def complete(
    store: Store, call_id: int, transcript: Transcript, evaluation: Evaluation, now: datetime
) -> bool:
    hold("before commit", call_id)
    completed = real_complete(store, call_id, transcript, evaluation, now)
    hold("after commit", call_id)
    return completed


def mark_failed(
    store: Store, call_id: int, code: str, params: Mapping[str, Param], now: datetime
) -> None:
    real_mark_failed(store, call_id, code, params, now)
    say(f"failed {call_id}")


def process(tools: Tools, call_id: int, attempt: int) -> None:
    real_process(tools, call_id, attempt)
    say(f"finished {call_id}-{attempt}")


real_begin, real_complete = processing.begin, processing.complete
real_decode, real_process = audio.decode, workflows.process
real_mark_failed = processing.mark_failed


def main() -> None:
    settings = read_settings()
    tools = replace(make_tools(settings), transcriber=Held(transcriber(settings)))
    reaper.MOST_TAKEOVERS = int(os.environ.get("MOST_TAKEOVERS", "5"))
    processing.begin, processing.complete = begin, complete
    processing.mark_failed = mark_failed
    audio.decode, workflows.process = decode, process
    os._exit(worker.run(tools, QUICK))


if __name__ == "__main__":
    main()
