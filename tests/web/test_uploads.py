"""Files come in whole or not at all."""

import errno
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from qa.model import Language
from storage.records import Role
from tests.web.conftest import Centre
from tests.web.sounds import wav
from web import staging as staging_module
from web import uploads as uploads_module
from web.session import CSRF_HEADER

CARD = "4111 1111 1111 1111"
TALK = f"Agent: Good morning, this is Salem.\nCustomer: My card is {CARD}.\n"


def send(
    client: TestClient, name: str, body: bytes | Iterator[bytes], kind: str = "recording"
) -> httpx.Response:
    headers = {"x-file-name": quote(name, safe="")}
    return client.put(f"/api/uploads?kind={kind}", content=body, headers=headers)


def waiting_files(centre: Centre) -> list[Path]:
    return [path for path in centre.settings.data_dir.rglob("*") if path.is_file()]


def test_a_recording_waits_under_a_name_of_ours(centre: Centre) -> None:
    sound = wav()
    answer = send(centre.browser(centre.account(Role.REVIEWER)), "call-17.wav", sound)
    assert answer.status_code == 201
    assert answer.json()["kind"] == "recording"
    assert answer.json()["name"] == "call-17.wav"
    assert answer.json()["size"] == len(sound)
    [path] = waiting_files(centre)
    assert "call" not in path.name
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(sound).digest()


def test_a_transcript_never_touches_the_disk(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = send(browser, "talk.txt", TALK.encode(), "transcript")
    assert answer.status_code == 201
    assert waiting_files(centre) == []


def test_a_waiting_transcript_is_masked(centre: Centre) -> None:
    reviewer = centre.account(Role.REVIEWER)
    answer = send(centre.browser(reviewer), "talk.txt", TALK.encode(), "transcript")
    found = centre.staging.claim_all(reviewer.account_id, [answer.json()["upload_id"]])
    assert found
    assert "1111" not in repr(found)


def test_a_supervisor_may_add_files_too(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.SUPERVISOR))
    assert send(browser, "talk.txt", TALK.encode(), "transcript").status_code == 201


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_who_may_not_add_calls_may_not_add_files(centre: Centre, role: Role) -> None:
    answer = send(centre.browser(centre.account(role)), "call.wav", wav())
    assert answer.status_code == 403
    assert waiting_files(centre) == []


def test_a_file_without_the_csrf_token_is_refused(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    for wrong in ("", "x" * 43):
        browser.headers[CSRF_HEADER] = wrong
        assert send(browser, "call.wav", wav()).status_code == 403
    assert waiting_files(centre) == []


@pytest.mark.parametrize("language", [Language.AR, Language.EN])
@pytest.mark.parametrize(
    ("name", "body", "kind", "status", "code"),
    [
        ("empty.wav", b"", "recording", 422, "file_empty"),
        ("empty.txt", b"", "transcript", 422, "file_empty"),
        ("run.exe", b"MZ", "recording", 415, "file_type_unknown"),
        ("talk.pdf", b"%PDF", "transcript", 415, "file_type_unknown"),
        ("nothing", b"x", "recording", 415, "file_type_unknown"),
        ("text.wav", b"Agent: hello there\n" * 50, "recording", 422, None),
        ("list.mp3", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x.ts\n", "recording", 422, None),
        ("cut.wav", wav()[:30], "recording", 422, None),
        ("talk.json", b"{", "transcript", 422, None),
    ],
)
def test_an_unusable_file_is_refused_by_name_and_leaves_nothing(
    centre: Centre,
    name: str,
    body: bytes,
    kind: str,
    status: int,
    code: str | None,
    language: Language,
) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER, language=language))
    answer = send(browser, name, body, kind)
    assert answer.status_code == status
    assert code is None or answer.json()["code"] == code
    assert name in answer.json()["error"]
    assert "{" not in answer.json()["error"] and "…" not in answer.json()["error"]
    assert waiting_files(centre) == []


def test_a_sentence_is_in_the_accounts_language_not_the_browsers(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER, language=Language.AR))
    answer = send(browser, "empty.wav", b"")
    assert "الملف" in answer.json()["error"] or "ملف" in answer.json()["error"]


def test_too_large_by_its_declared_length_is_refused_before_it_is_read(centre: Centre) -> None:
    small = centre.with_settings(max_upload_bytes=1024 * 1024)
    browser = small.browser(small.account(Role.REVIEWER))
    pulled = []

    def body() -> Iterator[bytes]:
        pulled.append(1)
        yield b"x" * 10

    headers = {"x-file-name": "long.wav", "content-length": str(2 * 1024 * 1024)}
    answer = browser.put("/api/uploads?kind=recording", content=body(), headers=headers)
    assert answer.status_code == 413
    assert "long.wav" in answer.json()["error"]
    assert "…" not in answer.json()["error"]
    assert waiting_files(centre) == []


def test_too_large_without_a_declared_length_is_refused_when_it_shows(centre: Centre) -> None:
    small = centre.with_settings(max_upload_bytes=3 * 1024 * 1024)
    browser = small.browser(small.account(Role.REVIEWER))
    answer = send(browser, "long.wav", (b"x" * 65_536 for _ in range(80)))
    assert answer.status_code == 413
    assert "…" not in answer.json()["error"]
    assert waiting_files(centre) == []


def test_a_transcript_over_five_megabytes_is_refused(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    for body in (b"x" * (5 * 1024 * 1024 + 1), (b"x" * 65_536 for _ in range(81))):
        answer = send(browser, "talk.txt", body, "transcript")
        assert (answer.status_code, answer.json()["code"]) == (413, "transcript_too_large")
        assert "…" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\calls\\x.txt", "x.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("a\0b.txt", "ab.txt"),
        ("call\u202egpj.txt", "callgpj.txt"),
        ("a\r\nset-cookie: x.txt", "aset-cookie: x.txt"),
        ("<img onerror=x>.txt", "<img onerror=x>.txt"),
        (f"{CARD}.txt", "[****].txt"),
        ("مكالمة ١٧.txt", "مكالمة ١٧.txt"),
    ],
)
def test_a_file_name_is_shown_but_never_a_path(centre: Centre, sent: str, shown: str) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = send(browser, sent, TALK.encode(), "transcript")
    assert answer.status_code == 201
    assert answer.json()["name"] == shown


def test_three_hundred_arabic_letters_are_shortened_with_their_ending(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    name = send(browser, "م" * 300 + ".txt", TALK.encode(), "transcript").json()["name"]
    assert len(name) <= 120
    assert name.endswith("….txt")


@pytest.mark.parametrize("name", ["", "   ", "\0", "../"])
def test_a_file_without_a_name_is_refused_in_words(centre: Centre, name: str) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = send(browser, name, wav())
    assert (answer.status_code, answer.json()["code"]) == (415, "file_type_unknown")


def test_a_connection_that_breaks_leaves_nothing(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))

    def body() -> Iterator[bytes]:
        yield b"x" * 3_000_000
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        send(browser, "call.wav", body())
    assert waiting_files(centre) == []


def test_what_nobody_made_a_call_of_is_forgotten(centre: Centre) -> None:
    reviewer = centre.account(Role.REVIEWER)
    upload_id = send(centre.browser(reviewer), "call.wav", wav()).json()["upload_id"]
    centre.staging.sweep(datetime.now(UTC) + timedelta(minutes=59))
    assert len(waiting_files(centre)) == 1
    centre.staging.sweep(datetime.now(UTC) + timedelta(minutes=61))
    assert waiting_files(centre) == []
    assert centre.staging.claim_all(reviewer.account_id, [upload_id]) is None


def test_a_restart_clears_what_was_left_waiting(centre: Centre) -> None:
    send(centre.browser(centre.account(Role.REVIEWER)), "call.wav", wav())
    staging_module.Staging(centre.settings.incoming_dir / "web").prepare()
    assert waiting_files(centre) == []


def test_one_account_cannot_fill_the_disk(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging_module, "MOST_PER_ACCOUNT", 2)
    browser = centre.browser(centre.account(Role.REVIEWER))
    for _ in range(2):
        assert send(browser, "talk.txt", TALK.encode(), "transcript").status_code == 201
    answer = send(browser, "talk.txt", TALK.encode(), "transcript")
    assert (answer.status_code, answer.json()["code"]) == (429, "upload_too_many")
    other = centre.browser(centre.account(Role.REVIEWER))
    assert send(other, "talk.txt", TALK.encode(), "transcript").status_code == 201


def test_a_full_disk_is_said_before_anything_is_written(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_module, "LEAST_FREE_BYTES", 2**62)
    answer = send(centre.browser(centre.account(Role.REVIEWER)), "call.wav", wav())
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert waiting_files(centre) == []


def test_a_disk_that_fills_up_on_the_way_is_told_and_keeps_nothing(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(uploads_module, "_write_block", full)
    answer = send(centre.browser(centre.account(Role.REVIEWER)), "call-17.wav", wav())
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert "call-17.wav" in answer.json()["error"]
    assert waiting_files(centre) == []
