"""Overriding, releasing, withdrawing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from qa.model import Verdict
from services import coaching, evaluations
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.evaluations import Decision
from storage.records import Role
from tests.services.conftest import NOW, Centre, evaluation_of

NOT_HEARD = Decision("company", Verdict.NOT_MET, "The name is not to be heard")


def test_a_page_finds_everything_it_draws(both: Centre) -> None:
    call = both.add_evaluated(
        verdicts={"closing": Verdict.NOT_MET}, recording=both.recording_file()
    )
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert len(view.results) == len(view.stored.evaluation.scorecard.criteria)
    assert view.score.value == 95
    assert view.transcript.segments
    assert view.recording is not None
    assert view.card.focus is not None
    assert (view.may_override, view.may_release, view.may_withdraw) == (True, True, False)


def test_a_persons_verdict_counts_and_the_engines_stays_beside_it(both: Centre) -> None:
    call = both.add_evaluated()
    evaluations.override_criterion(both.store, both.reviewer, evaluation_of(call), NOT_HEARD, NOW)
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    company = next(r for r in view.results if r.criterion.criterion_id == "company")
    assert (company.verdict, company.by_person) == (Verdict.NOT_MET, True)
    assert view.score.value == 95
    assert view.engine_score.value == 100
    assert view.call.score == 95.0
    assert [(o.verdict, o.reason, o.by_name) for o in view.stored.overrides] == [
        (Verdict.NOT_MET, NOT_HEARD.reason, both.reviewer.name)
    ]


def test_the_latest_verdict_counts_and_all_stay_in_the_history(both: Centre) -> None:
    call = both.add_evaluated()
    for verdict in (Verdict.NOT_MET, Verdict.NOT_APPLICABLE):
        decision = Decision("company", verdict, "heard again")
        evaluations.override_criterion(
            both.store, both.reviewer, evaluation_of(call), decision, NOW
        )
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert [o.verdict for o in view.stored.overrides] == [Verdict.NOT_APPLICABLE]
    assert [o.ended_at for o in view.history] == [None, NOW]


def test_an_override_can_be_taken_back(both: Centre) -> None:
    call = both.add_evaluated()
    evaluations.override_criterion(both.store, both.reviewer, evaluation_of(call), NOT_HEARD, NOW)
    for _ in range(2):
        evaluations.clear_override(both.store, both.reviewer, evaluation_of(call), "company", NOW)
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert not view.stored.overrides
    assert view.score.value == 100
    assert len(view.history) == 1
    assert both.audit_acts().count("evaluation.clear_override") == 1


def test_the_same_override_sent_by_many_clicks_counts_once(both: Centre) -> None:
    call = both.add_evaluated()

    def click(_: int) -> None:
        evaluations.override_criterion(
            both.store, both.reviewer, evaluation_of(call), NOT_HEARD, NOW
        )

    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(click, range(8)))
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert len(view.history) == 1
    assert both.audit_acts().count("evaluation.override") == 1


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision("company", Verdict.MET, "  "), "reason_missing"),
        (Decision("company", Verdict.UNSURE, "who knows"), "verdict_undecided"),
        (Decision("shoe_size", Verdict.MET, "why not"), "criterion_unknown"),
        (Decision("company", Verdict.MET, "x" * 2_001), "text_too_long"),
    ],
)
def test_a_decision_needs_a_verdict_a_criterion_and_a_reason(
    centre: Centre, decision: Decision, code: str
) -> None:
    call = centre.add_evaluated()
    with pytest.raises(Invalid, match=code):
        evaluations.override_criterion(
            centre.store, centre.reviewer, evaluation_of(call), decision, NOW
        )


def test_a_card_number_in_a_reason_is_masked(centre: Centre) -> None:
    call = centre.add_evaluated()
    decision = Decision("company", Verdict.NOT_MET, "said 4111-1111-1111-1111 aloud")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    view = evaluations.open_evaluation(centre.store, centre.reviewer, call.call_id)
    assert "4111" not in view.history[0].reason


def test_released_many_times_at_once_there_is_one_card(both: Centre) -> None:
    call = both.add_evaluated()

    def click(_: int) -> None:
        evaluations.release(both.store, both.reviewer, evaluation_of(call), NOW)

    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(click, range(8)))
    assert len(coaching.list_cards(both.store, both.agent)) == 1
    assert both.audit_acts().count("evaluation.release") == 1


def test_the_card_is_made_of_the_final_verdicts(centre: Centre) -> None:
    call = centre.add_evaluated(verdicts={"closing": Verdict.NOT_MET})
    for criterion, verdict in (("closing", Verdict.MET), ("summary", Verdict.NOT_MET)):
        evaluations.override_criterion(
            centre.store,
            centre.reviewer,
            evaluation_of(call),
            Decision(criterion, verdict, "heard it"),
            NOW,
        )
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    card = coaching.list_cards(centre.store, centre.agent)[0].card.card
    assert card.focus is not None
    assert card.focus.criterion_id == "summary"


def test_two_cards_in_a_row_say_the_same_thing_in_other_words(both: Centre) -> None:
    for _ in range(2):
        call = both.add_evaluated(verdicts={"closing": Verdict.NOT_MET})
        evaluations.release(both.store, both.reviewer, evaluation_of(call), NOW)
    focuses = [line.card.card.focus for line in coaching.list_cards(both.store, both.agent)]
    assert [focus.criterion_id for focus in focuses if focus] == ["closing", "closing"]
    assert len({focus.try_saying for focus in focuses if focus}) == 2


def test_a_released_card_is_shown_as_the_agent_has_it(centre: Centre) -> None:
    first = centre.add_evaluated(verdicts={"closing": Verdict.NOT_MET})
    evaluations.release(centre.store, centre.reviewer, evaluation_of(first), NOW)
    second = centre.add_evaluated(verdicts={"closing": Verdict.NOT_MET})
    evaluations.release(centre.store, centre.reviewer, evaluation_of(second), NOW)
    view = evaluations.open_evaluation(centre.store, centre.reviewer, first.call_id)
    assert view.released_card is not None and view.card == view.released_card.card


def test_a_released_evaluation_is_final(centre: Centre) -> None:
    call = centre.add_released()
    with pytest.raises(Refused, match="evaluation_released"):
        evaluations.override_criterion(
            centre.store, centre.reviewer, evaluation_of(call), NOT_HEARD, NOW
        )
    with pytest.raises(Refused, match="evaluation_released"):
        evaluations.clear_override(
            centre.store, centre.reviewer, evaluation_of(call), "company", NOW
        )


def test_withdrawn_the_card_is_gone_and_verdicts_can_be_changed(both: Centre) -> None:
    call = both.add_released()
    for _ in range(2):
        evaluations.withdraw_release(
            both.store, both.reviewer, evaluation_of(call), "wrong agent", NOW
        )
    assert coaching.list_cards(both.store, both.agent) == ()
    evaluations.override_criterion(both.store, both.reviewer, evaluation_of(call), NOT_HEARD, NOW)
    evaluations.release(both.store, both.reviewer, evaluation_of(call), NOW)
    assert coaching.list_cards(both.store, both.agent)[0].call.score == 95.0
    assert both.audit_acts().count("evaluation.withdraw") == 1


def test_withdrawing_needs_a_reason(centre: Centre) -> None:
    call = centre.add_released()
    with pytest.raises(Invalid, match="reason_missing"):
        evaluations.withdraw_release(centre.store, centre.reviewer, evaluation_of(call), "", NOW)


def test_a_supervisor_looks_but_decides_nothing(centre: Centre) -> None:
    supervisor = centre.person(Role.SUPERVISOR)
    call = centre.add_evaluated()
    view = evaluations.open_evaluation(centre.store, supervisor, call.call_id)
    assert (view.may_override, view.may_release, view.may_remove) == (False, False, False)
    with pytest.raises(PermissionDenied):
        evaluations.release(centre.store, supervisor, evaluation_of(call), NOW)


def test_a_call_without_an_evaluation_yet_is_not_found(centre: Centre) -> None:
    call = centre.add_call()
    with pytest.raises(NotFound):
        evaluations.open_evaluation(centre.store, centre.reviewer, call.call_id)


def test_the_call_that_waits_longest_is_next(centre: Centre) -> None:
    centre.add_call()
    first, _ = centre.add_evaluated(), centre.add_evaluated()
    centre.add_evaluated(centre.person(Role.AGENT, centre.there))
    assert evaluations.next_to_review(centre.store, centre.reviewer) == first.call_id
    evaluations.release(centre.store, centre.reviewer, evaluation_of(first), NOW)
    assert evaluations.next_to_review(centre.store, centre.reviewer) == _.call_id


def test_half_a_character_in_a_reason_is_left_out(both: Centre) -> None:
    call = both.add_evaluated()
    decision = Decision("company", Verdict.NOT_MET, "not said \ud83d")
    evaluations.override_criterion(both.store, both.reviewer, evaluation_of(call), decision, NOW)
    view = evaluations.open_evaluation(both.store, both.reviewer, call.call_id)
    assert view.history[0].reason == "not said"
