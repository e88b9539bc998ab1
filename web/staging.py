"""Uploads that wait for their call: each kept an hour, for the account that sent it.

Recordings lie in a folder under names of ours; transcripts, masked, only in memory. Used from the
event loop alone, so it needs no lock.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qa.errors import FileRefused
from services.calls import StagedFile

KEEP = timedelta(hours=1)
MOST_PER_ACCOUNT = 100  # waiting
MOST_AT_ONCE = 8  # on their way, per account
LEAST_FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Upload:
    upload_id: str
    account_id: int
    staged: StagedFile
    at: datetime


class Staging:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, Upload] = {}
        self._on_their_way: dict[int, int] = {}

    def prepare(self) -> None:
        """Empty the folder: what an earlier process left there belongs to nobody."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)

    @contextmanager
    def receiving(self, account_id: int, name: str) -> Iterator[Path]:
        """A place for the bytes; whatever is still there and not kept afterwards is removed."""
        self._refuse_when_full(account_id, name)
        path = self._folder / secrets.token_hex(16)
        self._on_their_way[account_id] = self._on_their_way.get(account_id, 0) + 1
        try:
            yield path
        finally:
            self._on_their_way[account_id] -= 1
            if not any(upload.staged.path == path for upload in self._waiting.values()):
                path.unlink(missing_ok=True)

    def keep(self, account_id: int, staged: StagedFile, now: datetime) -> Upload:
        upload = Upload(secrets.token_urlsafe(18), account_id, staged, now)
        self._waiting[upload.upload_id] = upload
        return upload

    def claim_all(self, account_id: int, upload_ids: list[str]) -> tuple[Upload, ...] | None:
        """Take these out for their call; None where one is another's, gone or being claimed."""
        uploads = [self._waiting.get(upload_id) for upload_id in upload_ids]
        own = tuple(upload for upload in uploads if upload and upload.account_id == account_id)
        if len(own) != len(set(upload_ids)):
            return None
        for upload in own:
            del self._waiting[upload.upload_id]
        return own

    @contextmanager
    def using(self, uploads: tuple[Upload, ...]) -> Iterator[None]:
        """Removed when the block is through; where it fails they wait on, and need no sending."""
        try:
            yield
        except BaseException:
            self._waiting |= {upload.upload_id: upload for upload in uploads}
            raise
        self.discard(uploads)

    def discard(self, uploads: tuple[Upload, ...]) -> None:
        for upload in uploads:
            if upload.staged.path is not None:
                upload.staged.path.unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Forget what nobody made a call of."""
        late = tuple(upload for upload in self._waiting.values() if now - upload.at > KEEP)
        self.discard(late)
        for upload in late:
            del self._waiting[upload.upload_id]

    def _refuse_when_full(self, account_id: int, name: str) -> None:
        waiting = sum(upload.account_id == account_id for upload in self._waiting.values())
        on_their_way = self._on_their_way.get(account_id, 0)
        if waiting + on_their_way >= MOST_PER_ACCOUNT or on_their_way >= MOST_AT_ONCE:
            raise FileRefused("upload_too_many", name=name)
        if shutil.disk_usage(self._folder).free < LEAST_FREE_BYTES:
            raise FileRefused("disk_full", name=name)
