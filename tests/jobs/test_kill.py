"""kill -9 of the worker in every step: each call is finished once, by another worker.

ITQAN_KILLS=20 kills twenty times in each (`make kill-test`).
"""

import os
import random
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from storage.records import Call, CallStatus
from tests.jobs.centre import Centre, finished, hear_all, open_centre

KILLS = int(os.environ.get("ITQAN_KILLS", "1"))
PLACES = (
    "received",
    "decoding",
    "decoded",
    "transcribing 0",
    "transcribing 1",
    "before commit",
    "after commit",
)
# What is finished once a call reaches a place, and must not be done again.
FINISHED = {
    "transcribing 0": {"decoded"},
    "transcribing 1": {"decoded", "heard 0"},
    "before commit": {"decoded", "heard 0", "heard 1"},
    "after commit": {"decoded", "heard 0", "heard 1"},
}


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[Centre]:
    centre = open_centre(database_url, tmp_path)
    yield centre
    centre.close()


def assert_finished_once(centre: Centre, call: Call, already: Iterable[str] = ()) -> None:
    assert centre.call(call).status is CallStatus.DONE
    assert centre.call(call).evaluation_id is not None
    assert centre.audit_acts(call).count("call.evaluated") == 1
    with centre.store.reading() as work:
        stored = work.transcripts.find(call.call_id)
    assert stored is not None
    assert [segment.text for segment in stored.transcript.segments] == [
        "Thank you for calling Nile Bank, my name is Sara, how may I help you?",
        "My card [****] was stolen.",
    ]
    assert {step: centre.done(call).count(step) for step in already} == dict.fromkeys(already, 1)


@pytest.mark.parametrize("place", PLACES)
def test_a_call_whose_worker_is_killed_is_finished_once_by_the_next(
    centre: Centre, place: str
) -> None:
    """Every worker finishes the call of the one killed before, and is killed in its own."""
    killed_in: list[Call] = []
    for time in range(KILLS):
        call = centre.add_recording(pitch=200 + time)
        worker = centre.start_worker(held_at=place, HELD_CALL=str(call.call_id))
        hear_all([worker], {f"held {place}", *map(finished, killed_in[-1:])})
        worker.kill()
        killed_in.append(call)

    last = centre.start_worker()
    last.hear(finished(killed_in[-1]))

    assert last.stop() == 0
    for call in killed_in:
        assert_finished_once(centre, call, FINISHED.get(place, ()))
    assert not list((centre.folder / "work").glob("*"))


def test_another_worker_that_lives_takes_over(centre: Centre) -> None:
    call = centre.add_recording()
    first = centre.start_worker(held_at="transcribing 1")
    first.hear("held transcribing 1")
    second = centre.start_worker()
    first.kill()

    second.hear(finished(call))

    assert_finished_once(centre, call, {"decoded", "heard 0"})


def test_a_worker_taken_for_dead_that_wakes_up_stops_and_changes_nothing(centre: Centre) -> None:
    call = centre.add_recording()
    first = centre.start_worker(held_at="before commit")
    first.hear("held before commit")
    centre.freeze(first)
    second = centre.start_worker()
    second.hear(finished(call))

    first.signal(signal.SIGCONT)

    assert first.process.wait(30) == 3
    assert_finished_once(centre, call)


def test_two_workers_share_many_calls_and_each_is_finished_once(centre: Centre) -> None:
    added = [centre.add_transcript(f"Agent: Hello, call {n}.\nCustomer: Hi.\n") for n in range(8)]
    workers = [centre.start_worker(), centre.start_worker()]
    hear_all(workers, {finished(call) for call in added})

    assert {centre.call(call).status for call in added} == {CallStatus.DONE}
    assert {centre.audit_acts(call).count("call.evaluated") for call in added} == {1}


def test_workers_killed_at_any_moment_finish_every_call_once(centre: Centre) -> None:
    moments = random.Random(KILLS)
    added: list[Call] = []
    for kill in range(2 * KILLS):
        added += [
            centre.add_transcript(f"Agent: Hello.\nCustomer: Case {kill}-{n}.\n") for n in range(3)
        ]
        added.append(centre.add_recording(pitch=100 + kill))
        worker = centre.start_worker(MOST_TAKEOVERS="1000")
        worker.hear(finished(added[-4]))
        with pytest.raises(subprocess.TimeoutExpired):
            worker.process.wait(moments.uniform(0, 1))
        worker.kill()

    added.append(centre.add_transcript("Agent: Hello.\nCustomer: The last one.\n"))
    unfinished = {finished(call) for call in centre.unfinished(added)}
    last = centre.start_worker(MOST_TAKEOVERS="1000")
    hear_all([last], unfinished)

    assert last.stop() == 0
    assert {centre.call(call).status for call in added} == {CallStatus.DONE}
    assert {centre.audit_acts(call).count("call.evaluated") for call in added} == {1}
