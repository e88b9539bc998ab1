"""What a released evaluation shows of skills, and how it is kept, taken back and summed up."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from jobs.prepare import prepare
from qa.model import Evidence, Speaker, Verdict
from qa.scorecard import load_scorecard
from services import evaluations
from services.evaluations import Decision
from services.evidence import shown_in
from settings import Settings
from storage.evidence import NewEvidence, Piece
from storage.records import Account
from storage.store import Store
from tests.services.conftest import NOW, Centre, evaluation_of
from training_modules.skills import RECENCY, Shown, level_from, level_of

LONG_AGO = NOW - timedelta(days=400)
EDGES = tuple(NOW - age for age, _ in RECENCY)


def pieces(centre: Centre, agent: Account | None = None) -> dict[str, Piece]:
    """By criterion."""
    agent_id = (agent or centre.agent).account_id
    skills = {criterion.skill_id for criterion in load_scorecard().criteria}
    with centre.store.reading() as work:
        found = [work.evidence.of_skill(agent_id, skill, LONG_AGO) for skill in skills]
    return {piece.criterion_id: piece for part in found for piece in part}


def shown(agent: Account, number: int = 1, /, **changes: object) -> NewEvidence:
    made = NewEvidence(
        agent_id=agent.account_id,
        skill_id="empathy",
        kind="quiz",
        value=0.8,
        weight=0.5,
        shown_at=NOW - timedelta(days=1),
        source=f"attempt:{number}",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's own words


def test_a_release_shows_one_piece_per_decided_criterion(both: Centre) -> None:
    verdicts = {
        "empathy": Verdict.NOT_MET,
        "hold": Verdict.NOT_APPLICABLE,
        "summary": Verdict.UNSURE,
    }
    call = both.add_released(verdicts=verdicts)
    found = pieces(both)
    asked = {criterion.criterion_id for criterion in load_scorecard().criteria}
    assert set(found) == asked - {"hold", "summary"}
    assert (found["empathy"].value, found["closing"].value) == (0.0, 1.0)
    assert {piece.shown_at for piece in found.values()} == {call.happened_at}
    assert {piece.evaluation_id for piece in found.values()} == {call.evaluation_id}
    assert found["empathy"].detail["call_id"] == call.call_id


def test_the_persons_verdict_counts_not_the_engines(centre: Centre) -> None:
    call = centre.add_evaluated(verdicts={"closing": Verdict.NOT_MET})
    decision = Decision("closing", Verdict.MET, "said at the end")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    evaluations.release(centre.store, centre.reviewer, evaluation_of(call), NOW)
    assert pieces(centre)["closing"].value == 1.0


def test_before_the_release_nothing_is_shown(centre: Centre) -> None:
    centre.add_evaluated()
    assert pieces(centre) == {}


def test_a_withdrawn_release_takes_its_evidence_back(both: Centre) -> None:
    call, kept = both.add_released(), both.add_released()
    evaluations.withdraw_release(both.store, both.reviewer, evaluation_of(call), "wrong", NOW)
    assert {piece.evaluation_id for piece in pieces(both).values()} == {kept.evaluation_id}


def test_released_anew_it_shows_the_new_verdicts(centre: Centre) -> None:
    call = centre.add_released(verdicts={"closing": Verdict.NOT_MET})
    evaluation_id = evaluation_of(call)
    evaluations.withdraw_release(centre.store, centre.reviewer, evaluation_id, "wrong", NOW)
    decision = Decision("closing", Verdict.MET, "said at the end")
    evaluations.override_criterion(centre.store, centre.reviewer, evaluation_id, decision, NOW)
    evaluations.release(centre.store, centre.reviewer, evaluation_id, NOW)
    assert pieces(centre)["closing"].value == 1.0


def test_the_moment_kept_is_what_the_agent_said(centre: Centre) -> None:
    call = centre.add_released()
    with centre.store.reading() as work:
        stored = work.evaluations.find(evaluation_of(call))
    assert stored is not None
    customer = Evidence(0, 0, 5, "I waited", Speaker.CUSTOMER, 3.0, 5.0)
    agent = Evidence(1, 0, 5, "I am sorry", Speaker.AGENT, 6.0, 8.0)
    result = replace(stored.evaluation.results[0], evidence=(customer, agent))
    (made,) = shown_in(call, stored, [result])
    assert (made.detail["quote"], made.detail["start_s"]) == ("I am sorry", 6.0)


def test_an_older_database_gets_its_evidence_once(both: Centre) -> None:
    call = both.add_released(verdicts={"closing": Verdict.NOT_MET})
    both.add_evaluated()
    before = pieces(both)
    engine = create_engine(both.store.database_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM skill_evidence"))
    engine.dispose()
    assert evaluations.add_missing_evidence(both.store) == 1
    again = pieces(both)
    assert {piece.evaluation_id for piece in again.values()} == {call.evaluation_id}
    assert {name: piece.value for name, piece in again.items()} == {
        name: piece.value for name, piece in before.items()
    }
    assert evaluations.add_missing_evidence(both.store) == 0


def test_the_same_source_counts_once(both: Centre) -> None:
    for value in (0.8, 0.3):
        with both.store.transaction() as work:
            work.evidence.add_all([shown(both.agent, value=value)])
    assert [piece.value for piece in pieces(both).values()] == [0.8]


def test_nothing_to_add_is_nothing_done(centre: Centre) -> None:
    with centre.store.transaction() as work:
        work.evidence.add_all([])
    assert pieces(centre) == {}


@pytest.mark.parametrize("wrong", [{"value": 1.2}, {"value": -0.1}, {"weight": 0.0}])
def test_impossible_evidence_is_refused(wrong: dict[str, float], centre: Centre) -> None:
    with pytest.raises(ValueError, match="attempt:1"), centre.store.transaction() as work:
        work.evidence.add_all([shown(centre.agent, **wrong)])


def test_sums_of_the_database_give_the_levels_of_the_formula(both: Centre) -> None:
    """At every edge of age, on both databases."""
    days = (0, 1, 29.9, 30, 30.1, 60, 90, 90.1, 179, 180, 180.1, -1)
    made = [
        shown(both.agent, number, value=number % 3 / 2, shown_at=NOW - timedelta(days=age))
        for number, age in enumerate(days)
    ]
    with both.store.transaction() as work:
        work.evidence.add_all(made)
    with both.store.reading() as work:
        sums = work.evidence.sums([both.agent.account_id], EDGES, NOW)
    summed = level_of(sums[both.agent.account_id, "empathy"])
    expected = level_from([Shown(one.value, one.weight, one.shown_at) for one in made], NOW)
    assert summed.pieces == expected.pieces == 10
    assert summed.effective == pytest.approx(expected.effective)
    assert summed.estimate is not None and expected.estimate is not None
    assert summed.estimate.share == pytest.approx(expected.estimate.share)


def test_a_store_without_agents_sums_up_nothing(centre: Centre) -> None:
    store: Store = centre.store
    with store.reading() as work:
        assert work.evidence.sums([], EDGES, NOW) == {}


def test_a_start_gives_an_older_centre_its_evidence(centre: Centre, tmp_path: Path) -> None:
    call = centre.add_released()
    with centre.store.transaction() as work:
        work.evidence.remove_evaluation(evaluation_of(call))
    settings = Settings(data_dir=tmp_path, database_url=centre.store.database_url)
    prepare(settings)
    assert {piece.evaluation_id for piece in pieces(centre).values()} == {call.evaluation_id}
