"""A score with its arithmetic: what was earned of what counted, what was left out and why."""

from collections.abc import Iterable
from fractions import Fraction

from qa.model import CriterionResult, Score, Verdict
from ui import state, text
from ui.player import Drawn
from ui.text import say, say_count


def score_data(score: Score, results: Iterable[CriterionResult]) -> Drawn:
    """The number, the bar of weights, the sum in one line, the range still open, the auto-fail."""
    listed = tuple(results)
    unsure = sum(result.verdict is Verdict.UNSURE for result in listed)
    return {
        "value": "—" if score.value is None else text.points(score.value),
        "known": score.value is not None,
        "counted": _counted(score),
        "weights": _weights(score),
        "arithmetic": _arithmetic(score),
        "open_range": _open_range(score),
        "auto_fail": _auto_fail(score, listed),
        "undecided": say_count("score.undecided", unsure) if unsure else None,
        "undecided_warning": say_count("score.undecided_warning", unsure) if unsure else None,
    }


def exactly(value: Fraction) -> str:
    """84.2, and 80 rather than 80.0."""
    return f"{float(value):.1f}".removesuffix(".0")


def _counted(score: Score) -> str | None:
    if not score.possible:
        return None
    return say("score.counted", earned=score.earned, possible=score.possible)


def _weights(score: Score) -> list[Drawn]:
    parts = (
        (Verdict.MET, score.earned, True),
        (Verdict.NOT_MET, score.possible - score.earned, True),
        (Verdict.UNSURE, score.unsure, False),
        (Verdict.NOT_APPLICABLE, score.not_applicable, False),
    )
    return [
        {"verdict": verdict.value, "weight": weight, "counted": counted}
        for verdict, weight, counted in parts
        if weight
    ]


def _arithmetic(score: Score) -> list[Drawn]:
    """60 ÷ 75 = 80 · not counted: 20 unsure, 5 not applicable."""
    left_out = _left_out(score)
    if score.without_auto_fail is None:
        first: Drawn = {"text": say("score.nothing_counted")}
    else:
        formula = f"{score.earned} ÷ {score.possible} = {exactly(score.without_auto_fail)}"
        first = {"text": formula, "ltr": True, "strong": True}
    return [first, {"text": f" · {left_out}"}] if left_out else [first]


def _left_out(score: Score) -> str:
    parts = []
    if score.unsure:
        parts.append(say("score.points_unsure", points=score.unsure))
    if score.not_applicable:
        parts.append(say("score.points_not_applicable", points=score.not_applicable))
    return say("score.not_counted", parts=say("player.comma").join(parts)) if parts else ""


def _open_range(score: Score) -> list[Drawn]:
    """After you decide: 63 to 84; empty where nothing is open."""
    if not score.unsure or score.lowest is None or score.highest is None:
        return []
    if score.auto_failed_by:
        return []
    return [
        {"text": say("score.range_before")},
        {"text": text.points(score.lowest), "ltr": True, "strong": True},
        {"text": say("score.range_between")},
        {"text": text.points(score.highest), "ltr": True, "strong": True},
    ]


def _auto_fail(score: Score, results: Iterable[CriterionResult]) -> str | None:
    """0 because …, with the score that would have been."""
    if not score.auto_failed_by:
        return None
    failed = [r.criterion for r in results if r.criterion.criterion_id in score.auto_failed_by]
    titles = say("player.comma").join(criterion.title[state.language()] for criterion in failed)
    without = score.without_auto_fail
    if without is None:
        return say("score.auto_fail_alone", titles=titles)
    return say("score.auto_fail", titles=titles, without=text.points(without))
