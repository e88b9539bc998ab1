"""Files that were checked and wait for their call; a transcript is masked before it is anywhere."""

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Protocol

from qa.audio import AudioInfo, AudioLimits, probe
from qa.importers import read_transcript
from qa.model import Transcript
from qa.redaction import mask_text, mask_transcript

LONGEST_NAME = 120


class UploadLimits(Protocol):
    """What the centre's settings say about recordings."""

    @property
    def max_upload_bytes(self) -> int: ...

    @property
    def max_audio_s(self) -> int: ...


class FileKind(StrEnum):
    RECORDING = "recording"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A recording has `path` and `info`, a transcript has `transcript`; `name` is masked."""

    kind: FileKind
    sha256: str
    name: str
    size_bytes: int
    path: Path | None = None
    transcript: Transcript | None = None
    info: AudioInfo | None = None


def stage_transcript(name: str, data: bytes) -> StagedFile:
    """Read and mask a transcript in memory; FileRefused says what is wrong with it."""
    shown = shown_name(name)
    return StagedFile(
        kind=FileKind.TRANSCRIPT,
        sha256=hashlib.sha256(data).hexdigest(),
        name=shown,
        size_bytes=len(data),
        transcript=mask_transcript(read_transcript(shown, data)),
    )


def stage_recording(path: Path, name: str, sha256: str, limits: UploadLimits) -> StagedFile:
    """Look at a recording's header; FileRefused says what is wrong with it."""
    shown = shown_name(name)
    info = probe(
        path, shown, AudioLimits(max_bytes=limits.max_upload_bytes, max_s=limits.max_audio_s)
    )
    return StagedFile(
        kind=FileKind.RECORDING,
        sha256=sha256,
        name=shown,
        size_bytes=path.stat().st_size,
        path=path,
        info=info,
    )


def shown_name(name: str) -> str:
    """The last part of a file's name, masked, without control and direction marks."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    masked = mask_text(visible).strip() or "?"
    if len(masked) <= LONGEST_NAME:
        return masked
    suffix = PurePosixPath(masked).suffix[:12]
    return masked[: LONGEST_NAME - len(suffix) - 1] + "…" + suffix
