"""A real worker that says where it is and can be held there; run as a process by the kill tests.

It speaks on its output ("held judging", "finished 1") and goes on when a line comes in.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from jobs import reaper, worker, workflows
from jobs.tools import Tools, make_tools
from qa import audio
from qa.errors import Param
from qa.model import Language
from qa.transcription import Piece, PieceText
from services import processing
from settings import read_settings
from storage.store import Store
from tests.jobs.script import spoken

Given = ParamSpec("Given")
Result = TypeVar("Result")

QUICK = worker.Pace(beat_s=0.2, look_s=0.3, dead_after_s=1.5)
HELD_AT = os.environ.get("HELD_AT", "")
TRANSCRIBER = os.environ.get("TRANSCRIBER", "scripted")
DONE_LOG = Path(os.environ["DONE_LOG"])


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def hold(place: str) -> None:
    """Stay here until the test says go on, or kills."""
    if place and place == HELD_AT:
        say(f"held {place}")
        if not sys.stdin.readline():
            os._exit(9)


def note(done: str) -> None:
    with DONE_LOG.open("a", encoding="utf-8") as log:
        log.write(done + "\n")


def held(
    before: str, function: Callable[Given, Result], after: str = ""
) -> Callable[Given, Result]:
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        hold(before)
        result = function(*args, **kwargs)
        note(function.__name__)
        hold(after)
        return result

    return wrapped


class ScriptedTranscriber:
    """In place of Whisper, which is slow and random: the same words for the same piece."""

    name = "scripted"

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:  # noqa: ARG002 - the protocol's
        hold(f"transcribing {piece.channel}")
        if TRANSCRIBER == "deadly":
            os._exit(137)
        if TRANSCRIBER == "broken":
            raise ZeroDivisionError
        note(f"heard {piece.channel}")
        return spoken(piece)


def mark_failed(
    store: Store, call_id: int, code: str, params: Mapping[str, Param], now: datetime
) -> None:
    real_mark_failed(store, call_id, code, params, now)
    say(f"failed {call_id}")


def process(tools: Tools, call_id: int, attempt: int) -> None:
    real_process(tools, call_id, attempt)
    say(f"finished {call_id}-{attempt}")


real_process, real_mark_failed = workflows.process, processing.mark_failed


def main() -> None:
    tools = make_tools(read_settings())
    if TRANSCRIBER != "whisper":
        tools = replace(tools, transcriber=ScriptedTranscriber())
    reaper.MOST_TAKEOVERS = int(os.environ.get("MOST_TAKEOVERS", "5"))
    processing.begin = held("received", processing.begin)
    audio.decode = held("decoding", audio.decode, "decoded")
    processing.complete = held("before commit", processing.complete, "after commit")
    processing.mark_failed = mark_failed
    workflows.process = process
    os._exit(worker.run(tools, QUICK))


if __name__ == "__main__":
    main()
