"""What `manage.py doctor` looks at: people, workers, and files that belong to their calls."""

from dataclasses import dataclass
from datetime import datetime

from services.home import WORKER_ALIVE
from services.importing import drop_unused
from storage.recordings import RecordingFiles
from storage.records import Role
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Condition:
    """`removed` recordings belonged to no call any more, `missing` ones are not on the disk."""

    admins: int
    workers: int
    removed: int
    missing: int


def look_after(store: Store, files: RecordingFiles, now: datetime) -> Condition:
    """Counts, and removes recordings that an interrupted act has left behind."""
    with store.reading() as work:
        admins = work.accounts.count_active(Role.ADMIN)
        workers = work.heartbeats.count_alive(now - WORKER_ALIVE)
        wanted = work.recordings.hashes()
    removed = sum(drop_unused(store, files, sha256) for sha256 in files.hashes())
    missing = sum(not files.path(sha256).is_file() for sha256 in wanted)
    return Condition(admins=admins, workers=workers, removed=removed, missing=missing)
