"""Why the engine decided as it did: asked of a stored call, with nothing stored."""

from dataclasses import replace

import pytest

import qa
from qa.explanation import Layer
from qa.model import Language, Verdict
from qa.own_phrases import PhraseKind
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from services import explanations, phrases, processing
from services.errors import NotFound, PermissionDenied
from storage.records import Call, Role
from tests.services.conftest import NOW, Centre, transcript

WORDS = (
    "Sunrise bank, Sara speaking.",
    "Hello, my card was stolen and I am so upset.",
    "Hold on.",
    "Fine.",
)


def judged(centre: Centre, version: str = qa.ENGINE_VERSION) -> Call:
    """A call that the engine itself judged, said to be of a version."""
    call = centre.add_call()
    spoken = transcript(*WORDS)
    evaluation = replace(
        Engine().evaluate(spoken, load_scorecard()), engine_version=version, language=Language.EN
    )
    processing.complete(centre.store, call.call_id, spoken, evaluation, NOW)
    return centre.call(call)


def test_a_verdict_of_todays_engine_is_explained_as_it_was_given(centre: Centre) -> None:
    call = judged(centre)
    told = explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, "hold")
    assert told.explanation.result == told.stored
    assert not told.is_older
    assert not told.differs


def test_an_evaluation_of_an_older_engine_says_so(centre: Centre) -> None:
    call = judged(centre, version="rules-0")
    told = explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, "hold")
    assert (told.is_older, told.made_by, told.explained_by) == (True, "rules-0", qa.ENGINE_VERSION)


def test_a_verdict_that_todays_engine_would_not_give_is_told_apart(centre: Centre) -> None:
    call = centre.add_evaluated(verdicts={"summary": Verdict.MET})
    told = explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, "summary")
    assert told.stored.verdict is Verdict.MET
    assert told.differs


def test_explaining_leaves_no_trace(centre: Centre) -> None:
    call = judged(centre)
    before = centre.audit_acts()
    explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, "hold")
    assert centre.audit_acts() == before


@pytest.mark.parametrize("criterion_id", ["", "no_such_criterion"])
def test_there_is_no_why_of_a_criterion_the_evaluation_lacks(
    centre: Centre, criterion_id: str
) -> None:
    call = judged(centre)
    with pytest.raises(NotFound):
        explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, criterion_id)


def test_there_is_no_why_before_the_call_was_judged(centre: Centre) -> None:
    call = centre.add_call()
    with pytest.raises(NotFound):
        explanations.explain_criterion(centre.store, centre.reviewer, call.call_id, "hold")


def test_another_teams_reviewer_learns_nothing_of_the_call(centre: Centre) -> None:
    call = judged(centre)
    with pytest.raises(NotFound):
        explanations.explain_criterion(
            centre.store, centre.person(Role.REVIEWER, centre.there), call.call_id, "hold"
        )


def test_an_agent_is_not_told_the_engines_reasons_even_of_an_own_released_call(
    centre: Centre,
) -> None:
    call = centre.add_released()
    with pytest.raises(PermissionDenied):
        explanations.explain_criterion(centre.store, centre.agent, call.call_id, "hold")


def test_a_phrase_of_the_centres_own_list_is_told_as_such(centre: Centre) -> None:
    draft = phrases.Draft(
        text="not our circus",
        language=Language.EN,
        kind=PhraseKind.LITERAL,
        category="slang",
        sample="That is not our circus.",
    )
    supervisor = centre.person(Role.SUPERVISOR)
    phrases.add_phrase(centre.store, supervisor, draft, NOW)
    call = centre.add_call()
    spoken = transcript("Hello, that is not our circus.", "Oh.")
    own = phrases.in_force(centre.store, Language.EN)
    evaluation = Engine().evaluate(spoken, load_scorecard(), own)
    processing.complete(centre.store, call.call_id, spoken, evaluation, NOW)
    told = explanations.explain_criterion(centre.store, supervisor, call.call_id, "language")
    assert not told.differs
    assert Layer.OWN in told.explanation.places[0].layers
