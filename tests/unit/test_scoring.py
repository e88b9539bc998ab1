from fractions import Fraction

import pytest

from qa.errors import ScorecardInvalid
from qa.model import Criterion, CriterionResult, Language, Verdict
from qa.scorecard import load_scorecard, parse_scorecard
from qa.scoring import final_results, score

TEXT = {"ar": "نص", "en": "text"}


def result(
    name: str, verdict: Verdict, weight: int = 10, *, auto_fail: bool = False
) -> CriterionResult:
    criterion = Criterion(name, "opening", weight, "skill", TEXT, TEXT, TEXT, name, auto_fail)
    return CriterionResult(criterion, verdict, confidence=0.9)


def test_what_was_met_is_weighed_against_what_applied() -> None:
    total = score([result("a", Verdict.MET, 30), result("b", Verdict.NOT_MET, 10)])
    assert (total.earned, total.possible, total.value) == (30, 40, Fraction(75))


def test_unsure_and_not_applicable_leave_the_denominator_and_are_told() -> None:
    total = score(
        [
            result("a", Verdict.MET, 30),
            result("b", Verdict.UNSURE, 20),
            result("c", Verdict.NOT_APPLICABLE, 15),
        ]
    )
    assert (total.value, total.unsure, total.not_applicable) == (Fraction(100), 20, 15)
    assert (total.lowest, total.highest) == (Fraction(60), Fraction(100))


def test_one_missed_auto_fail_zeroes_the_score_and_the_other_is_kept_beside_it() -> None:
    total = score([result("a", Verdict.MET), result("x", Verdict.NOT_MET, 0, auto_fail=True)])
    assert (total.value, total.without_auto_fail) == (Fraction(0), Fraction(100))
    assert total.auto_failed_by == ("x",)


def test_an_unsure_auto_fail_zeroes_nothing() -> None:
    total = score([result("a", Verdict.MET), result("x", Verdict.UNSURE, 0, auto_fail=True)])
    assert total.value == Fraction(100)


def test_without_anything_that_counts_there_is_no_score() -> None:
    assert score([result("a", Verdict.UNSURE)]).value is None


def test_a_persons_verdict_lies_over_the_engines_without_changing_it() -> None:
    engine = (result("a", Verdict.NOT_MET), result("b", Verdict.MET))
    final = final_results(engine, {"a": Verdict.MET})
    assert [(r.verdict, r.by_person) for r in final] == [(Verdict.MET, True), (Verdict.MET, False)]
    assert final[0].confidence is None
    assert engine[0].verdict is Verdict.NOT_MET


def test_the_default_scorecard_weighs_a_hundred_points_in_both_languages() -> None:
    scorecard = load_scorecard()
    assert sum(criterion.weight for criterion in scorecard.criteria) == 100
    assert [c.criterion_id for c in scorecard.criteria if c.auto_fail] == ["insult"]
    assert all(set(c.title) == set(Language) for c in scorecard.criteria)


def test_an_unknown_scorecard_is_refused() -> None:
    with pytest.raises(ScorecardInvalid) as refused:
        load_scorecard("../secrets")
    assert refused.value.code == "scorecard_unknown"


def test_weights_that_do_not_add_up_are_refused() -> None:
    text = """
version: 1
title: {ar: ن, en: t}
sections: {opening: {ar: ن, en: t}}
criteria:
  salutation:
    {section: opening, weight: 90, skill: courtesy, title: {ar: ن, en: t},
     guidance: {ar: ن, en: t}, why: {ar: ن, en: t}}
"""
    with pytest.raises(ScorecardInvalid):
        parse_scorecard("broken", text)
