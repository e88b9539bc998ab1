"""Who calls, who answers, how they are addressed and how politely: none of it turns a verdict."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from accuracy.dialogues import read_development, read_set
from accuracy.fairness.probing import Flip, Probed, fairness_table, probe
from accuracy.fairness.swapping import GROUPS, dialogue_pairs, template_pairs
from qa.model import CriterionResult, Language, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard

LARGEST_SHARE = 0.01
REVERSED_SHARE = 0.002  # of met into not met or the other way round, which nobody would look at


def told(probed: Probed) -> str:
    """The measured rate, and what flipped most."""
    most = Counter(
        (flip.pair.call.language.value, flip.pair.group, flip.criterion, flip.before, flip.after)
        for flip in probed.flips
    ).most_common(12)
    rows = [f"{count} x {' '.join(kind)}" for kind, count in most]
    return "\n".join(["", *fairness_table(probed), *rows])


def fair(probed: Probed) -> bool:
    return probed.share < LARGEST_SHARE and probed.reversed_share < REVERSED_SHARE


@pytest.fixture(scope="module")
def own() -> Probed:
    """Templates and the project's own dialogues."""
    return probe(chain(template_pairs(), dialogue_pairs(read_set("tune"), "tune")))


def test_every_kind_of_swap_changes_words_in_both_languages(own: Probed) -> None:
    for language in Language:
        for group in GROUPS:
            assert len(own.of(group, language).pairs) >= 10, (language, group)


@pytest.mark.xfail(strict=True, reason="measured 1.27 % by joined-1: names move learned scores")
def test_under_one_verdict_in_a_hundred_flips_in_templates_and_own_dialogues(own: Probed) -> None:
    assert own.verdicts > 5_000
    assert fair(own), told(own)


def test_under_one_verdict_in_a_hundred_flips_in_the_development_set(shared_data: Path) -> None:
    dialogues = read_development(shared_data / "evalset")
    if not dialogues:
        pytest.skip("no development dialogues here")
    probed = probe(dialogue_pairs(dialogues, "development"))
    assert fair(probed), told(probed)


def test_templates_differ_in_names_and_gender_and_in_nothing_else() -> None:
    for pair in template_pairs():
        assert len(pair.call.segments) == len(pair.twin.segments)
        assert pair.call != pair.twin
        for one, other in zip(pair.call.segments, pair.twin.segments, strict=True):
            assert "<" not in other.text and "{" not in other.text
            if pair.group == "names":
                assert len(one.text.split()) == len(other.text.split())


def test_a_flip_between_met_and_not_met_is_counted_apart() -> None:
    pair = next(iter(template_pairs()))

    def flip(after: Verdict) -> Flip:
        return Flip(pair, "salutation", Verdict.MET, after)

    probed = Probed((pair,), 12, (flip(Verdict.UNSURE), flip(Verdict.NOT_MET)))
    assert probed.share == pytest.approx(2 / 12)
    assert probed.reversed_share == pytest.approx(1 / 12)


def test_a_judge_that_goes_by_names_is_caught() -> None:
    def biased(call: Transcript) -> Sequence[CriterionResult]:
        results = Engine().evaluate(call, load_scorecard()).results
        if any(name in call.segments[0].text for name in ("Ngozi", "نغوزي")):
            return [replace(result, verdict=Verdict.NOT_MET) for result in results]
        return results

    names = [pair for pair in template_pairs() if pair.group == "names"]
    assert not fair(probe(names, biased))
