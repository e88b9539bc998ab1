"""Uploaded files become calls."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import httpx2 as httpx
import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from storage.calls import Calls
from storage.recordings import RecordingFiles
from storage.records import Account, Role
from tests.web.conftest import Centre
from tests.web.sounds import wav
from web.session import CSRF_HEADER

TALK = b"Agent: Good morning, this is Salem.\nCustomer: The line is dead again.\n"


def upload(client: TestClient, name: str, body: bytes, kind: str) -> str:
    headers = {"x-file-name": quote(name)}
    answer = client.put(f"/api/uploads?kind={kind}", content=body, headers=headers)
    return str(answer.json()["upload_id"])


def add(client: TestClient, agent: Account, **more: object) -> httpx.Response:
    details = {
        "agent_id": agent.account_id,
        "channel": "voice",
        "direction": "inbound",
        "happened_at": "2026-11-18T14:05:00+03:00",
    }
    return client.post("/api/calls", json=details | more)


def test_a_recording_with_its_transcript_becomes_one_call(centre: Centre) -> None:
    agent, reviewer = centre.account(Role.AGENT), centre.account(Role.REVIEWER)
    browser = centre.browser(reviewer)
    answer = add(
        browser,
        agent,
        recording_upload=upload(browser, "c.wav", wav(), "recording"),
        transcript_upload=upload(browser, "c.txt", TALK, "transcript"),
    )
    assert answer.status_code == 201
    with centre.store.reading() as work:
        call = work.calls.get(answer.json()["call_id"])
    assert call.reference == answer.json()["reference"]
    assert call.file_name == "c.wav"
    assert call.transcript_supplied
    assert call.happened_at == datetime(2026, 11, 18, 11, 5, tzinfo=UTC)
    assert list(centre.settings.incoming_dir.rglob("*.*")) == []
    assert centre.files.path(call.recording_sha256 or "").read_bytes() == wav()


def test_the_same_bytes_again_link_to_the_first_call(centre: Centre) -> None:
    agent = centre.account(Role.AGENT)
    browser = centre.browser(centre.account(Role.REVIEWER))
    first = add(browser, agent, recording_upload=upload(browser, "a.wav", wav(), "recording"))
    again = add(browser, agent, recording_upload=upload(browser, "b.wav", wav(), "recording"))
    assert again.json() == {"duplicate": first.json()}
    waiting = [path for path in centre.settings.incoming_dir.rglob("*") if path.is_file()]
    assert waiting == []


def test_another_teams_copy_is_not_revealed(centre: Centre) -> None:
    here = centre.browser(centre.account(Role.REVIEWER, centre.here))
    there = centre.browser(centre.account(Role.REVIEWER, centre.there))
    sound = wav()
    first = add(
        here,
        centre.account(Role.AGENT, centre.here),
        recording_upload=upload(here, "a.wav", sound, "recording"),
    )
    second = add(
        there,
        centre.account(Role.AGENT, centre.there),
        recording_upload=upload(there, "a.wav", sound, "recording"),
    )
    assert second.status_code == 201
    assert second.json()["call_id"] != first.json()["call_id"]


def test_one_upload_makes_one_call_however_often_the_button_is_pressed(centre: Centre) -> None:
    agent = centre.account(Role.AGENT)
    browser = centre.browser(centre.account(Role.REVIEWER))
    name = upload(browser, "a.wav", wav(), "recording")
    assert add(browser, agent, recording_upload=name).status_code == 201
    answer = add(browser, agent, recording_upload=name)
    assert (answer.status_code, answer.json()["code"]) == (410, "upload_gone")


def test_a_file_belongs_to_the_account_that_sent_it(centre: Centre) -> None:
    agent = centre.account(Role.AGENT)
    sender = centre.browser(centre.account(Role.REVIEWER))
    name = upload(sender, "a.wav", wav(), "recording")
    other = centre.browser(centre.account(Role.REVIEWER))
    assert add(other, agent, recording_upload=name).status_code == 410
    assert add(sender, agent, recording_upload=name).status_code == 201


def test_wrong_details_can_be_corrected_without_sending_the_file_again(centre: Centre) -> None:
    agent, stranger = centre.account(Role.AGENT), centre.account(Role.AGENT, centre.there)
    browser = centre.browser(centre.account(Role.REVIEWER))
    name = upload(browser, "a.wav", wav(), "recording")
    late = (datetime.now(UTC) + timedelta(days=9)).isoformat()
    assert add(browser, stranger, recording_upload=name).json()["code"] == "agent_unknown"
    answer = add(browser, agent, recording_upload=name, happened_at=late)
    assert answer.json()["code"] == "date_in_future"
    assert add(browser, agent, recording_upload=name).status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [
        {"agent_id": "x"},
        {"agent_id": 10**30},
        {"channel": "fax"},
        {"direction": ""},
        {"happened_at": "yesterday"},
        {"happened_at": "2026-11-18T14:05"},
        {"happened_at": "0001-01-01T00:00:00+14:00"},
        {"happened_at": "9999-12-31T23:59:59-14:00"},
        {"language": "fr"},
        {"team_id": 1},
    ],
)
def test_half_filled_details_are_refused_in_words(centre: Centre, wrong: dict[str, object]) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = add(browser, centre.account(Role.AGENT), **wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "call_details_missing")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"{" * 20_000, b"x" * 100_000])
def test_what_is_no_request_is_refused_in_words(centre: Centre, body: bytes) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = browser.post("/api/calls", content=body)
    assert answer.status_code in (413, 422)
    assert answer.json()["error"]


def test_a_call_without_a_file_is_refused(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = add(browser, centre.account(Role.AGENT))
    assert (answer.status_code, answer.json()["code"]) == (422, "file_missing")


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
def test_who_may_not_add_calls_is_refused(centre: Centre, role: Role) -> None:
    answer = add(centre.browser(centre.account(role)), centre.account(Role.AGENT))
    assert answer.json()["code"] == "not_allowed"


def test_a_call_without_the_csrf_token_is_refused(centre: Centre) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    browser.headers[CSRF_HEADER] = "x"
    assert add(browser, centre.account(Role.AGENT)).status_code == 403


def test_a_full_disk_is_told_and_the_file_waits_on(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = centre.account(Role.AGENT)
    browser = centre.browser(centre.account(Role.REVIEWER))
    name = upload(browser, "c.wav", wav(), "recording")
    with monkeypatch.context() as patch:
        patch.setattr(RecordingFiles, "put", _fails(OSError(errno.ENOSPC, "full")))
        answer = add(browser, agent, recording_upload=name)
    assert answer.json()["code"] == "disk_full"
    assert "c.wav" in answer.json()["error"]
    assert add(browser, agent, recording_upload=name).status_code == 201


def test_a_database_that_does_not_answer_is_told_and_the_file_waits_on(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = centre.account(Role.AGENT)
    browser = centre.browser(centre.account(Role.REVIEWER))
    name = upload(browser, "c.txt", TALK, "transcript")
    with monkeypatch.context() as patch:
        patch.setattr(Calls, "add", _fails(OperationalError("INSERT", {}, Exception("locked"))))
        answer = add(browser, agent, transcript_upload=name)
    assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
    assert add(browser, agent, transcript_upload=name).status_code == 201


def _fails(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail
