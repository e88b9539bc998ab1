"""A reviewer puts the speakers right: the call is judged anew, and what was stays kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qa.model import Language, Segment, Speaker, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from services import evaluations, processing, speakers
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.evaluations import Decision
from services.speakers import Change, Correction
from storage.records import Call, Role
from tests.services.conftest import NOW, Centre, evaluation_of

A, C, U = Speaker.AGENT, Speaker.CUSTOMER, Speaker.UNKNOWN
LINES = (
    "Good morning, Harbour Gas, Dina speaking, how can I help you?",
    "Hi, my boiler stopped last night and the house is freezing.",
    "I am so sorry, that sounds miserable. May I have your account number, please?",
    "It's four four one nine.",
    "Thank you. Is there anything else I can help you with?",
    "No, that's all.",
    "Thank you for calling Harbour Gas, goodbye.",
)
RIGHT = (A, C, A, C, A, C, A)
WRONG = (C, A, C, A, C, A, C)
SWAP = Correction(Change.SWAP, seen=0)


def said(sides: tuple[Speaker, ...], *texts: str) -> Transcript:
    lines = zip(sides, texts or LINES, strict=True)
    notes = ("speakers_unknown",) if U in sides else ()
    segments = tuple(Segment(i, who, words) for i, (who, words) in enumerate(lines))
    return Transcript(segments, Language.EN, notes=notes)


def judged(centre: Centre, transcript: Transcript) -> Call:
    call = centre.add_call()
    evaluation = Engine().evaluate(transcript, load_scorecard())
    processing.complete(centre.store, call.call_id, transcript, evaluation, NOW)
    return centre.call(call)


def correct(centre: Centre, call: Call, wanted: Correction) -> bool:
    return speakers.correct_speakers(
        centre.store, centre.reviewer, evaluation_of(call), wanted, NOW
    )


def sides_of(centre: Centre, call: Call) -> tuple[Speaker, ...]:
    view = evaluations.open_evaluation(centre.store, centre.reviewer, call.call_id)
    return tuple(segment.speaker for segment in view.transcript.segments)


def test_swapped_the_call_is_judged_anew_and_the_old_judgement_kept(both: Centre) -> None:
    call = judged(both, said(WRONG))
    before = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert correct(both, call, SWAP)
    after = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert sides_of(both, call) == RIGHT
    assert (after.score.value or 0) > (before.score.value or 0)
    assert both.call(call).score == pytest.approx(float(after.score.value or 0))
    (past,) = speakers.open_speakers(both.store, both.reviewer, call.call_id).past
    assert past.evaluation == before.stored.evaluation
    assert past.transcript == before.transcript
    assert past.replaced_by_name == both.reviewer.name
    assert both.audit_acts().count("evaluation.speakers") == 1


def test_swapped_back_everything_is_as_it_was(both: Centre) -> None:
    call = judged(both, said(RIGHT))
    before = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert correct(both, call, SWAP)
    assert speakers.open_speakers(both.store, both.reviewer, call.call_id).swapped
    assert correct(both, call, replace(SWAP, seen=1))
    after = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert (after.transcript, after.results) == (before.transcript, before.results)
    assert len(speakers.open_speakers(both.store, both.reviewer, call.call_id).past) == 2


def test_a_swap_sent_by_many_clicks_counts_once(both: Centre) -> None:
    call = judged(both, said(WRONG))
    with ThreadPoolExecutor(4) as clicks:
        done = list(clicks.map(lambda _: correct(both, call, SWAP), range(6)))
    assert done.count(True) == 1
    assert sides_of(both, call) == RIGHT


def test_a_persons_verdict_stays_and_the_score_counts_it(both: Centre) -> None:
    call = judged(both, said(WRONG))
    decision = Decision("company", Verdict.NOT_MET, "the wrong company")
    evaluations.override_criterion(both.store, both.reviewer, evaluation_of(call), decision, NOW)
    correct(both, call, SWAP)
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    company = next(r for r in view.results if r.criterion.criterion_id == "company")
    assert (company.verdict, company.by_person) == (Verdict.NOT_MET, True)
    assert both.call(call).score == pytest.approx(float(view.score.value or 0))
    assert speakers.open_speakers(both.store, both.reviewer, call.call_id).kept_verdicts == 1


def test_a_released_evaluation_is_withdrawn_first(centre: Centre) -> None:
    call = judged(centre, said(WRONG))
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert (view.may_correct, view.released) == (False, True)
    with pytest.raises(Refused, match="speakers_released"):
        correct(centre, call, SWAP)
    evaluations.withdraw_release(
        centre.store, centre.reviewer, evaluation_of(call), "wrong speakers", NOW
    )
    assert correct(centre, call, SWAP)


def test_single_lines_are_set_and_no_longer_in_doubt(centre: Centre) -> None:
    doubtful = said(RIGHT)
    line = replace(doubtful.segments[1], speaker=A, speaker_confidence=0.55)
    segments = (doubtful.segments[0], line, *doubtful.segments[2:])
    call = judged(centre, replace(doubtful, segments=segments, notes=("speakers_inferred",)))
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert view.sure is not None and view.sure.doubtful_lines == 1
    assert correct(centre, call, Correction(Change.LINES, 0, {1: C}))
    assert sides_of(centre, call) == RIGHT
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert view.sure is not None and view.sure.doubtful_lines == 0


def test_what_is_so_already_is_not_judged_anew(centre: Centre) -> None:
    call = judged(centre, said(RIGHT))
    assert not correct(centre, call, Correction(Change.LINES, 0, {0: A}))
    assert not correct(centre, call, Correction(Change.LINES, 0, {}))
    assert speakers.open_speakers(centre.store, centre.reviewer, call.call_id).past == ()


def test_unknown_speakers_can_be_taken_from_the_engines_guess(centre: Centre) -> None:
    call = judged(centre, said((U,) * len(LINES)))
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert view.unknown
    assert correct(centre, call, Correction(Change.GUESS, 0))
    assert sides_of(centre, call) == RIGHT
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert not view.unknown and view.sure is not None


def test_setting_every_line_makes_the_speakers_known(centre: Centre) -> None:
    texts = ("yes", "no", "yes please")
    call = judged(centre, said((U, U, U), *texts))
    assert correct(centre, call, Correction(Change.LINES, 0, {0: A, 1: C, 2: A}))
    view = evaluations.open_evaluation(centre.store, centre.reviewer, call.call_id)
    assert sides_of(centre, call) == (A, C, A)
    assert view.transcript.notes == ("speakers_set",)


@pytest.mark.parametrize("lines", [{99: A}, {-1: C}, {0: U}])
def test_a_line_that_is_not_there_or_nobodys_is_refused(
    centre: Centre, lines: dict[int, Speaker]
) -> None:
    call = judged(centre, said(RIGHT))
    with pytest.raises(Invalid, match="speakers_unreadable"):
        correct(centre, call, Correction(Change.LINES, 0, lines))


def test_a_supervisor_looks_but_corrects_nothing(centre: Centre) -> None:
    call = judged(centre, said(RIGHT))
    supervisor = centre.person(Role.SUPERVISOR)
    assert not speakers.open_speakers(centre.store, supervisor, call.call_id).may_correct
    with pytest.raises(PermissionDenied):
        speakers.correct_speakers(centre.store, supervisor, evaluation_of(call), SWAP, NOW)


def test_a_call_that_is_not_judged_yet_has_no_speakers_to_correct(centre: Centre) -> None:
    call = centre.add_call()
    with pytest.raises(NotFound):
        speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    with pytest.raises(NotFound):
        speakers.correct_speakers(centre.store, centre.reviewer, 4711, SWAP, NOW)


def test_what_was_kept_is_never_changed_and_goes_with_the_call(both: Centre) -> None:
    call = judged(both, said(WRONG))
    correct(both, call, SWAP)
    with pytest.raises(DBAPIError), both.store.transaction() as work:
        work.past_evaluations._session.execute(text("UPDATE past_evaluations SET score = 100"))
    with both.store.transaction() as work:
        work.calls.remove(call.call_id)
    with both.store.reading() as work:
        assert work.past_evaluations.of(evaluation_of(call)) == ()


def test_the_worker_tells_the_speakers_of_a_call_without_them(centre: Centre) -> None:
    from qa.roles.hearing import hear

    told = hear(Engine(), said((U,) * len(LINES)), load_scorecard())
    call = judged(centre, told)
    view = speakers.open_speakers(centre.store, centre.reviewer, call.call_id)
    assert view.sure is not None and not view.unknown
