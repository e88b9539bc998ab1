"""The writing lab: drafts are kept with what was said of them, private until one is sent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from services import modules, spelling, writing
from services.errors import Invalid, NotFound, Refused
from services.writing import NewDraft, PieceView
from storage.records import Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import LanguageCode
from training_modules.writing.limits import LONGEST_DRAFT

TASK, DRILL = "writing.t01", "writing.d1"
WEAK = "Hello, it will be resolved as soon as possible."
GOOD = (
    "Hello Reem,\n\nI am sorry your order is late. I will call the courier today and write to you "
    "by 4 pm; it arrives tomorrow.\n\nKind regards,\nSara"
)
ARABIC = "أهلًا ريم، أعتذر لك عن تأخر الطلب. سأتصل بالمندوب وأكتب لك قبل الرابعة. مع التحية."


@pytest.fixture
def centre(centre: Centre) -> Centre:
    modules.publish(centre.store, [sample_module("writing")], NOW)
    return centre


def begins(
    centre: Centre, text: str = WEAK, subject: str = TASK, language: LanguageCode = "en"
) -> int:
    new = NewDraft(1, text)
    return writing.begin(centre.store, centre.agent, subject, language, new, NOW)


def writes(centre: Centre, piece_id: int, number: int, text: str = GOOD) -> writing.Written:
    draft = NewDraft(number, text)
    return writing.write_draft(centre.store, centre.agent, piece_id, draft, NOW)


def view(centre: Centre, piece_id: int) -> PieceView:
    return writing.open_piece(centre.store, centre.agent, piece_id)


def evidence(centre: Centre) -> list[tuple[str, str, float]]:
    with centre.store.reading() as work:
        found = work.evidence.of_skill(centre.agent.account_id, "writing", NOW - timedelta(days=1))
    return [(one.kind, one.source, one.value) for one in found]


def test_a_draft_is_kept_with_its_feedback(centre: Centre) -> None:
    piece = view(centre, begins(centre))
    (draft,) = piece.drafts
    assert draft.text == WEAK
    assert "who_when" in [note.rule for note in draft.feedback.notes]


def test_both_drafts_are_kept_and_the_better_one_scores_more(centre: Centre) -> None:
    piece_id = begins(centre)
    writes(centre, piece_id, 2)
    first, second = view(centre, piece_id).drafts
    assert (first.text, second.text) == (WEAK, GOOD)
    assert second.feedback.score > first.feedback.score


def test_a_good_reply_meets_every_point(
    centre: Centre,
) -> None:
    points = {p.name: p.met for p in view(centre, begins(centre, GOOD)).drafts[0].feedback.points}
    assert points == dict.fromkeys(points, True)


def test_a_number_that_is_written_already_stands(centre: Centre) -> None:
    piece_id = begins(centre)
    assert writes(centre, piece_id, 1, GOOD).text == WEAK
    with pytest.raises(Invalid):
        writes(centre, piece_id, 5)


def test_two_tabs_share_one_piece_and_a_double_click_counts_once(both: Centre) -> None:
    modules.publish(both.store, [sample_module("writing")], NOW)
    both.agent  # noqa: B018 - the account is made before the threads run
    start = partial(begins, both)
    with ThreadPoolExecutor(4) as pool:
        pieces = {run.result() for run in [pool.submit(start) for _ in range(4)]}
    assert len(pieces) == 1
    assert [draft.number for draft in view(both, pieces.pop()).drafts] == [1]


def test_each_language_has_its_own_piece(centre: Centre) -> None:
    assert begins(centre, ARABIC, language="ar") != begins(centre)


def test_the_model_reply_opens_after_the_second_draft(centre: Centre) -> None:
    piece_id = begins(centre)
    assert not view(centre, piece_id).model_is_open
    writes(centre, piece_id, 2)
    assert view(centre, piece_id).model_is_open


def test_what_is_sent_is_evidence_once(centre: Centre) -> None:
    piece_id = begins(centre, GOOD)
    assert evidence(centre) == []
    for _ in range(2):
        sent = writing.submit_piece(centre.store, centre.agent, piece_id, NOW)
    assert evidence(centre) == [("writing", f"piece:{piece_id}", sent.counted.feedback.score / 100)]
    assert sent.piece.score == sent.counted.feedback.score


def test_drafts_written_after_the_model_reply_opened_do_not_count(centre: Centre) -> None:
    piece_id = begins(centre)
    writes(centre, piece_id, 2, WEAK)
    writes(centre, piece_id, 3, GOOD)
    sent = writing.submit_piece(centre.store, centre.agent, piece_id, NOW)
    assert sent.counted.number == 2
    assert evidence(centre)[0][2] == sent.drafts[1].feedback.score / 100


def test_a_task_that_was_sent_before_is_practice(centre: Centre) -> None:
    writing.submit_piece(centre.store, centre.agent, begins(centre, GOOD), NOW)
    again = begins(centre, ARABIC, language="ar")
    assert not writing.submit_piece(centre.store, centre.agent, again, NOW).counts
    assert len(evidence(centre)) == 1


def test_a_sent_piece_takes_no_more_drafts(centre: Centre) -> None:
    piece_id = begins(centre)
    writing.submit_piece(centre.store, centre.agent, piece_id, NOW)
    with pytest.raises(Refused, match="piece_sent"):
        writes(centre, piece_id, 2)


def test_nothing_written_cannot_be_sent(centre: Centre) -> None:
    piece_id = writing.start_piece(centre.store, centre.agent, TASK, "en", NOW)
    with pytest.raises(Refused, match="nothing_written"):
        writing.submit_piece(centre.store, centre.agent, piece_id, NOW)


def test_nobody_else_sees_a_piece(centre: Centre) -> None:
    piece_id = begins(centre)
    others = [centre.add_person(Role.AGENT, centre.here), centre.person(Role.SUPERVISOR)]
    for other in others:
        with pytest.raises(NotFound):
            writing.open_piece(centre.store, other, piece_id)


def test_what_was_sent_is_read_by_the_supervisors_of_the_team(centre: Centre) -> None:
    piece_id, supervisor = begins(centre), centre.person(Role.SUPERVISOR)
    writes(centre, piece_id, 2)
    writes(centre, piece_id, 3)
    with pytest.raises(NotFound):
        writing.open_sent_piece(centre.store, supervisor, piece_id)
    writing.submit_piece(centre.store, centre.agent, piece_id, NOW)
    sent = writing.open_sent_piece(centre.store, supervisor, piece_id)
    assert sent.agent.account_id == centre.agent.account_id
    assert [draft.text for draft in sent.view.drafts] == [WEAK, GOOD]
    assert sent.view.counted.number == 2
    with pytest.raises(NotFound):
        elsewhere = centre.person(Role.SUPERVISOR, centre.there)
        writing.open_sent_piece(centre.store, elsewhere, piece_id)


def test_what_was_sent_as_practice_stays_private(centre: Centre) -> None:
    first, again = begins(centre, GOOD), begins(centre, ARABIC, language="ar")
    for piece_id in (again, first):
        writing.submit_piece(centre.store, centre.agent, piece_id, NOW)
    practice = begins(centre, GOOD)
    writing.submit_piece(centre.store, centre.agent, practice, NOW)
    supervisor = centre.person(Role.SUPERVISOR)
    assert writing.open_sent_piece(centre.store, supervisor, again).view.piece.piece_id == again
    with pytest.raises(NotFound):
        writing.open_sent_piece(centre.store, supervisor, practice)


def test_a_drill_is_a_piece_too(centre: Centre) -> None:
    piece_id = begins(centre, "I understand the worry, I will block the card now.", DRILL)
    points = {p.name for p in view(centre, piece_id).drafts[0].feedback.points}
    assert points == {"act:acknowledge", "act:step", "avoid"}


def test_a_retired_module_lets_its_pieces_be_finished(centre: Centre) -> None:
    piece_id = begins(centre)
    modules.retire(centre.store, "writing", NOW)
    assert writing.list_offered(centre.store, centre.agent) == ()
    writes(centre, piece_id, 2)
    assert writing.submit_piece(centre.store, centre.agent, piece_id, NOW).piece.submitted_at


def test_a_newer_version_leaves_a_running_piece_alone(centre: Centre) -> None:
    piece_id = begins(centre)
    module = sample_module("writing")
    changed = replace(module.tasks[0], at_fault=False)
    modules.publish(centre.store, [replace(module, tasks=(changed, *module.tasks[1:]))], NOW)
    assert "apology" in [p.name for p in writes(centre, piece_id, 2).feedback.points]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "draft_empty"),
        ("🙂🙂🙂", "draft_without_words"),
        ("أهلًا ريم، الطلب في الطريق", "draft_not_en"),
        ("a b " * 250_000, "draft_too_long"),
        ("\u202e\u2066\0", "draft_empty"),
    ],
)
def test_what_cannot_be_read_starts_nothing(centre: Centre, text: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        begins(centre, text)
    offered = writing.find_offered(centre.store, centre.agent, TASK)
    assert offered.piece is None


def test_marks_of_direction_and_nul_leave_a_draft_readable(centre: Centre) -> None:
    text = "Hello\0 Reem,\r\n\u202eyour order\u200f is late."
    assert view(centre, begins(centre, text)).drafts[0].text == "Hello Reem,\nyour order is late."


def test_the_longest_draft_is_read(centre: Centre) -> None:
    text = ("It is late. " * LONGEST_DRAFT)[:LONGEST_DRAFT].strip()
    assert len(view(centre, begins(centre, text)).drafts[0].text) > LONGEST_DRAFT - 12


def test_a_card_number_is_masked_before_it_is_kept(centre: Centre) -> None:
    piece = view(centre, begins(centre, "Hello Reem, the card 4111 1111 1111 1111 is blocked."))
    assert "4111 1111 1111 1111" not in piece.drafts[0].text


def test_where_spelling_cannot_run_the_rest_is_still_told(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "check", lambda *_, **__: None)
    feedback = view(centre, begins(centre)).drafts[0].feedback
    assert not feedback.spelling_checked
    assert feedback.points


def test_the_list_tells_how_far_each_piece_is(centre: Centre) -> None:
    piece_id = begins(centre)
    writes(centre, piece_id, 2)
    offered = {one.about.id: one for one in writing.list_offered(centre.store, centre.agent)}
    assert (offered[TASK].kind, offered[TASK].drafts) == ("task", 2)
    assert (offered[DRILL].kind, offered[DRILL].piece) == ("drill", None)


def test_two_pieces_of_one_task_are_evidence_once_whichever_is_sent_first(centre: Centre) -> None:
    first, second = begins(centre), begins(centre, ARABIC, language="ar")
    for minutes, piece_id in enumerate((second, first)):
        at = NOW + timedelta(minutes=minutes)
        writing.submit_piece(centre.store, centre.agent, piece_id, at)
    assert [source for _, source, _ in evidence(centre)] == [f"piece:{second}"]
    assert [view(centre, one).counts for one in (first, second)] == [False, True]
