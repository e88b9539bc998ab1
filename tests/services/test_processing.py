"""What the worker writes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from qa.model import Language, Verdict
from services import calls, processing
from storage.records import CallStatus
from tests.services.conftest import NOW, WORDS, Centre, evaluation, transcript


def test_a_call_comes_with_its_recording_and_supplied_transcript(both: Centre) -> None:
    call = both.add_call(recording=both.recording_file())
    begun = processing.begin(both.store, call.call_id)
    assert begun is not None
    assert begun.recording is not None
    assert begun.recording.media_type == "audio/wav"
    assert begun.supplied is not None


def test_progress_is_seen_while_it_happens(centre: Centre) -> None:
    call = centre.add_call()
    assert processing.record_progress(centre.store, call.call_id, CallStatus.TRANSCRIBING, 3, 7)
    seen = calls.get_call(centre.store, centre.reviewer, call.call_id)
    assert (seen.status, seen.steps_done, seen.steps_total) == (CallStatus.TRANSCRIBING, 3, 7)


def test_completed_at_once_by_two_workers_there_is_one_evaluation(both: Centre) -> None:
    call = both.add_call()
    made = evaluation({"closing": Verdict.NOT_MET})

    def complete(_: int) -> bool:
        said = transcript(*WORDS)
        return processing.complete(both.store, call.call_id, said, made, NOW)

    with ThreadPoolExecutor(4) as workers:
        counted = list(workers.map(complete, range(8)))
    assert counted.count(True) == 1
    assert both.audit_acts().count("call.evaluated") == 1
    done = both.call(call)
    assert (done.status, done.language, done.score) == (CallStatus.DONE, Language.EN, 95.0)


def test_a_done_call_is_not_begun_moved_or_failed_again(centre: Centre) -> None:
    call = centre.add_evaluated()
    assert processing.begin(centre.store, call.call_id) is None
    assert not processing.record_progress(centre.store, call.call_id, CallStatus.DECODING)
    processing.mark_failed(centre.store, call.call_id, "internal_error", {}, NOW)
    assert centre.call(call).status is CallStatus.DONE


def test_a_removed_call_is_nobodys_work(centre: Centre) -> None:
    call = centre.add_call()
    calls.remove_call(centre.store, centre.files, centre.reviewer, call.call_id, "twice", NOW)
    assert processing.begin(centre.store, call.call_id) is None
    assert not processing.record_progress(centre.store, call.call_id, CallStatus.JUDGING)
    said, made = transcript(*WORDS), evaluation({})
    assert not processing.complete(centre.store, call.call_id, said, made, NOW)


def test_a_failed_call_says_why_and_can_be_tried_again(both: Centre) -> None:
    call = both.add_call()
    params = {"name": "call.wav", "at": "00:42"}
    processing.mark_failed(both.store, call.call_id, "file_truncated", params, NOW)
    failed = both.call(call)
    assert (failed.status, failed.error_code) == (CallStatus.FAILED, "file_truncated")
    assert failed.error_params == params
    again = calls.retry_call(both.store, both.reviewer, call.call_id, NOW)
    assert (again.status, again.attempt, again.error_code) == (CallStatus.RECEIVED, 2, None)


def test_failing_twice_is_told_once(centre: Centre) -> None:
    call = centre.add_call()
    for _ in range(2):
        processing.mark_failed(centre.store, call.call_id, "internal_error", {}, NOW)
    assert centre.audit_acts().count("call.failed") == 1


def test_trying_again_twice_counts_once(centre: Centre) -> None:
    call = centre.add_call()
    processing.mark_failed(centre.store, call.call_id, "internal_error", {}, NOW)
    for _ in range(2):
        calls.retry_call(centre.store, centre.reviewer, call.call_id, NOW)
    assert centre.call(call).attempt == 2


def test_an_unmasked_transcript_is_masked_before_it_is_stored(centre: Centre) -> None:
    call = centre.add_call()
    said = transcript("Which card?", "4111 1111 1111 1111")
    processing.complete(centre.store, call.call_id, said, evaluation({}), NOW)
    with centre.store.reading() as work:
        stored = work.transcripts.find(call.call_id)
    assert stored is not None
    assert "4111" not in stored.transcript.segments[1].text


def test_what_decoding_found_out_is_kept(centre: Centre) -> None:
    call = centre.add_call(recording=centre.recording_file())
    recording, _ = calls.recording_for(centre.store, centre.reviewer, call.call_id)
    decoded = replace(recording, duration_s=4.5, peaks=((0.1, 0.9), (0.0, 0.5)))
    processing.store_decoded(centre.store, decoded)
    assert calls.recording_for(centre.store, centre.reviewer, call.call_id)[0] == decoded


def test_an_auto_fail_shows_as_zero_in_lists(centre: Centre) -> None:
    assert centre.add_evaluated(verdicts={"insult": Verdict.NOT_MET}).score == 0.0
