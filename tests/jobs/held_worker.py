"""A real worker that says where it is and can be held there; run as a process by the kill tests.

It speaks on its output ("held judging", "finished 1") and goes on when a line comes in.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from jobs import reaper, worker, workflows
from jobs.tools import make_tools
from qa import audio
from qa.model import Language
from qa.transcription import Piece, PieceText
from services import processing
from settings import read_settings
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


def telling(what: str, function: Callable[..., None]) -> Callable[..., None]:
    """Its second argument is the call's id in both that are told of."""

    def wrapped(first: object, call_id: int, *rest: object) -> None:
        function(first, call_id, *rest)
        say(f"{what} {call_id}")

    return wrapped


def main() -> None:
    tools = make_tools(read_settings())
    if TRANSCRIBER != "whisper":
        tools = replace(tools, transcriber=ScriptedTranscriber())
    reaper.MOST_TAKEOVERS = int(os.environ.get("MOST_TAKEOVERS", "5"))
    processing.begin = held("received", processing.begin)
    audio.decode = held("decoding", audio.decode, "decoded")
    processing.complete = held("before commit", processing.complete, "after commit")
    processing.mark_failed = telling("failed", processing.mark_failed)
    workflows.process = telling("finished", workflows.process)
    os._exit(worker.run(tools, QUICK))


if __name__ == "__main__":
    main()
