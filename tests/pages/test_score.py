"""The score as it is told: the sum, what is left out, what is open, the auto-fail."""

import pytest

from qa.model import CriterionResult, Language, Score, Verdict
from qa.scoring import score
from tests.pages import heard as made
from ui import player, state
from ui import score as told


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: Language.EN)


def line(parts: object) -> str:
    assert isinstance(parts, list)
    return "".join(part["text"] for part in parts)


def tell(*results: CriterionResult) -> player.Drawn:
    return told.score_data(score(results), results)


def test_the_sum_says_what_was_earned_of_what_counted_and_what_did_not_count() -> None:
    drawn = told.score_data(Score(earned=60, possible=75, unsure=20, not_applicable=5), ())
    assert drawn["value"] == "80"
    assert line(drawn["arithmetic"]) == "60 ÷ 75 = 80 · not counted: 20 unsure, 5 not applicable"
    assert line(drawn["open_range"]) == "after you decide: 63 to 84"


def test_the_sum_keeps_its_direction_inside_arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "language", lambda: Language.AR)
    arithmetic = told.score_data(Score(earned=80, possible=95), ())["arithmetic"]
    assert arithmetic == [{"text": "80 ÷ 95 = 84.2", "ltr": True, "strong": True}]


def test_nothing_open_has_no_range() -> None:
    assert told.score_data(Score(earned=60, possible=75), ())["open_range"] == []


def test_where_nothing_counted_there_is_no_number() -> None:
    drawn = told.score_data(Score(earned=0, possible=0, unsure=30), ())
    assert (drawn["value"], drawn["known"]) == ("—", False)
    assert line(drawn["arithmetic"]).startswith("No points counted yet")


def test_an_auto_fail_is_one_line_with_the_score_without_it() -> None:
    drawn = tell(
        made.result("salutation", Verdict.MET),
        made.result("company", Verdict.NOT_MET),
        made.result("insult", Verdict.NOT_MET),
    )
    assert drawn["value"] == "0"
    assert str(drawn["auto_fail"]).startswith("0 because")
    assert str(drawn["auto_fail"]).endswith("without it 50")


def test_undecided_criteria_are_counted_in_words() -> None:
    drawn = tell(made.result("summary", Verdict.UNSURE), made.result("hold", Verdict.UNSURE))
    assert drawn["undecided"] == "2 criteria still unsure"
    assert "stay out of the score" in str(drawn["undecided_warning"])


def test_the_bar_shows_what_counted_apart_from_what_did_not() -> None:
    weights = told.score_data(Score(earned=60, possible=75, not_applicable=5), ())["weights"]
    assert weights == [
        {"verdict": "met", "weight": 60, "counted": True},
        {"verdict": "not_met", "weight": 15, "counted": True},
        {"verdict": "not_applicable", "weight": 5, "counted": False},
    ]
