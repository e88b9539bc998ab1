"""What is counted when labels are compared with the true ones, by hand and beside the set's own
scorer."""

import importlib.util
import random
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from accuracy import figures
from accuracy.dialogues import CLOSING, EVALSET, GREETING, labels_of, read_set
from accuracy.scoring import CATEGORIES, DECIDED, FAMILIES, STRICT, Scored, score, total
from qa.learned.bank import parse

_ABSENT: dict[str, Any] = {
    "value": False,
    "turn": None,
    "turns": [],
    "confidence": None,
    "decided": True,
}


def dialogue(*lines: str) -> dict[str, Any]:
    """A dialogue from lines such as "A: [farewell|bye]"."""
    turns, marks = [], []
    for index, line in enumerate(lines):
        text, marked = parse(line[3:])
        speaker = "agent" if line[0] == "A" else "customer"
        turns.append({"i": index, "speaker": speaker, "text": text})
        marks += [(index, mark) for mark in marked]
    about = {"id": "one", "lang": "en", "dialect": "en-phone", "style": "clean"}
    return {**about, "turns": turns, "labels": labels_of(turns, marks)}


def said(**changes: Any) -> dict[str, Any]:
    """Labels of a system that heard only what is given."""
    heard: dict[str, Any] = {
        "greeting": dict.fromkeys(GREETING, _ABSENT),
        "empathy": [],
        "forbidden": [],
        "closing": dict.fromkeys(CLOSING, _ABSENT),
        "hold": {**_ABSENT, "value": "none"},
        "verification": _ABSENT,
    }
    return heard | changes


def heard(value: bool | str, turn: int, confidence: float = 0.9, decided: bool = True) -> Any:
    return {
        "value": value,
        "turn": turn,
        "turns": [turn],
        "confidence": confidence,
        "decided": decided,
    }


def span(turn: int, start: int, end: int, category: str = "", decided: bool = True) -> Any:
    told = {"turn": turn, "start": start, "end": end, "confidence": 0.8, "decided": decided}
    return told | ({"category": category} if category else {})


RUDE = "A: [forbidden.blame|you left it far too late], that is what I see here."  # 24 characters


def test_a_span_counts_when_a_third_of_the_shorter_one_is_shared() -> None:
    scored = score(dialogue(RUDE), said(forbidden=[span(0, 18, 40, "insult")]))
    assert scored.counts["forbidden", "fn"] == 1
    scored = score(dialogue(RUDE), said(forbidden=[span(0, 16, 40, "insult")]))
    assert scored.counts["forbidden", "tp"] == 1
    assert figures.category_accuracy(scored.counts) == 0


def test_strictly_a_third_of_the_longer_one_is_shared_too() -> None:
    counts = score(dialogue(RUDE), said(forbidden=[span(0, 0, 6, "blame")])).counts
    assert counts["forbidden", "tp"] == 1
    assert (counts["forbidden" + STRICT, "fp"], counts["forbidden" + STRICT, "fn"]) == (1, 1)
    assert figures.strict_f1(counts) == 0
    assert figures.length_ratio(counts) == 6 / 24


def test_a_second_prediction_on_a_span_already_found_is_neither_right_nor_false() -> None:
    pieces = [span(0, 0, 12, "blame"), span(0, 12, 24, "blame")]
    counts = score(dialogue(RUDE), said(forbidden=pieces)).counts
    assert (counts["forbidden", "tp"], counts["forbidden", "fp"]) == (1, 0)


def test_a_prediction_on_an_optional_span_is_neither_right_nor_false() -> None:
    unsure = dialogue("A: [?empathy|oh no], let me look.")
    assert unsure["labels"]["empathy_optional"][0]["quote"] == "oh no"
    counts = score(unsure, said(empathy=[span(0, 0, 5)])).counts
    assert figures.f1(counts, "empathy") is None


def test_an_element_marked_with_a_question_mark_is_skipped() -> None:
    counts = score(dialogue("A: [?salutation|Thank you for calling]."), said()).counts
    assert counts["greeting", "fn"] == 0
    assert counts["greeting", "tn"] == 3


def test_a_greeting_counts_in_the_agents_first_three_turns_only() -> None:
    late = dialogue("A: Yes.", "C: Hm.", "A: So.", "A: Well.", "A: [agent_name|I am Rana].")
    assert late["labels"]["greeting"]["agent_name"]["value"] is False
    assert late["labels"]["greeting"]["agent_name"]["turns"] == []


def test_a_closing_is_where_it_was_said_last_and_a_greeting_where_first() -> None:
    twice = dialogue(
        "A: [salutation|hello] [thanks|thanks]", "A: [salutation|hello] [thanks|thanks]"
    )
    assert twice["labels"]["greeting"]["salutation"]["turn"] == 0
    assert twice["labels"]["closing"]["thanks"]["turn"] == 1
    assert twice["labels"]["closing"]["thanks"]["turns"] == [0, 1]


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["A: [hold.good|may I put you on hold?]", "A: [hold.bad|hang on]"], "bad"),
        (["A: [hold.good|may I put you on hold?]", "A: [?hold.good|a second]"], "good"),
        (["A: [hold.good|may I put you on hold?]", "A: [?hold.bad|a second]"], None),
        (["A: [?hold.good|a second]"], None),
        (["A: fine"], "none"),
    ],
)
def test_one_bare_hold_makes_the_hold_bad(lines: list[str], value: str | None) -> None:
    assert dialogue(*lines)["labels"]["hold"]["value"] == value


def test_the_other_hold_is_both_a_false_one_and_a_missed_one() -> None:
    counts = score(dialogue("A: [hold.bad|hang on]"), said(hold=heard("good", 0))).counts
    assert (counts["hold", "fp"], counts["hold", "fn"]) == (1, 1)


def test_what_is_left_to_a_person_is_missed_but_accuses_nobody() -> None:
    spans = [span(0, 0, 24, "blame"), span(0, 27, 40, "insult", decided=False)]
    counts = score(dialogue(RUDE), said(forbidden=spans)).counts
    assert figures.precision(counts, "forbidden") == 1 / 2
    assert figures.decided_precision(counts, "forbidden") == 1
    assert figures.decided_recall(counts, "forbidden") == 1
    assert figures.coverage(counts, "forbidden") == 1 / 2


def test_an_undecided_element_lowers_coverage_and_recall_not_accuracy() -> None:
    asked = dialogue("A: [verification|what is your date of birth?]")
    unsure = heard(True, 0, decided=False)
    counts = score(asked, said(verification=unsure)).counts
    assert figures.f1(counts, "verification") == 1
    assert figures.coverage(counts, "verification") == 0
    assert figures.decided_accuracy(counts, "verification") is None
    assert counts["verification" + DECIDED, "fn"] == 1


def test_a_found_element_at_another_turn_is_a_wrong_turn() -> None:
    asked = dialogue("A: [verification|what is your date of birth?]", "A: Fine.")
    assert figures.turn_accuracy(score(asked, said(verification=heard(True, 1))).counts) == 0
    assert figures.turn_accuracy(score(asked, said(verification=heard(True, 0))).counts) == 1


def test_every_guess_is_told_with_its_confidence_and_whether_it_was_right() -> None:
    spans = [span(0, 0, 24, "blame"), span(0, 27, 40, "insult")]
    guesses = score(dialogue(RUDE), said(forbidden=spans)).guesses
    assert [(one.confidence, one.right) for one in guesses] == [(0.8, True), (0.8, False)]


def test_random_labels_get_the_numbers_of_the_evaluation_sets_own_scorer() -> None:
    theirs, chance = _their_scorer(), random.Random(7)
    dialogues = read_set("tune")
    predicted = [_random_labels(one, chance) for one in dialogues]
    counted = theirs.Acc()
    for one, labels in zip(dialogues, predicted, strict=True):
        theirs.score_one(counted, one, labels, [])
    ours = total(_scored(dialogues, predicted))
    assert figures.macro_f1(ours) == pytest.approx(theirs.macro(counted))
    for name in _names():
        for what in ("tp", "fp", "fn", "tn"):
            assert ours[name, what] == counted.c[name, what], (name, what)
    for family in figures.ELEMENTS:
        assert ours[family, "turn_told"] == counted.c[family, "turn_n"] > 0
        assert ours[family, "turn_right"] == counted.c[family, "turn_ok"]
    assert ours["category", "told"] == counted.c["cat", "n"] > 0
    assert ours["category", "right"] == counted.c["cat", "right"]
    assert ours["hold", "right"] == counted.c["hold", "right"]


def test_every_span_quotes_the_words_that_stand_at_its_place() -> None:
    for one in read_set("tune"):
        for family in ("empathy", "empathy_optional", "forbidden", "forbidden_optional"):
            for found in one["labels"][family]:
                text = one["turns"][found["turn"]]["text"]
                assert text[found["start"] : found["end"]] == found["quote"] != ""


def _their_scorer() -> ModuleType:
    path = EVALSET / "score.py"
    if not path.exists():
        pytest.skip("the evaluation set does not stand beside the project")
    spec = importlib.util.spec_from_file_location("evalset_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _names() -> list[str]:
    elements = [f"greeting/{name}" for name in GREETING] + [f"closing/{name}" for name in CLOSING]
    return [*FAMILIES, *elements, "empathy" + STRICT, "forbidden" + STRICT]


def _scored(dialogues: Sequence[Any], predicted: Sequence[Any]) -> list[Scored]:
    return [score(one, labels) for one, labels in zip(dialogues, predicted, strict=True)]


def _random_labels(one: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    def element() -> Any:
        turn = chance.randrange(len(one["turns"]))
        return heard(True, turn) if chance.random() < 0.7 else _ABSENT

    def spans(family: str) -> list[Any]:
        near = one["labels"][family] + one["labels"][family + "_optional"]
        drawn = [_moved(one, span, chance) for span in near for _ in range(2)]
        free = [{"turn": t["i"], "start": 0, "end": len(t["text"])} for t in one["turns"]]
        return [*drawn, *(_moved(one, span, chance) for span in chance.sample(free, 3))]

    hold = chance.choice(["good", "bad", "none"])
    return {
        "greeting": {name: element() for name in GREETING},
        "closing": {name: element() for name in CLOSING},
        "verification": element(),
        "hold": heard(hold, 0) if hold != "none" else {**_ABSENT, "value": "none"},
        "empathy": spans("empathy"),
        "forbidden": spans("forbidden"),
    }


def _moved(one: dict[str, Any], near: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    text = one["turns"][near["turn"]]["text"]
    start = min(max(0, near["start"] + chance.randint(-15, 15)), len(text) - 1)
    end = min(len(text), max(start + 1, near["end"] + chance.randint(-30, 30)))
    told = span(near["turn"], start, end, chance.choice(CATEGORIES), chance.random() < 0.5)
    return {**told, "quote": text[start:end]}
