"""The wiring that screens share: one store and one set of files for the whole web process."""

from functools import cache

from settings import Settings, read_settings
from storage.recordings import RecordingFiles
from storage.store import Store


@cache
def settings() -> Settings:
    return read_settings()


def store() -> Store:
    return _store(settings().database_url)


def files() -> RecordingFiles:
    return RecordingFiles(settings().recordings_dir, settings().incoming_dir)


@cache
def _store(database_url: str) -> Store:
    return Store(database_url)
