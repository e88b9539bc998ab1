"""Recordings: a row per audio content, and the files that lie under their content's SHA-256."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.records import Recording
from storage.tables import CallRow, RecordingRow

_BLOCK = 1024 * 1024


class Recordings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, sha256: str) -> None:
        """Until this transaction ends nobody else adds or drops this content."""
        lock_name(self._session, sha256)

    def put(self, recording: Recording) -> None:
        self._session.merge(
            RecordingRow(
                sha256=recording.sha256,
                size_bytes=recording.size_bytes,
                media_type=recording.media_type,
                duration_s=recording.duration_s,
                channels=recording.channels,
                peaks=[list(lane) for lane in recording.peaks],
                playback=recording.playback,
            )
        )
        self._session.flush()

    def find(self, sha256: str) -> Recording | None:
        row = self._session.get(RecordingRow, sha256)
        return _record(row) if row else None

    def hashes(self) -> tuple[str, ...]:
        """Of all recordings that calls have."""
        return tuple(self._session.scalars(select(RecordingRow.sha256)))

    def drop_if_unused(self, sha256: str) -> bool:
        """True where no call has this recording any more."""
        used = select(CallRow.call_id).where(CallRow.recording_sha256 == sha256).limit(1)
        if self._session.scalar(used) is not None:
            return False
        self._session.execute(delete(RecordingRow).where(RecordingRow.sha256 == sha256))
        return True


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that came in whole and wait for a call."""

    path: Path
    sha256: str
    size_bytes: int


class RecordingFiles:
    """File names are made here from hashes; a person's file name never reaches the disk."""

    def __init__(self, recordings_dir: Path, incoming_dir: Path) -> None:
        self._recordings_dir = recordings_dir
        self._incoming_dir = incoming_dir

    def new_incoming(self) -> Path:
        """A fresh path to write an upload to."""
        self._incoming_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._incoming_dir / secrets.token_hex(16)

    def receive(self, source: BinaryIO) -> Received:
        """Copy a stream to the incoming folder while hashing it."""
        path = self.new_incoming()
        digest, size = hashlib.sha256(), 0
        try:
            with path.open("wb") as target:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    size += len(block)
                    _write_block(target, block)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Received(path, digest.hexdigest(), size)

    def put(self, staged: Path, sha256: str) -> None:
        """Make the content durable under its hash; the staged file stays where it is."""
        target = self.path(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = target.with_name(f"{sha256}.{secrets.token_hex(4)}.part")
        shutil.copyfile(staged, partial)
        _sync(partial)
        partial.replace(target)
        _sync(target.parent)

    def path(self, sha256: str) -> Path:
        return self._folder(sha256) / sha256

    def playback_path(self, sha256: str, playback: str) -> Path:
        """Where the rendition that browsers can play lies, beside the original."""
        return self._folder(sha256) / playback

    def remove(self, sha256: str) -> None:
        """The content and everything made from it."""
        for path in list(self._folder(sha256).glob(f"{sha256}*")):
            path.unlink(missing_ok=True)

    def hashes(self) -> Iterator[str]:
        """The content hashes of all files that lie here."""
        seen = {path.name[:64] for path in self._recordings_dir.glob("*/*")}
        yield from sorted(seen)

    def _folder(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in hexadecimal")
        return self._recordings_dir / sha256[:2]


def _write_block(target: BinaryIO, block: bytes) -> None:
    target.write(block)
    target.flush()  # a full disk is told here, not when the file is closed


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _record(row: RecordingRow) -> Recording:
    return Recording(
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        media_type=row.media_type,
        duration_s=row.duration_s,
        channels=row.channels,
        peaks=tuple(tuple(lane) for lane in row.peaks),
        playback=row.playback,
    )
