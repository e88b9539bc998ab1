"""openai-whisper as a Transcriber: its own process, loaded once, limited in memory and time."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from children.child import Child, ChildDied, ChildLimits, ChildOverTime
from qa.errors import ModelUnavailable, TranscriptionFailed
from qa.model import Language, Segment
from qa.speech.transcription import Piece, PieceText
from qa.times import clock

GIGABYTE = 1024**3
BARE_BYTES = 4 * GIGABYTE  # address space of torch and numba with room to work; mostly unused
# address space of torch and numba with room to work; little of it is used
SIZE_BYTES = {  # of the published files; half precision, so the weights in memory take twice this
    "tiny": 76_000_000,
    "base": 146_000_000,
    "small": 484_000_000,
    "medium": 1_529_000_000,
    "turbo": 1_618_000_000,
    "large": 3_088_000_000,
}
COPIES = 6  # the file, its tensors and the model's own weights stand side by side while it loads
# Whisper's own ladder: a piece that comes out poor is tried again less strictly.
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)

OnNews = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class WhisperOptions:
    """`model` is a size by name or the path of a checkpoint; times in seconds.

    `load_wall_s` counts from the last news of a download. `sample_len` caps a window's tokens.
    """

    model: str
    models_dir: Path
    memory_bytes: int | None = None
    load_wall_s: float = 180.0
    piece_wall_s: float = 1800.0
    threads: int = os.cpu_count() or 1
    temperatures: tuple[float, ...] = TEMPERATURES
    sample_len: int | None = None


class WhisperTranscriber:
    """Starts its child when the first piece comes; use it in a `with` block, one piece at a time.

    `on_news` hears {"fetched", "total"} in bytes while a model is being fetched.
    """

    def __init__(self, options: WhisperOptions, on_news: OnNews | None = None) -> None:
        self._options = options
        self._on_news = on_news
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        return f"openai-whisper {self._model_name}"

    @property
    def pid(self) -> int | None:
        """The child's process, None while there is none."""
        return self._child.pid if self._child else None

    def load(self) -> None:
        """Have the model in memory; ModelUnavailable where it cannot be had."""
        if self._child and self._child.is_running:
            return
        self.close()
        self._child = Child(
            "qa.speech.whisper_child", ChildLimits(memory_bytes=self._memory_bytes())
        )
        try:
            answer = self._child.ask(self._load_request(), self._options.load_wall_s, self._on_news)
        except ChildOverTime as error:
            raise self._unavailable({"failed": "model_unavailable"}) from error
        except ChildDied as error:
            # A library that gets no memory ends the process, often before it can say so.
            raise self._unavailable({"failed": "out_of_memory"}) from error
        if "failed" in answer:
            raise self._unavailable(answer)

    def transcribe(self, piece: Piece, language: Language | None) -> PieceText:
        """The piece's words; TranscriptionFailed when the child dies, is too slow or too large."""
        self.load()
        assert self._child is not None  # noqa: S101 - load() has just started it
        try:
            answer = self._child.ask(
                self._piece_request(piece, language), self._options.piece_wall_s
            )
        except ChildOverTime as error:
            raise self._failed("over_time", piece) from error
        except ChildDied as error:
            raise self._failed("failed", piece) from error
        if "failed" in answer:
            raise self._failed(answer["failed"], piece)
        return _piece_text(piece, answer)

    def close(self) -> None:
        if self._child:
            self._child.kill()
        self._child = None

    @property
    def _model_name(self) -> str:
        """A path is told by its file's name alone."""
        return Path(self._options.model).stem if self._is_path() else self._options.model

    def _is_path(self) -> bool:
        return Path(self._options.model).is_file()

    def _memory_bytes(self) -> int:
        if self._options.memory_bytes:
            return self._options.memory_bytes
        return BARE_BYTES + COPIES * self._file_bytes()

    def _file_bytes(self) -> int:
        model = self._options.model
        if self._is_path():
            return Path(model).stat().st_size
        return SIZE_BYTES.get(model.split(".")[0].split("-")[0], SIZE_BYTES["large"])

    def _load_request(self) -> dict[str, Any]:
        model = self._options.model
        return {
            "act": "load",
            "model": str(Path(model).absolute()) if self._is_path() else model,
            "models_dir": str(self._options.models_dir.absolute()),
            "threads": self._options.threads,
        }

    def _piece_request(self, piece: Piece, language: Language | None) -> dict[str, Any]:
        return {
            "act": "transcribe",
            "path": str(piece.path.absolute()),
            "start_s": piece.start_s,
            "end_s": piece.end_s,
            "voiced": piece.voiced,
            "language": language.value if language else None,
            "temperatures": self._options.temperatures,
            "sample_len": self._options.sample_len,
        }

    def _unavailable(self, answer: dict[str, Any]) -> ModelUnavailable | TranscriptionFailed:
        self.close()
        if answer["failed"] in ("out_of_memory", "failed"):
            return TranscriptionFailed(f"transcription_{answer['failed']}", model=self._model_name)
        how = answer.get("how", str(self._options.models_dir))
        return ModelUnavailable(answer["failed"], model=self._model_name, how=how)

    def _failed(self, why: str, piece: Piece) -> TranscriptionFailed:
        self.close()
        at = clock(piece.start_s)
        return TranscriptionFailed(f"transcription_{why}", model=self._model_name, at=at)


def _piece_text(piece: Piece, answer: dict[str, Any]) -> PieceText:
    segments = tuple(
        Segment(index=index, speaker=piece.speaker, **part)
        for index, part in enumerate(answer["segments"])
    )
    return PieceText(segments, Language(answer["language"]))
