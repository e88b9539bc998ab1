"""A recording is heard by whoever may open its call, in ranges, and by nobody else."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa.model import Channel, Direction
from storage.calls import CallToAdd
from storage.records import Account, Call, Recording, Role
from tests.web.conftest import Centre
from tests.web.sounds import wav

SOUND = wav(3.0)


def recorded_call(centre: Centre, agent: Account, sound: bytes = SOUND) -> Call:
    """A call of the agent's team with this recording, not released."""
    sha256 = hashlib.sha256(sound).hexdigest()
    staged = centre.files.new_incoming()
    staged.write_bytes(sound)
    centre.files.put(staged, sha256)
    now = datetime.now(UTC)
    with centre.store.transaction() as work:
        work.recordings.put(Recording(sha256, len(sound), "audio/wav"))
        return work.calls.add(
            CallToAdd(
                agent_id=agent.account_id,
                team_id=agent.team_ids[0],
                channel=Channel.VOICE,
                direction=Direction.INBOUND,
                happened_at=now,
                file_name="call.wav",
                language=None,
                added_by=agent.account_id,
                added_at=now,
                recording_sha256=sha256,
            )
        )


@pytest.fixture
def call(centre: Centre) -> Call:
    return recorded_call(centre, centre.account(Role.AGENT))


def test_the_bytes_are_those_that_were_added(centre: Centre, call: Call) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    browser.headers["accept-encoding"] = "gzip"
    answer = browser.get(f"/recordings/{call.call_id}")
    assert answer.status_code == 200
    assert answer.content == SOUND
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-50", slice(-50, None)),
        ("bytes=0-999999999", slice(0, None)),
    ],
)
def test_a_range_is_answered_with_that_part(
    centre: Centre, call: Call, wanted: str, part: slice
) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = browser.get(f"/recordings/{call.call_id}", headers={"range": wanted})
    assert answer.status_code == 206
    assert answer.content == SOUND[part]
    assert answer.headers["content-range"].endswith(f"/{len(SOUND)}")


def test_a_range_beyond_the_end_is_answered_416(centre: Centre, call: Call) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    beyond = {"range": f"bytes={len(SOUND)}-"}
    answer = browser.get(f"/recordings/{call.call_id}", headers=beyond)
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(SOUND)}"


@pytest.mark.parametrize("wanted", ["bytes=9-1", "bytes=", "lines=1-2", "bytes=a-b", "bytes"])
def test_a_range_that_is_none_is_refused(centre: Centre, call: Call, wanted: str) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    answer = browser.get(f"/recordings/{call.call_id}", headers={"range": wanted})
    assert answer.status_code in (400, 416)


def test_head_tells_the_length_without_the_bytes(centre: Centre, call: Call) -> None:
    answer = centre.browser(centre.account(Role.REVIEWER)).head(f"/recordings/{call.call_id}")
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(SOUND))
    assert answer.content == b""


def test_two_recordings_alike_at_both_ends_stay_apart(centre: Centre) -> None:
    agent = centre.account(Role.AGENT)
    middle = 2_000_000
    sounds = [b"a" * middle + letter + b"z" * middle for letter in (b"1", b"2")]
    browser = centre.browser(centre.account(Role.REVIEWER))
    for sound in sounds:
        added = recorded_call(centre, agent, sound)
        assert browser.get(f"/recordings/{added.call_id}").content == sound


@pytest.mark.parametrize(
    ("role", "same_team"),
    [
        (Role.REVIEWER, False),
        (Role.SUPERVISOR, False),
        (Role.AGENT, True),
        (Role.AGENT, False),
        (Role.ADMIN, False),
    ],
)
def test_others_are_told_that_there_is_nothing(
    centre: Centre, call: Call, role: Role, same_team: bool
) -> None:
    browser = centre.browser(centre.account(role, centre.here if same_team else centre.there))
    refused, missing = browser.get(f"/recordings/{call.call_id}"), browser.get("/recordings/999")
    assert refused.status_code == missing.status_code == 404
    assert refused.text == missing.text


def test_the_agent_hears_only_what_was_released(centre: Centre) -> None:
    agent = centre.account(Role.AGENT)
    call = recorded_call(centre, agent)
    assert centre.browser(agent).get(f"/recordings/{call.call_id}").status_code == 404


def test_after_signing_out_nothing_is_heard(centre: Centre, call: Call) -> None:
    browser = centre.browser(centre.account(Role.REVIEWER))
    assert browser.get(f"/recordings/{call.call_id}").status_code == 200
    browser.post("/sign-out")
    assert browser.get(f"/recordings/{call.call_id}").status_code == 401


@pytest.mark.parametrize("number", ["x", "-1", "0", "١", "1/../2", "9" * 30, "9" * 5000])
def test_an_address_without_a_calls_number_leads_nowhere(centre: Centre, number: str) -> None:
    answer = centre.browser(centre.account(Role.REVIEWER)).get(f"/recordings/{number}")
    assert answer.status_code == 404


def test_a_recording_whose_file_is_gone_is_told_as_missing(centre: Centre, call: Call) -> None:
    centre.files.remove(call.recording_sha256 or "")
    answer = centre.browser(centre.account(Role.REVIEWER)).get(f"/recordings/{call.call_id}")
    assert answer.status_code == 404


def test_browsers_get_the_rendition_they_can_play(centre: Centre, call: Call) -> None:
    sha256 = call.recording_sha256 or ""
    playable: Path = centre.files.playback_path(sha256, f"{sha256}.wav")
    playable.write_bytes(wav(1.0))
    with centre.store.transaction() as work:
        work.recordings.put(Recording(sha256, 1, "audio/x-gsm", playback=playable.name))
    answer = centre.browser(centre.account(Role.REVIEWER)).get(f"/recordings/{call.call_id}")
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content == wav(1.0)


def test_many_ranges_of_one_playing_are_one_audit_line(centre: Centre, call: Call) -> None:
    reviewer = centre.account(Role.REVIEWER)
    browser = centre.browser(reviewer)
    for start in range(3):
        browser.get(f"/recordings/{call.call_id}", headers={"range": f"bytes={start}-"})
    with centre.store.reading() as work:
        lines = [entry for entry in work.audit.latest(0, 50) if entry.act == "recording.play"]
    assert [(line.actor_id, line.subject) for line in lines] == [
        (reviewer.account_id, call.reference)
    ]
