"""Practice on a moment of one's own call: judged like the call, private, as often as one likes."""

import pytest

from qa.model import Verdict
from services import evaluations, own_call, skills
from services.errors import Invalid, NotFound, PermissionDenied, Refused
from services.own_call import Practice
from storage.records import Role
from tests.services.conftest import NOW, Centre

KIND = "I'm so sorry your card was stolen, that must be very worrying."
COLD = "Please wait."


def card(centre: Centre) -> int:
    released = centre.add_released(verdicts={"empathy": Verdict.NOT_MET})
    return centre.card_of(released)


def write(centre: Centre, card_id: int, number: int, text: str) -> Practice:
    return own_call.write(centre.store, centre.agent, card_id, number, text, NOW)


def test_a_try_is_judged_by_the_cards_criterion(both: Centre) -> None:
    practice = write(both, card(both), 1, KIND)
    assert practice.focus.criterion_id == "empathy"
    assert practice.tries[0].verdict is Verdict.MET
    assert all(quote in KIND for quote in practice.tries[0].quotes)


def test_every_try_is_kept_in_its_order(both: Centre) -> None:
    card_id = card(both)
    write(both, card_id, 1, COLD)
    practice = write(both, card_id, 2, KIND)
    assert [one.text for one in practice.tries] == [COLD, KIND]
    assert [one.verdict for one in practice.tries] == [Verdict.NOT_MET, Verdict.MET]
    assert own_call.open_practice(both.store, both.agent, card_id, NOW).next_number == 3


def test_a_try_sent_twice_counts_once(both: Centre) -> None:
    card_id = card(both)
    write(both, card_id, 1, COLD)
    assert [one.text for one in write(both, card_id, 1, KIND).tries] == [COLD]


def test_a_try_that_skips_one_is_refused(centre: Centre) -> None:
    with pytest.raises(Refused, match="practice_out_of_step"):
        write(centre, card(centre), 2, KIND)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("🙂", "reply_without_words"),
        ("أعتذر لك", "reply_not_english"),
        ("x" * 1_000_000, "reply_too_long"),
    ],
)
def test_what_cannot_be_read_is_no_try(centre: Centre, text: str, code: str) -> None:
    card_id = card(centre)
    with pytest.raises(Invalid, match=code):
        write(centre, card_id, 1, text)
    assert own_call.open_practice(centre.store, centre.agent, card_id, NOW).tries == ()


def test_nobody_else_reads_what_was_tried(centre: Centre) -> None:
    card_id = card(centre)
    write(centre, card_id, 1, KIND)
    with pytest.raises(NotFound):
        other = centre.add_person(Role.AGENT, centre.here)
        own_call.open_practice(centre.store, other, card_id, NOW)
    for role in (Role.SUPERVISOR, Role.REVIEWER, Role.ADMIN):
        with pytest.raises(PermissionDenied):
            own_call.open_practice(centre.store, centre.person(role), card_id, NOW)
    supervisor = centre.person(Role.SUPERVISOR)
    seen = skills.cell(centre.store, supervisor, centre.agent.account_id, "empathy", NOW)
    assert KIND not in repr(seen)


def test_a_card_without_a_focus_has_nothing_to_practise(centre: Centre) -> None:
    card_id = centre.card_of(centre.add_released())
    with pytest.raises(NotFound):
        own_call.open_practice(centre.store, centre.agent, card_id, NOW)


def test_a_withdrawn_card_takes_its_practice_along(both: Centre) -> None:
    call = both.add_released(verdicts={"empathy": Verdict.NOT_MET})
    card_id = both.card_of(call)
    write(both, card_id, 1, KIND)
    assert call.evaluation_id is not None
    evaluations.withdraw_release(both.store, both.reviewer, call.evaluation_id, "wrong", NOW)
    with pytest.raises(NotFound):
        own_call.open_practice(both.store, both.agent, card_id, NOW)
    with both.store.reading() as work:
        assert work.pieces.of_agent(both.agent.account_id, (own_call.KIND,)) == ()
