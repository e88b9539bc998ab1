"""The centre's command line: `python manage.py init | import | demo | modules | …`."""

import argparse
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import manage_modules
from qa.errors import QaError
from qa.model import Channel, Direction, Language
from services import accounts, calls, paths, upkeep
from services.accounts import NewPerson
from services.errors import Invalid, ServiceError
from settings import Settings, read_settings
from storage.database import database_address, journal_mode
from storage.errors import DatabaseAway
from storage.migrate import migrate, why_not_ready
from storage.recordings import RecordingFiles
from storage.records import Role
from storage.store import Store
from words import LANGUAGES, error_sentence, plural, t

LEAST_FREE_GB = 1


@dataclass(frozen=True)
class Centre:
    """What every command works with; `language` is that of the sentences it prints."""

    settings: Settings
    store: Store
    files: RecordingFiles
    language: str
    now: datetime

    def say(self, key: str, **params: object) -> None:
        print(t(f"manage.{key}", self.language, **params))

    def sentence(self, error: ServiceError | QaError) -> str:
        return error_sentence(error.code, self.language, **error.params)


Command = Callable[[Centre, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where everything went well, 1 where something was refused, 2 for a wrong command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language_of(given)
    options = _parser(language).parse_args(given)
    settings = read_settings()
    leaves_database = options.run in (doctor, *manage_modules.WITHOUT_DATABASE)
    if not leaves_database:
        migrate(settings.database_url)
    elif options.run is doctor and (reason := why_not_ready(settings.database_url)):
        sentence = t("manage.doctor_database_bad", language, reason=reason)
        print(t("manage.bad", language, sentence=sentence))
        return 1
    centre = _open(settings, language)
    try:
        run: Command = options.run
        return run(centre, options)
    except (ServiceError, QaError) as error:
        print(centre.sentence(error), file=sys.stderr)
        return 1
    except DatabaseAway:
        print(error_sentence("database_away", language), file=sys.stderr)
        return 1
    finally:
        centre.store.close()


def init(centre: Centre, options: argparse.Namespace) -> int:
    person = NewPerson(options.username, options.name, Role.ADMIN, Language(centre.language))
    account, password = accounts.create_first_admin(centre.store, person, centre.now)
    _hand_over(centre, account.username, password)
    return 0


def import_files(centre: Centre, options: argparse.Namespace) -> int:
    new_call = _described(centre, options)
    paths = [Path(file) for file in options.files]
    added = sum(_add(centre, new_call, pair) for pair in _pairs(centre, paths))
    if added:
        print(plural("manage.imported_count", added, centre.language))
    return 0 if added == len({path.with_suffix("") for path in paths}) else 1


def demo(centre: Centre, _: argparse.Namespace) -> int:
    from services.demonstration import create

    created = create(centre.store, centre.files, centre.now)
    centre.say("demo_done" if created else "demo_not_empty")
    return 0 if created else 1


def reset(centre: Centre, options: argparse.Namespace) -> int:
    name = accounts.fold_username(options.username)
    password = accounts.reset_password_from_console(centre.store, name, centre.now)
    _hand_over(centre, name, password)
    return 0


def doctor(centre: Centre, _: argparse.Namespace) -> int:
    """Looks, and removes recordings that belong to no call; 1 where something needs a person."""
    findings = [*_database_findings(centre), *_disk_findings(centre), *_upkeep_findings(centre)]
    for finding in findings:
        key = "manage.good" if finding.good else "manage.bad"
        print(t(key, centre.language, sentence=finding.sentence))
    return 0 if all(finding.good for finding in findings) else 1


@dataclass(frozen=True)
class Finding:
    good: bool
    sentence: str


def _database_findings(centre: Centre) -> Iterator[Finding]:
    yield Finding(True, t("manage.doctor_database", centre.language))
    if database_address(centre.settings.database_url).get_backend_name() == "sqlite":
        params = {"version": sqlite3.sqlite_version, "mode": journal_mode()}
        yield Finding(True, t("manage.doctor_journal", centre.language, **params))


def _disk_findings(centre: Centre) -> Iterator[Finding]:
    folder = centre.settings.data_dir
    if not os.access(folder, os.W_OK):
        yield Finding(False, t("manage.doctor_folder_bad", centre.language, folder=folder))
        return
    free = shutil.disk_usage(folder).free // 1024**3
    key = "manage.doctor_disk" if free >= LEAST_FREE_GB else "manage.doctor_disk_bad"
    sentence = t(key, centre.language, free=free, folder=folder)
    yield Finding(free >= LEAST_FREE_GB, sentence)


def _upkeep_findings(centre: Centre) -> Iterator[Finding]:
    found = upkeep.look_after(centre.store, centre.files, centre.now)
    yield _either(centre, "doctor_admin", found.admins > 0)
    yield _either(centre, "doctor_worker", found.workers > 0)
    yield _none_of(centre, "doctor_files", found.removed)
    yield _none_of(centre, "doctor_missing", found.missing)


def _either(centre: Centre, key: str, good: bool) -> Finding:
    return Finding(good, t(f"manage.{key}" if good else f"manage.{key}_bad", centre.language))


def _none_of(centre: Centre, key: str, count: int) -> Finding:
    if count == 0:
        return Finding(True, t(f"manage.{key}", centre.language))
    return Finding(False, plural(f"manage.{key}_bad", count, centre.language))


def _described(centre: Centre, options: argparse.Namespace) -> calls.NewCall:
    agent_id = accounts.find_agent_from_console(centre.store, options.agent)
    return calls.NewCall(
        agent_id=agent_id,
        channel=Channel(options.channel),
        direction=Direction(options.direction),
        happened_at=_moment(options.date),
        language=Language(options.call_language) if options.call_language else None,
    )


def _moment(text: str) -> datetime:
    """A day or moment in this machine's own time zone, where none is named."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise Invalid("date_unreadable", date=text) from None


def _pairs(centre: Centre, given: Iterable[Path]) -> Iterator[list[Path]]:
    """A recording and its transcript share their base name."""
    groups: dict[Path, list[Path]] = {}
    for path in given:
        groups.setdefault(path.with_suffix(""), []).append(path)
    for group in groups.values():
        kinds = {paths.is_transcript(path) for path in group}
        if len(kinds) == len(group):
            yield group
        else:
            centre.say("two_of_a_kind", name=group[0].name)


def _add(centre: Centre, new_call: calls.NewCall, pair: list[Path]) -> bool:
    missing = [path for path in pair if not path.is_file()]
    if missing:
        centre.say("file_gone", name=missing[0].name)
        return False
    try:
        with paths.staged(centre.files, pair, centre.settings) as described:
            call = calls.import_from_console(
                centre.store, centre.files, described(new_call), centre.now
            )
    except ServiceError as error:
        centre.say("refused", name=pair[0].name, sentence=centre.sentence(error))
        return False
    except QaError as error:  # its sentence names the file
        print(centre.sentence(error))
        return False
    centre.say("imported", name=pair[0].name, reference=call.reference)
    return True


def _hand_over(centre: Centre, username: str, password: str) -> None:
    centre.say("initial_password", username=username, password=password)
    centre.say("initial_password_note")


def _open(settings: Settings, language: str) -> Centre:
    files = RecordingFiles(settings.recordings_dir, settings.incoming_dir)
    return Centre(settings, Store(settings.database_url), files, language, datetime.now(UTC))


def _language_of(arguments: Sequence[str]) -> str:
    """Asked for, or else the machine's, or else English."""
    asked = argparse.ArgumentParser(add_help=False)
    asked.add_argument("--language", default=os.environ.get("LANG", "")[:2])
    wish = str(asked.parse_known_args(arguments)[0].language)
    return wish if wish in LANGUAGES else "en"


def _parser(language: str) -> argparse.ArgumentParser:
    def words(name: str) -> str:
        return t(f"manage.about_{name}", language)

    parser = argparse.ArgumentParser(prog="manage.py", description=t("manage.about", language))
    parser.add_argument("--language", choices=LANGUAGES, help=words("language"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words(about), description=words(about))
        made.set_defaults(run=run)
        return made

    made = command("init", init, "init")
    made.add_argument("--username", required=True, help=words("username"))
    made.add_argument("--name", required=True, help=words("name"))
    made = command("import", import_files, "import")
    made.add_argument("files", nargs="+", metavar="FILE", help=words("files"))
    made.add_argument("--agent", required=True, help=words("agent"))
    made.add_argument("--channel", required=True, choices=list(Channel), help=words("channel"))
    made.add_argument(
        "--direction", required=True, choices=list(Direction), help=words("direction")
    )
    made.add_argument("--date", required=True, help=words("date"))
    made.add_argument("--call-language", choices=list(Language), help=words("call_language"))
    command("demo", demo, "demo")
    inner = command("accounts", reset, "accounts").add_subparsers(required=True, metavar="ACT")
    made = inner.add_parser("reset", help=words("reset"))
    made.add_argument("username", help=words("username"))
    manage_modules.add_commands(command("modules", manage_modules.list_all, "modules"), language)
    command("doctor", doctor, "doctor")
    return parser


if __name__ == "__main__":
    sys.exit(main())
