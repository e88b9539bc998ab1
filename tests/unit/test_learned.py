"""The learned layer on a bank of a few lines: read, learned from, saved, scored."""

from pathlib import Path

import numpy as np
import pytest

from qa.learned.bank import BankBroken, Utterance, parse, read_bank
from qa.learned.examples import LEARNED, examples
from qa.learned.features import words_of
from qa.learned.scorer import Scorer
from qa.learned.training import matrix, train
from qa.learned.weights import Weights, load, save

BANK = """# dialect: phone
# trade: bank

== dialogue: a short one
A: [salutation|good morning], [agent_name|Dana here]
C: my card is gone
A: [empathy|that must be a worry]. Which card is it?
== lines: blame | forbidden
- [forbidden.blame|you left it lying about]
- [forbidden.blame|that is what happens when you do not look after it], sir
- [forbidden.blame|you should have told us sooner]
- [forbidden.blame|you never read what we send you]
- well [forbidden.blame|you forgot to pay]
== lines: ordinary | neutral | asr
- which branch do you use most
- it takes three days and then it is there in the app under cards and you can freeze it at any time
- let me read that number back to you
- the form is on our site
- two copies please
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Utterance, ...]:
    path = tmp_path_factory.mktemp("bank") / "en" / "phone" / "a.txt"
    path.parent.mkdir(parents=True)
    path.write_text(BANK, "utf-8")
    return read_bank(path.parents[1])


@pytest.fixture(scope="module")
def weights(bank: tuple[Utterance, ...]) -> Weights:
    return train(list(examples(bank)))


def test_marks_are_read_at_their_offsets() -> None:
    text, marks = parse("well, [empathy|that is hard] and [?forbidden.slang|mate]")
    assert text == "well, that is hard and mate"
    assert [(text[m.start : m.end], m.act, m.unclear) for m in marks] == [
        ("that is hard", "empathy", False),
        ("mate", "forbidden.slang", True),
    ]


@pytest.mark.parametrize("line", ["[nonsense|a word]", "a [ stray bracket", "[empathy| ]"])
def test_a_mark_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(line)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "en" / "x.txt"
    path.parent.mkdir()
    path.write_text("# dialect: phone\n== lines: a | wrong\n- hello\nnot a line\n", "utf-8")
    with pytest.raises(BankBroken) as broken:
        read_bank(path)
    assert [fault.split(":")[1] for fault in broken.value.faults] == ["2", "3", "4", "1"]


def test_a_turn_knows_what_the_customer_said_and_what_follows(bank: tuple[Utterance, ...]) -> None:
    assert [(one.before, one.turn, one.turns_left) for one in bank[:2]] == [
        ("", 0, 1), ("my card is gone", 1, 0),
    ]  # fmt: skip


def test_what_was_learned_tells_blame_from_talk(weights: Weights) -> None:
    scorer = Scorer(weights)
    blame = LEARNED.index("forbidden.blame")
    scores = [
        scored.whole[blame]
        for line in ("you never look after it", "the form is in the app")
        if (scored := scorer.score(line))
    ]
    assert scores[0] > scores[1] + 1


def test_a_stretch_scores_the_same_whether_alone_or_within_a_line(weights: Weights) -> None:
    scorer = Scorer(weights)
    line = "well, you should have told us sooner, and it takes three days"
    scored = scorer.score(line)
    assert scored is not None
    words = [word.text for word in words_of(line)]
    counted = matrix([words, *(words[first:last] for first, last in scored.stretches)])
    expected = weights.scores(
        np.asarray(counted @ weights.rows), np.asarray(counted.sum(axis=1)).ravel()
    )
    assert np.allclose(np.vstack([scored.whole, scored.parts]), expected, atol=1e-3)


def test_saved_weights_score_nearly_as_before(weights: Weights, tmp_path: Path) -> None:
    save(weights, tmp_path / "en.npz")
    line = "you never read what we send you"
    before, after = Scorer(weights).score(line), Scorer(load(tmp_path / "en.npz")).score(line)
    assert before is not None
    assert after is not None
    assert np.allclose(before.whole, after.whole, atol=0.2)


def test_the_same_examples_teach_the_same(bank: tuple[Utterance, ...], weights: Weights) -> None:
    again = train(list(examples(bank)))
    assert np.array_equal(again.rows, weights.rows)
    assert np.array_equal(again.bias, weights.bias)


def test_a_line_without_words_has_no_scores(weights: Weights) -> None:
    assert Scorer(weights).score(" … ") is None
