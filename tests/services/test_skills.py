"""Levels, cells and trends as services give them: all from the same evidence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from qa.model import Verdict
from services import modules, skills
from services.errors import NotFound
from services.skills import Cell
from storage.attempts import Answer, NewAttempt
from storage.evidence import NewEvidence
from storage.records import Account, Role
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre
from training_modules.model import Module


def supervisor(centre: Centre) -> Account:
    return centre.person(Role.SUPERVISOR)


def shown(centre: Centre, number: int, **changes: object) -> NewEvidence:
    made = NewEvidence(
        agent_id=centre.agent.account_id,
        skill_id="empathy",
        kind="quiz",
        value=number % 2,
        weight=0.5,
        shown_at=NOW - timedelta(days=number),
        source=f"attempt:{100 + number}",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's own words


def add(centre: Centre, *items: NewEvidence) -> None:
    with centre.store.transaction() as work:
        work.evidence.add_all(items)


def cell(centre: Centre, actor: Account | None = None, skill_id: str = "empathy") -> Cell:
    agent_id = centre.agent.account_id
    return skills.cell(centre.store, actor or supervisor(centre), agent_id, skill_id, NOW)


def test_picture_matrix_cell_and_trend_agree(both: Centre) -> None:
    add(both, *(shown(both, number) for number in range(20)))
    own = {one.skill.skill_id: one.level for one in skills.picture(both.store, both.agent, NOW)}
    found = skills.matrix(both.store, supervisor(both), None, NOW)
    at = [skill.skill_id for skill in found.skills].index("empathy")
    page = skills.open_agent_page(both.store, supervisor(both), both.agent.account_id, NOW)
    trend = next(one for one in page.trends if one.skill.skill_id == "empathy")
    assert own["empathy"] == found.rows[0].levels[at] == cell(both).level
    assert trend.points[-1].level.pieces == own["empathy"].pieces == 20


def test_a_trend_point_knows_only_what_had_been_shown_by_then(centre: Centre) -> None:
    add(centre, *(shown(centre, number, shown_at=NOW - timedelta(days=20)) for number in range(6)))
    page = skills.open_agent_page(centre.store, supervisor(centre), centre.agent.account_id, NOW)
    trend = next(one for one in page.trends if one.skill.skill_id == "empathy")
    assert [point.level.pieces for point in trend.points[-3:]] == [0, 6, 6]


def test_a_skill_of_the_centres_own_scorecard_has_its_column(centre: Centre) -> None:
    add(centre, shown(centre, 1, skill_id="upselling"))
    found = skills.matrix(centre.store, supervisor(centre), None, NOW)
    assert found.skills[-1].title.en == "upselling"
    assert cell(centre, skill_id="upselling").level.pieces == 1


def test_a_skill_nobody_knows_is_an_empty_cell(centre: Centre) -> None:
    assert cell(centre, skill_id="juggling").rests_on == ()


def test_evidence_of_over_half_a_year_is_neither_counted_nor_listed(centre: Centre) -> None:
    add(centre, shown(centre, 1, shown_at=NOW - timedelta(days=181)))
    found = cell(centre)
    assert (found.level.pieces, found.rests_on) == (0, ())


def taken(centre: Centre, module: Module, mode: str, at: datetime) -> NewEvidence:
    """A quiz in which the first question was wrong, the second right."""
    with centre.store.transaction() as work:
        attempt = work.attempts.add(
            NewAttempt(
                agent_id=centre.agent.account_id,
                module_id=module.module_id,
                module_version=module.version,
                mode=mode,  # type: ignore[arg-type]  # one of the modes
                language="en",
                seed=1,
                drawn=tuple(question.id for question in module.questions[:2]),
                started_at=at,
            )
        )
        for position, question in enumerate(module.questions[:2]):
            work.attempts.add_answer(
                Answer(attempt.attempt_id, position, question.id, "v", position, 1, at, "en", {})
            )
        work.attempts.set_submitted(attempt.attempt_id, 50.0, None, at)
    source, detail = f"attempt:{attempt.attempt_id}", {"mode": mode}
    return shown(centre, 1, source=source, value=0.5, detail=detail)


def published(centre: Centre) -> Module:
    modules.publish(centre.store, [sample_module("empathy")], NOW)
    return modules.published(centre.store)["empathy"]


def test_a_certification_shows_what_was_missed(both: Centre) -> None:
    module = published(both)
    add(both, taken(both, module, "certify", NOW - timedelta(days=1)))
    (basis,) = cell(both).rests_on
    assert basis.missed == (module.questions[0].stem,)
    assert basis.title == module.title


def test_what_was_practised_is_told_to_the_learner_only(both: Centre) -> None:
    module = published(both)
    add(both, taken(both, module, "practise", NOW - timedelta(days=1)))
    theirs, own = cell(both), cell(both, both.agent)
    assert (theirs.rests_on, theirs.kept_private, theirs.level.pieces) == ((), 1, 1)
    assert (len(own.rests_on), own.kept_private) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "detail", "title"),
    [
        ("scenario", {"scenario_id": "empathy.s1-sample"}, None),
        ("writing", {"subject": "somewhere.t99"}, None),
        ("writing", {"subject": 17}, None),
        ("quiz", {"mode": "certify"}, None),
    ],
)
def test_evidence_of_what_is_gone_is_still_listed(
    kind: str, detail: dict[str, object], title: None, centre: Centre
) -> None:
    add(centre, shown(centre, 1, kind=kind, detail=detail, source="gone:999"))
    (basis,) = cell(centre).rests_on
    assert basis.title is title


def test_a_scenario_is_called_by_its_title(centre: Centre) -> None:
    scenario = published(centre).scenarios[0]
    add(centre, shown(centre, 1, kind="scenario", detail={"scenario_id": scenario.id}))
    assert cell(centre).rests_on[0].title == scenario.title


def test_the_call_behind_a_piece_is_there_with_its_card(centre: Centre) -> None:
    call = centre.add_released(verdicts={"empathy": Verdict.NOT_MET})
    (basis,) = cell(centre).rests_on
    assert basis.call is not None
    assert (basis.call.call_id, basis.card_id) == (call.call_id, centre.card_of(call))


def test_a_reviewer_is_nobodys_agent(centre: Centre) -> None:
    with pytest.raises(NotFound):
        skills.cell(centre.store, supervisor(centre), centre.reviewer.account_id, "empathy", NOW)
