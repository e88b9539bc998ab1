"""The agent's cards."""

import pytest

from services import calls, coaching
from services.errors import Invalid, NotFound
from storage.records import Role
from tests.services.conftest import NOW, Centre

LATER = NOW.replace(hour=13)


def test_an_unreleased_evaluation_is_nothing_to_its_agent(centre: Centre) -> None:
    call = centre.add_evaluated(recording=centre.recording_file())
    assert coaching.list_cards(centre.store, centre.agent) == ()
    with pytest.raises(NotFound):
        calls.recording_for(centre.store, centre.agent, call.call_id)


def test_a_released_card_comes_with_its_call_results_and_recording(both: Centre) -> None:
    call = both.add_released(recording=both.recording_file())
    view = coaching.open_card(both.store, both.agent, both.card_of(call), NOW)
    assert view.call.reference == call.reference
    assert view.results
    assert view.score.value == 100
    assert view.recording is not None
    assert calls.recording_for(both.store, both.agent, call.call_id)[0] == view.recording


def test_a_card_is_seen_when_it_is_first_opened(both: Centre) -> None:
    card_id = both.card_of(both.add_released())
    assert coaching.open_card(both.store, both.agent, card_id, NOW).card.seen_at == NOW
    assert coaching.open_card(both.store, both.agent, card_id, LATER).card.seen_at == NOW


def test_acknowledged_twice_the_first_counts(both: Centre) -> None:
    card_id = both.card_of(both.add_released())
    coaching.acknowledge_card(both.store, both.agent, card_id, "Understood", NOW)
    coaching.acknowledge_card(both.store, both.agent, card_id, "Again", LATER)
    card = coaching.list_cards(both.store, both.agent)[0].card
    assert (card.acknowledged_at, card.comment) == (NOW, "Understood")
    assert both.audit_acts().count("card.acknowledge") == 1


def test_a_comment_is_masked_and_has_an_end(centre: Centre) -> None:
    card_id = centre.card_of(centre.add_released())
    with pytest.raises(Invalid, match="text_too_long"):
        coaching.acknowledge_card(centre.store, centre.agent, card_id, "x" * 2_001, NOW)
    said = "the number was 4111 1111 1111 1111"
    coaching.acknowledge_card(centre.store, centre.agent, card_id, said, NOW)
    assert "4111" not in coaching.list_cards(centre.store, centre.agent)[0].card.comment


def test_another_agents_card_is_not_found(centre: Centre) -> None:
    card_id = centre.card_of(centre.add_released())
    for other in (
        centre.add_person(Role.AGENT, centre.here),
        centre.person(Role.AGENT, centre.there),
    ):
        with pytest.raises(NotFound):
            coaching.open_card(centre.store, other, card_id, NOW)
        assert coaching.list_cards(centre.store, other) == ()


def test_half_a_character_in_a_comment_is_left_out(both: Centre) -> None:
    call = both.add_released()
    coaching.acknowledge_card(both.store, both.agent, both.card_of(call), "good \ud83d\0 call", NOW)
    card = coaching.list_cards(both.store, both.agent)[0].card
    assert card.comment == "good  call"
