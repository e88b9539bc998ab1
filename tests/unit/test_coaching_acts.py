"""Which acts may score: the measured figures decide, and a scorecard cannot go past them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from accuracy.coaching_acts import __main__ as printing
from accuracy.coaching_acts import labels, measuring
from accuracy.coaching_acts.labels import Mark
from qa import checks, coaching_acts, scorecard
from qa.coaching_acts import COACHING, Figure, figures, hints_only, may_score, scoring_acts
from qa.errors import ScorecardInvalid
from qa.model import Act, Language, Segment, Speaker, Transcript, Verdict
from words import catalogue

DEFAULT = (Path(scorecard.__file__).parent / "scorecards" / "default.yml").read_text("utf-8")
PASSES = ("pass_a", "pass_b", "gold")


def figure(places: int = 20, f1: float | None = 0.8, ar: float = 0.8, en: float = 0.8) -> Figure:
    return Figure(places, f1, by_language={"ar": ar, "en": en})


def naming(check: str) -> str:
    """The default scorecard with another check for its summary."""
    return DEFAULT.replace("  summary:\n", f"  summary:\n    check: {check}\n", 1)


@pytest.mark.parametrize("act", sorted(hints_only()))
def test_a_scorecard_that_names_a_hints_only_check_is_refused(act: str) -> None:
    with pytest.raises(ScorecardInvalid) as refused:
        scorecard.parse_scorecard("ours", naming(act))
    assert refused.value.code == "check_hints_only"
    assert refused.value.params == {"name": "ours", "check": act}
    for language in Language:
        sentence = catalogue(language.value)[f"errors.{refused.value.code}"]
        assert isinstance(sentence, str)
        assert act in sentence.format(**refused.value.params)


def test_a_scorecard_may_name_an_act_that_was_measured_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    well: Mapping[Act, Figure] = dict.fromkeys(COACHING, figure())
    monkeypatch.setattr(coaching_acts, "figures", lambda: well)
    named = scorecard.parse_scorecard("ours", naming("next_step"))
    assert named.criterion("summary").check == "next_step"


def test_only_what_is_heard_well_enough_in_every_language_may_score() -> None:
    assert may_score(figure(f1=0.7, ar=0.7, en=0.7))
    assert not may_score(figure(f1=0.69))
    assert not may_score(figure(ar=0.69))
    assert not may_score(figure(en=0.69))
    assert not may_score(figure(places=4))
    assert not may_score(Figure(0, None))


def test_every_act_either_has_a_check_or_is_a_hint_only() -> None:
    assert {act.value for act in COACHING} & set(checks.CHECKS) == {a.value for a in scoring_acts()}
    assert {act.value for act in COACHING} - set(checks.CHECKS) == hints_only()


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("My colleague Omar will call you on Tuesday.", Verdict.MET), ("Sure.", Verdict.UNSURE)],
)
def test_an_act_that_scores_is_never_held_against_anybody(said: str, verdict: Verdict) -> None:
    lines = (Segment(0, Speaker.CUSTOMER, "It leaks."), Segment(1, Speaker.AGENT, said))
    heard = checks.Heard(Transcript(lines, Language.EN), ())
    outcome = checks._coached(Act.NEXT_STEP)(heard)
    assert outcome.verdict is verdict
    for language in Language:
        assert outcome.reason in catalogue(language.value)


def test_the_docs_show_the_figures_the_engine_goes_by() -> None:
    docs = printing.DOCS.read_text("utf-8")
    shown = docs.split(printing.BEGIN)[1].split(printing.END)[0].strip()
    assert shown == "\n".join(printing.table(figures()))


@pytest.mark.parametrize("name", PASSES)
def test_labels_hold_places_and_no_words_of_the_set(name: str) -> None:
    known = {one for half in labels.halves().values() for one in half}
    for line in (labels.FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
        assert line.isascii()
    for mark in labels.read_marks(name):
        assert mark.dialogue in known
        assert mark.act in COACHING
        assert 0 <= mark.start < mark.end


def test_only_dialogues_that_may_be_read_are_labelled_half_of_them_arabic() -> None:
    halves = labels.halves()
    assert all(labels.may_be_read(name) for half in halves.values() for name in half)
    assert not set(halves["written_on"]) & set(halves["measured_on"])
    for half in halves.values():
        assert len(half) == 20
        assert sum("ar" in name.split("-")[:2] for name in half) == 10


def test_without_the_set_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(printing, "transcripts", lambda: labels.transcripts(tmp_path))
    assert printing.main([]) == 1
    assert "There is no evaluation set" in capsys.readouterr().out


def test_agreement_by_chance_counts_for_nothing() -> None:
    turns = [("one", index) for index in range(4)]
    marks = [Mark("one", index, 0, 5, Act.CHECKING) for index in (0, 1)]
    others = [Mark("one", index, 0, 5, Act.CHECKING) for index in (0, 2)]
    assert measuring.kappa(marks, marks, Act.CHECKING, turns) == 1
    assert measuring.kappa(marks, others, Act.CHECKING, turns) == 0
    assert measuring.kappa(marks, others, Act.NEXT_STEP, turns) is None


def test_a_span_is_right_where_enough_of_it_is_shared() -> None:
    true = [Mark("one", 1, 0, 10, Act.CHECKING), Mark("one", 3, 0, 10, Act.CHECKING)]
    found = [Mark("one", 1, 7, 20, Act.CHECKING), Mark("one", 2, 0, 10, Act.CHECKING)]
    counts = measuring.counted(true, found, Act.CHECKING, ["one", "two"])
    assert (counts["one"]["right"], counts["one"]["false"], counts["one"]["missed"]) == (1, 1, 1)
    assert measuring.f1(counts["one"]) == 0.5
    assert measuring.f1(counts["two"]) is None
