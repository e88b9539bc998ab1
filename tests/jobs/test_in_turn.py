"""The model that calls share."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest

from jobs.in_turn import InTurn
from qa.model import Language, Speaker
from qa.speech.transcription import Piece, PieceText

PIECE = Piece(0, Speaker.AGENT, Path("channel-0.raw"), 0.0, 1.0, ((0.0, 1.0),))


@dataclass
class Model:
    """In place of Whisper; `meeting` is where two pieces heard at once would meet."""

    name: str = "model"
    closed: Event = field(default_factory=Event)
    meeting: Barrier = field(default_factory=lambda: Barrier(2, timeout=0.2))
    met: bool = False

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        try:
            self.meeting.wait()
            self.met = True
        except BrokenBarrierError:
            self.meeting.reset()
        return PieceText((), Language.EN)

    def close(self) -> None:
        self.closed.set()


def test_two_calls_are_never_heard_at_once() -> None:
    model = Model()
    shared = InTurn(model)
    calls = [Thread(target=shared.transcribe, args=(PIECE, None)) for _ in range(2)]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    assert not model.met


@pytest.mark.parametrize(("idle_s", "closed"), [(0.0, True), (3600.0, False)])
def test_the_model_leaves_memory_when_nobody_has_needed_it_for_a_while(
    idle_s: float, closed: bool
) -> None:
    model = Model()
    InTurn(model, idle_s).transcribe(PIECE, None)
    assert model.closed.wait(5.0 if closed else 0.0) is closed
