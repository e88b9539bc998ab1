"""One model in memory for all calls that are processed at once, and only while it is needed."""

from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Protocol

from qa.model import Language
from qa.speech.transcription import Piece, PieceText, Transcriber

IDLE_S = 300.0


class Loaded(Transcriber, Protocol):
    """A transcriber that holds a model until it is closed, and loads it again when asked."""

    def close(self) -> None: ...


@dataclass(slots=True)
class InTurn:
    """Hears one piece at a time; after `idle_s` without any the model leaves memory."""

    transcriber: Loaded
    idle_s: float = IDLE_S
    _lock: Lock = field(default_factory=Lock)
    _closing: Timer | None = None

    @property
    def name(self) -> str:
        return self.transcriber.name

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        with self._lock:
            if self._closing:
                self._closing.cancel()
            text = self.transcriber.transcribe(piece, language)
            self._closing = Timer(self.idle_s, self._close)
            self._closing.daemon = True
            self._closing.start()
            return text

    def _close(self) -> None:
        with self._lock:
            self.transcriber.close()
