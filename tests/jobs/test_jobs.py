"""What becomes of a call that is processed, refused, removed or tried again."""

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from services import calls
from storage.records import Call, CallStatus
from tests.jobs.centre import NOW, Centre, finished, open_centre
from tests.unit.tiny_whisper import write_checkpoint


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[Centre]:
    centre = open_centre(database_url, tmp_path)
    yield centre
    centre.close()


def finish(centre: Centre, call: Call, **extra: str) -> Call:
    worker = centre.start_worker(**extra)
    worker.hear(finished(call))
    assert worker.stop() == 0
    return centre.call(call)


def test_a_supplied_transcript_is_evaluated_without_transcription(centre: Centre) -> None:
    call = centre.add_transcript()

    assert finish(centre, call).status is CallStatus.DONE
    assert not any(done.startswith("heard") for done in centre.done(call))


def test_a_recording_keeps_its_length_and_peaks(centre: Centre) -> None:
    call = finish(centre, centre.add_recording())

    with centre.store.reading() as work:
        recording = work.recordings.find(call.recording_sha256 or "")
    assert recording is not None
    assert recording.channels == 2
    assert recording.duration_s == pytest.approx(4.0, abs=0.1)
    assert len(recording.peaks) == 2


def test_progress_tells_the_piece_that_is_heard(centre: Centre) -> None:
    call = centre.add_recording()
    worker = centre.start_worker(held_at="transcribing 1")
    worker.hear("held transcribing 1")

    shown = centre.call(call)
    assert shown.status is CallStatus.TRANSCRIBING
    assert (shown.steps_done, shown.steps_total) == (2, 2)


def test_a_call_removed_while_it_is_processed_leaves_nothing(centre: Centre) -> None:
    call = centre.add_recording()
    worker = centre.start_worker(held_at="transcribing 1")
    worker.hear("held transcribing 1")
    calls.remove_call(centre.store, centre.files, centre.reviewer, call.call_id, "wrong file", NOW)

    worker.go_on()
    worker.hear(finished(call))

    assert worker.stop() == 0
    with centre.store.reading() as work:
        assert work.calls.find(call.call_id) is None
    assert not list((centre.folder / "work").glob("*"))
    assert not list(centre.files.hashes())


def test_without_a_model_the_call_fails_and_can_be_tried_again(centre: Centre) -> None:
    offline = {"https_proxy": "http://127.0.0.1:9"}  # nobody listens there
    call = finish(centre, centre.add_recording(), TRANSCRIBER="whisper", **offline)
    assert (call.status, call.error_code) == (CallStatus.FAILED, "model_unavailable")
    assert call.evaluation_id is None

    again = calls.retry_call(centre.store, centre.reviewer, call.call_id, NOW)

    assert finish(centre, again).status is CallStatus.DONE


def test_whispers_process_ends_with_a_killed_worker(centre: Centre) -> None:
    call = centre.add_recording()
    checkpoint = str(write_checkpoint(centre.folder / "tiny.pt"))
    whisper = {"TRANSCRIBER": "whisper", "ITQAN_WHISPER_MODEL": checkpoint}
    worker = centre.start_worker(held_at="transcribing 1", **whisper)
    worker.hear("held transcribing 1")
    children = psutil.Process(worker.process.pid).children(recursive=True)
    assert any("qa.speech.whisper_child" in child.cmdline() for child in children)

    worker.kill()

    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    assert centre.done(call) == ["decoded", "heard 0"]


def test_what_nobody_foresaw_fails_the_call_and_not_the_worker(centre: Centre) -> None:
    broken, sound = centre.add_recording(), centre.add_transcript()
    worker = centre.start_worker(TRANSCRIBER="broken")
    worker.hear(finished(broken))
    assert (centre.call(broken).status, centre.call(broken).error_code) == (
        CallStatus.FAILED,
        "internal_error",
    )
    worker.hear(finished(sound))
    assert centre.call(sound).status is CallStatus.DONE


def test_a_call_that_ends_every_worker_is_given_up(centre: Centre) -> None:
    call = centre.add_recording()
    for _ in range(2):
        deadly = centre.start_worker(TRANSCRIBER="deadly", MOST_TAKEOVERS="1")
        assert deadly.process.wait(60) == 137
    centre.start_worker(MOST_TAKEOVERS="1").hear(f"failed {call.call_id}")

    assert centre.call(call).error_code == "job_poison"


def test_a_worker_that_is_asked_to_stop_hands_its_call_over_at_once(centre: Centre) -> None:
    call = centre.add_recording()
    first = centre.start_worker(held_at="transcribing 1")
    first.hear("held transcribing 1")
    first.signal(signal.SIGTERM)
    assert first.process.wait(30) == 0

    assert finish(centre, call, MOST_TAKEOVERS="0").status is CallStatus.DONE


def test_no_card_number_is_left_in_database_files_or_jobs(centre: Centre) -> None:
    call = centre.add_recording()
    worker = centre.start_worker(held_at="before commit")
    worker.hear("held before commit")
    assert "stolen" in centre.stored_by_steps(call)
    assert "4111" not in centre.stored_by_steps(call)

    worker.go_on()
    worker.hear(finished(call))

    files = [path for path in centre.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"4111" in path.read_bytes()]
