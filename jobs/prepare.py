"""Makes the data folder ready before web and worker start: tables, and the demonstration centre."""

import sys
from datetime import UTC, datetime

from jobs.tools import open_files
from services.evaluations import add_missing_evidence
from settings import Settings, read_settings
from storage.migrate import migrate
from storage.store import Store


def main() -> int:
    settings = read_settings()
    prepare(settings)
    return 0


def prepare(settings: Settings) -> None:
    """Only an empty database gets the demonstration; again, it changes nothing."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(settings.database_url)
    add_missing_evidence(Store(settings.database_url))
    if settings.demonstration:
        from services.demonstration import create  # brings the engine along

        create(Store(settings.database_url), open_files(settings), now=datetime.now(UTC))


if __name__ == "__main__":
    sys.exit(main())
