"""The centre's command line, in both languages."""

import errno
import math
import struct
import wave
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

import manage
from qa.model import Language
from services import accounts
from storage import recordings
from storage.accounts import Accounts, NewAccount
from storage.records import Call, CallFilter, CallStatus, Role
from storage.store import Store
from tests.services.conftest import NOW, quick_hashes

__all__ = ["quick_hashes"]

SAID = "Agent: Good morning.\nCustomer: My card is 4111 1111 1111 1111.\n"
WHOSE = ["--agent", "Sara", "--channel", "voice", "--direction", "inbound"]
WHEN = ["--date", "2026-11-01"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Path:
    monkeypatch.setenv("ITQAN_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ITQAN_DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Store:
    """With one team and its agent Sara."""
    manage.main(["init", "--username", "Huda", "--name", "Huda Saleh"])
    store = Store(f"sqlite:///{data / 'itqan.db'}")
    with store.transaction() as work:
        team = work.teams.add("Cards")
        new = NewAccount("sara", "Sara", Role.AGENT, Language.EN, (team.team_id,))
        work.accounts.add(new, NOW)
    store.close()
    return store


def test_the_first_admin_signs_in_with_the_password_that_was_printed(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert manage.main(["init", "--username", "Huda", "--name", "هدى صالح"]) == 0
    password = capsys.readouterr().out.splitlines()[0].split(": ")[1]
    store = Store(f"sqlite:///{data / 'itqan.db'}")
    with store.reading() as work:
        now = work.audit.latest(0, 1)[0].at
    signed_in = accounts.sign_in(store, "huda", password, "", "10.0.0.1", now)
    store.close()
    assert signed_in.account.role is Role.ADMIN
    assert signed_in.account.must_change_password


def test_there_is_one_first_admin(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["init", "--username", "another", "--name", "Another"]) == 1
    assert "administrator already" in capsys.readouterr().err


def test_files_of_one_base_name_become_one_call(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "one.wav", tmp_path / "one.txt", tmp_path / "two.txt"]
    _write_tone(files[0])
    files[1].write_text(SAID)
    files[2].write_text(SAID + "Agent: Thank you.\n")
    assert manage.main(["import", *map(str, files), *WHOSE, *WHEN]) == 0
    first, second = _calls(store)
    assert "one.wav: added as call C-00001" in capsys.readouterr().out
    assert (first.recording_sha256 is not None, first.transcript_supplied) == (True, True)
    assert (second.recording_sha256, second.status) == (None, CallStatus.RECEIVED)
    assert first.added_by is None
    assert files[0].exists()
    assert list((tmp_path / "data" / "incoming").iterdir()) == []


def test_each_refused_file_says_why_and_the_others_are_added(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("empty.txt", ""), ("good.txt", SAID), ("not.wav", "no sound")):
        (tmp_path / name).write_text(text)
    names = [str(tmp_path / name) for name in ("empty.txt", "good.txt", "not.wav", "gone.txt")]
    assert manage.main(["--language", "ar", "import", *names, *WHOSE, *WHEN]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert "«empty.txt» فارغ" in printed[0]
    assert printed[1] == "good.txt: أُضيفت المكالمة C-00001"
    assert "not.wav" in printed[2]
    assert printed[3].startswith("gone.txt: لا يوجد ملف")
    assert len(_calls(store)) == 1


def test_two_transcripts_of_one_name_are_not_guessed_about(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.txt", "one.md"):
        (tmp_path / name).write_text(SAID)
    names = [str(tmp_path / name) for name in ("one.txt", "one.md")]
    assert manage.main(["import", *names, *WHOSE, *WHEN]) == 1
    assert _calls(store) == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (["--date", "yesterday"], "“yesterday” is not a date"),
        (["--date", "2026-11-01", "--agent", "nobody"], "no such agent"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    store: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: list[str],
    sentence: str,
) -> None:
    (tmp_path / "one.txt").write_text(SAID)
    assert manage.main(["import", str(tmp_path / "one.txt"), *WHOSE, *changes]) == 1
    assert sentence in capsys.readouterr().err


def test_a_lost_password_is_replaced(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["accounts", "reset", "SARA"]) == 0
    assert "sara: " in capsys.readouterr().out
    assert manage.main(["accounts", "reset", "nobody"]) == 1


def test_the_doctor_finds_no_database_and_makes_none(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert manage.main(["doctor"]) == 1
    assert "the database does not answer" in capsys.readouterr().out
    assert not data.exists()


def test_the_doctor_names_what_is_wrong_and_removes_what_belongs_to_nobody(
    store: Store, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orphan = data / "recordings" / "ab" / ("ab" * 32)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"left behind")
    assert manage.main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert "in order: there is an administrator" in printed
    assert "look at: no worker is running" in printed
    assert "1 recording on the disk" in printed
    assert not orphan.exists()


def _calls(store: Store) -> tuple[Call, ...]:
    with store.reading() as work:
        team = work.teams.all()[0].team_id
        found = work.calls.page([team], CallFilter(), 0, 100)
    store.close()
    return tuple(sorted(found, key=lambda call: call.call_id))


def _write_tone(path: Path) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        levels = (int(8000 * math.sin(n / 5)) for n in range(16_000))
        out.writeframes(b"".join(struct.pack("<hh", level, 0) for level in levels))


def test_a_full_disk_is_said_by_the_files_name_and_leaves_nothing(
    store: Store,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recording = tmp_path / "one.wav"
    _write_tone(recording)
    monkeypatch.setattr(recordings, "_write_block", _full)
    assert manage.main(["import", str(recording), *WHOSE, *WHEN]) == 1
    assert "“one.wav” was not stored" in capsys.readouterr().out
    assert [path for path in (data / "incoming").rglob("*") if path.is_file()] == []


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_a_database_that_does_not_answer_is_said_in_words(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(Accounts, "find_by_username", locked)
    assert manage.main(["accounts", "reset", "Huda"]) == 1
    assert "does not answer" in capsys.readouterr().err
