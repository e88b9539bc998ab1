"""What is far too long is refused before the work of masking it; what says nothing is no reason."""

from collections.abc import Callable

import pytest

from services import assignments, certificates, coaching, quizzes, reviewed, written
from services.assignments import Terms
from services.errors import Invalid, NotFound
from storage.records import Role
from tests.certified import passed
from tests.services.conftest import NOW, Centre
from tests.services.learners import publish

MEGABYTE = "1 " * 500_000
MARKS = "\u200f\u200e \u200f"


@pytest.fixture(autouse=True)
def masked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long what was masked was: a megabyte of digits takes many seconds."""
    lengths: list[int] = []

    def mask(text: str) -> str:
        lengths.append(len(text))
        return text

    monkeypatch.setattr(written, "mask_text", mask)
    return lengths


def acts(centre: Centre) -> dict[str, Callable[[str], object]]:
    """Everything in the training part that takes a remark of a few lines."""
    store, agent = centre.store, centre.agent
    supervisor = centre.person(Role.SUPERVISOR)
    module = publish(store, "empathy")["empathy"]
    attempt = quizzes.start_quiz(store, agent, "empathy", "learn", NOW, seed=1)
    code = passed(store, agent, module).code
    card = centre.card_of(centre.add_released())
    question = module.questions[0]
    late = NOW.replace(year=NOW.year + 1, month=1)
    return {
        "assign": lambda words: assignments.assign_module(
            store, supervisor, agent.account_id, "empathy", Terms(late, words), NOW
        ),
        "revoke": lambda words: certificates.revoke(store, supervisor, code, words, NOW),
        "report": lambda words: quizzes.report_question(store, agent, attempt, 0, words, NOW),
        "report a card": lambda words: reviewed.report_question(store, agent, question, words, NOW),
        "comment": lambda words: coaching.acknowledge_card(store, agent, card, words, NOW),
    }


@pytest.mark.parametrize("name", ["assign", "revoke", "report", "report a card", "comment"])
def test_a_pasted_megabyte_is_refused_before_it_is_masked(
    centre: Centre, masked: list[int], name: str
) -> None:
    act = acts(centre)[name]
    masked.clear()
    with pytest.raises(Invalid, match="text_too_long"):
        act(MEGABYTE)
    assert not masked


@pytest.mark.parametrize("name", ["assign", "revoke"])
def test_direction_marks_alone_are_no_reason(centre: Centre, name: str) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        acts(centre)[name](MARKS)


def test_a_reason_may_have_spaces_around_it_beyond_the_limit(centre: Centre) -> None:
    with pytest.raises(NotFound):  # it was read, and the card is not there
        reviewed.report_question(
            centre.store,
            centre.agent,
            publish(centre.store, "empathy")["empathy"].questions[0],
            " " * 5_000 + "The key is wrong." + " " * 5_000,
            NOW,
        )
