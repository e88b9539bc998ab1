"""Intervals, reliability, quotas and the page they stand on."""

from collections import Counter
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from accuracy import bank_counts, figures, report
from accuracy.dialogues import read_set
from accuracy.extremes import extremes_table, told_by_marks, told_in_titles
from accuracy.intervals import interval
from accuracy.reliability import bins, calibration_error, drawing, reliability_table
from accuracy.scoring import Guess, Scored
from accuracy.systems import layers_of, load_system, measure
from accuracy.tables import two
from accuracy.targets import targets_table
from qa.findings import find
from qa.learned.bank import Mark, Utterance, read_bank
from qa.model import Act, Finding, Language, Transcript
from tests.unit.calls import read_call

SILENT = f"{__name__}:hear_nothing"
forbidden_f1 = partial(figures.f1, name="forbidden")


def hear_nothing(transcript: Transcript) -> tuple[Finding, ...]:
    return ()


def scored(right: int, wrong: int, dialect: str = "gulf") -> Scored:
    """A dialogue in which some forbidden spans were found and some were missed."""
    counts = Counter({("forbidden", "tp"): right, ("forbidden", "fn"): wrong})
    guesses = tuple([Guess("forbidden", 0.9, True)] * right)
    return Scored("ar", dialect, "asr", counts, guesses)


def test_an_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    group = [scored(at % 3, (at + 1) % 2) for at in range(20)]
    told = interval(group, forbidden_f1)
    assert told and told.low < told.value < told.high
    assert told == interval(group, forbidden_f1)


def test_more_dialogues_of_the_same_kind_narrow_the_interval() -> None:
    few = interval([scored(1, 0), scored(0, 1)] * 4, forbidden_f1)
    many = interval([scored(1, 0), scored(0, 1)] * 40, forbidden_f1)
    assert few and many
    assert many.high - many.low < (few.high - few.low) / 2


def test_nothing_to_measure_has_no_interval() -> None:
    assert interval([scored(0, 0)], forbidden_f1) is None
    assert interval([], forbidden_f1) is None


def test_the_surest_guesses_fall_into_the_last_of_ten_bins() -> None:
    told = bins([Guess("empathy", 1.0, True), Guess("empathy", 0.95, False)])
    assert [one and one.count for one in told] == [None] * 9 + [2]
    assert told[9] and told[9].right == 0.5


def test_guesses_as_often_right_as_sure_have_no_calibration_error() -> None:
    even = [Guess("empathy", 0.75, at < 3) for at in range(4)]
    assert calibration_error(even) == pytest.approx(0)
    assert calibration_error([Guess("empathy", 0.9, False)]) == pytest.approx(0.9)
    assert calibration_error([]) is None


def test_the_curve_is_a_drawing_of_one_dot_per_filled_bin() -> None:
    guesses = [Guess("empathy", 0.55, True), Guess("empathy", 0.85, False)]
    root = ElementTree.fromstring(  # noqa: S314, our own words
        drawing({"all": guesses, "forbidden": []}, "How sure")
    )
    assert len(root.findall(".//{*}circle")) == 2
    assert root.findtext("{*}title") == "How sure"
    assert len(list(reliability_table({"all": guesses}))) == 2 + 10 + 1


def test_a_target_whose_range_reaches_below_is_not_surely_reached() -> None:
    group = [scored(4, 0)] * 6 + [scored(0, 6)]
    rows = [row for row in targets_table(group) if "gulf" in row]
    assert len(rows) == 1
    assert "reached, but not surely" in rows[0]


def test_a_missed_target_is_said_to_be_missed() -> None:
    rows = list(targets_table([scored(1, 4)] * 5))
    assert any("macro-F1" in row and "not reached" in row for row in rows)


def test_figures_are_told_without_the_nought_before_the_point() -> None:
    assert [two(0.804), two(1.0), two(None)] == [".80", "1.00", "–"]


def utterance(text: str, act: str = "", title: str = "") -> Utterance:
    marks = (Mark(act, 0, len(text)),) if act else ()
    return Utterance(text, marks, Language.EN, "phone", "rail", "hard", False, "f", 1, title=title)


def test_a_line_said_again_with_another_number_is_not_distinct() -> None:
    lines = [utterance("Your seat is 12."), utterance("Your seat is 14."), utterance("No.")]
    assert bank_counts.distinct(lines) == 2


def test_a_line_said_again_with_one_word_changed_says_nearly_the_same() -> None:
    said = "Your parcel left the depot in the early morning and it arrives tomorrow"
    lines = [utterance(said), utterance(said + " then"), utterance("Nothing like it at all here.")]
    assert bank_counts.unlike_share(lines) == pytest.approx(2 / 3)


def test_a_quota_counts_lines_whose_section_says_what_they_are() -> None:
    told = utterance("You left it late.", "forbidden.blame", title="Blame as a plain fact")
    other = utterance("You again.", "forbidden.insult", title="Blame as a plain fact")
    assert bank_counts.titled([told, other], "fact", act="forbidden.blame") == [told]


@pytest.mark.parametrize("language", Language)
def test_the_bank_reaches_what_was_asked(language: Language) -> None:
    """Lines counted by their section's title are left out: others lie in sections without it;
    and near likeness, which takes its time."""
    told = [one for one in read_bank() if one.language is language]
    quick = [quota for quota in bank_counts.QUOTAS if quota.measure is not bank_counts.unlike_share]
    asked = [quota for quota in quick if "title" not in quota.name]
    assert len(asked) == 5
    assert [quota.name for quota in asked if quota.measure(told) < quota.asked] == []


def test_a_quota_that_is_not_reached_is_said_to_be_too_few() -> None:
    told = "\n".join(bank_counts.quotas([utterance("Your seat is twelve.")]))
    assert "1 (too few)" in told


def test_an_absent_set_and_an_absent_evaluation_set_are_empty(tmp_path: Path) -> None:
    assert read_set("nowhere", tmp_path) == []
    names = [one.name for one in report.measure_sets(tmp_path, SILENT, final=True)]
    assert "tune" in names
    assert not {"development", "unread"} & set(names)


def test_of_the_unread_third_only_totals_are_told() -> None:
    layers = {"both": [scored(1, 1)], "rules": [scored(1, 1)], "learned": [scored(0, 2)]}
    told = "\n".join(report.summary([report.Measured("unread", [], layers)]))
    families = told.partition("unread, 1 dialogues")[2]
    assert "ar" in families
    assert "gulf" not in families


def test_any_finder_can_be_measured_by_its_name() -> None:
    silent = measure(read_set("tune")[:5], load_system(SILENT))
    assert all(one.counts["forbidden", "tp"] == 0 for one in silent)
    assert sum(one.counts["greeting", "fn"] for one in silent) > 0


def test_a_layer_alone_gives_what_it_found_even_where_the_other_did_too() -> None:
    alone = layers_of(find)["rules"]
    rude = read_call("A: Hello.\nC: Hi.\nA: Are you stupid?")
    assert Act.FORBIDDEN in {finding.act for finding in alone(rude)}


def doubt(transcript: Transcript) -> tuple[Finding, ...]:
    """Empathy in the first words of every line, with little confidence."""
    said = ((one.index, one.text[:9]) for one in transcript.segments)
    return tuple(
        Finding(Act.EMPATHY, index, 0, len(text), text, 0.2, decided=False, likely=False)
        for index, text in said
    )


def test_what_is_only_a_reason_to_ask_is_a_guess_of_low_confidence() -> None:
    guesses = [guess for one in measure(read_set("tune")[:5], doubt) for guess in one.guesses]
    assert [one and round(one.confidence, 1) for one in bins(guesses)][2] == 0.2


def test_exemplary_and_awful_dialogues_are_found_by_title_and_by_marks() -> None:
    dialogues = read_set("tune")
    titled, marked = told_in_titles(dialogues), told_by_marks(dialogues)
    assert {one.is_exemplary for one in titled} == {True, False}
    assert {one.is_exemplary for one in marked} == {True, False}
    assert len(list(extremes_table(titled[:2]))) > 2
