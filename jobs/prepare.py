"""Makes the data folder ready before web and worker start: tables, modules, the demonstration."""

import sys
from datetime import UTC, datetime

from jobs.tools import open_files
from services import modules
from services.evaluations import add_missing_evidence
from settings import Settings, read_settings
from storage.migrate import migrate
from storage.store import Store
from training_modules.catalog import CONTENT, ContentBroken
from training_modules.check import sentence
from words import LANGUAGES, t


def main() -> int:
    settings = read_settings()
    prepare(settings)
    return 0


def prepare(settings: Settings) -> None:
    """Only an empty database gets the demonstration, only changed modules are published; again, it
    changes nothing."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(settings.database_url)
    store = Store(settings.database_url)
    try:
        publish_modules(store, settings)
        add_missing_evidence(store)
        if settings.demonstration:
            from services.demonstration import create  # brings the engine along

            create(store, open_files(settings), now=datetime.now(UTC))
    finally:
        store.close()


def publish_modules(store: Store, settings: Settings) -> None:
    """Broken content is told and changes nothing: what was published before stays in use."""
    try:
        modules.publish_shipped(store, datetime.now(UTC), settings.modules_dir)
    except ContentBroken as broken:
        folder = settings.modules_dir or CONTENT
        for language in LANGUAGES:
            sys.stderr.write(t("content.own_broken", language, folder=folder) + "\n")
            sys.stderr.writelines(f"{sentence(one, language)}\n" for one in broken.faults)


if __name__ == "__main__":
    sys.exit(main())
