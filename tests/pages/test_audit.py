"""The audit trail: for administrators, the latest first, narrowed by area."""

from datetime import timedelta

import pytest

from qa.model import Language, Verdict
from services import assignments, evaluations, modules
from services.assignments import Terms
from services.evaluations import Decision
from storage.records import Role
from tests.pages.conftest import Browser
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre, evaluation_of


@pytest.mark.parametrize("role", [Role.AGENT, Role.REVIEWER, Role.SUPERVISOR])
def test_nobody_else_reads_it(centre: Centre, browser: Browser, role: Role) -> None:
    call = centre.add_call()
    assert call.reference not in browser.signs_in(centre.person(role)).opens("audit").words


def test_it_says_who_did_what(centre: Centre, browser: Browser) -> None:
    call = centre.add_call()
    first = browser.signs_in(centre.admin).opens("audit").rows()[0]["cells"]
    assert first[0]["text"] == f"Call {call.reference} added"
    assert first[1]["text"] == centre.reviewer.name


def test_it_speaks_arabic(centre: Centre, browser: Browser) -> None:
    centre.add_evaluated()
    browser.signs_in(centre.admin, Language.AR)
    assert browser.opens("audit").rows()[0]["cells"][1]["text"] == "النظام"


def test_criteria_and_verdicts_are_told_in_words(centre: Centre, browser: Browser) -> None:
    call = centre.add_evaluated()
    decision = Decision("company", Verdict.NOT_MET, "not heard")
    evaluations.override_criterion(
        centre.store, centre.reviewer, evaluation_of(call), decision, NOW
    )
    cells = browser.signs_in(centre.admin, Language.AR).opens("audit").rows()[0]["cells"]
    assert "ذكر اسم الجهة" in cells[3]["text"]
    assert "لم يتحقّق" in cells[3]["text"]


@pytest.mark.parametrize("retired", [False, True])
def test_a_module_is_called_by_its_title(centre: Centre, browser: Browser, retired: bool) -> None:
    modules.publish(centre.store, [sample_module("empathy")], NOW)
    terms = Terms(NOW + timedelta(days=7), "heard in two calls")
    assignments.assign_module(
        centre.store, centre.person(Role.SUPERVISOR), centre.agent.account_id, "empathy", terms, NOW
    )
    if retired:
        modules.retire(centre.store, "empathy", NOW)
    rows = browser.signs_in(centre.admin, Language.AR).opens("audit").rows()
    told = [row["cells"][3]["text"] for row in rows]
    assert any(sample_module("empathy").title.ar in text for text in told)


def test_it_is_narrowed_by_area(centre: Centre, browser: Browser) -> None:
    centre.add_released()
    screen = browser.signs_in(centre.admin).opens("audit").chooses("audit.area", "evaluation")
    assert len(screen.rows()) == 1


def test_an_empty_area_offers_everything_again(centre: Centre, browser: Browser) -> None:
    centre.add_call()
    screen = browser.signs_in(centre.admin).opens("audit").chooses("audit.area", "card")
    assert "Nothing of this kind" in screen.words
    screen.at.button[0].click().run()
    assert screen.rows()


def test_long_lists_are_paged(centre: Centre, browser: Browser) -> None:
    for _ in range(51):
        centre.add_call()
    screen = browser.signs_in(centre.admin).opens("audit")
    assert len(screen.rows()) == 50
    screen.at.button(key="audit.next").click().run()
    assert len(screen.rows()) == 1
