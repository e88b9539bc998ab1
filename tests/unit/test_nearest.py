"""What the learned layer tells of itself, on a bank of a few lines: weighed words, near lines."""

from pathlib import Path

import pytest

from qa.learned.bank import Utterance, read_bank
from qa.learned.contributions import contributions_by
from qa.learned.examples import examples
from qa.learned.nearest import Index, index, nearest_in
from qa.learned.scorer import Scorer
from qa.learned.training import train
from qa.learned.weights import Weights

BANK = """# dialect: phone
# trade: bank

== lines: blame | forbidden
- [forbidden.blame|you left it lying about]
- [forbidden.blame|that is what happens when you do not look after it], sir
- [forbidden.blame|you should have told us sooner]
- [forbidden.blame|you never read what we send you]
- well [forbidden.blame|you forgot to pay], and [?empathy|it happens]
== lines: ordinary | neutral | asr
- which branch do you use most
- you told us sooner than most, thank you
- let me read that number back to you
- the form is on our site
- two copies please
"""
BLAME = "forbidden.blame"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Utterance, ...]:
    path = tmp_path_factory.mktemp("bank") / "en" / "phone" / "a.txt"
    path.parent.mkdir(parents=True)
    path.write_text(BANK, "utf-8")
    return read_bank(path.parents[1])


@pytest.fixture(scope="module")
def weights(bank: tuple[Utterance, ...]) -> Weights:
    return train(list(examples(bank)), count=1)


@pytest.fixture(scope="module")
def indexed(bank: tuple[Utterance, ...]) -> Index:
    return index(bank)


def test_a_words_weight_is_how_far_the_score_falls_without_it(weights: Weights) -> None:
    scorer, text = Scorer(weights), "you should have told us"
    column = scorer.acts.index(BLAME)
    whole, without = scorer.score(text), scorer.score("you have told us")
    assert whole is not None and without is not None
    told = {one.word.text: one.weight for one in contributions_by(scorer, text, BLAME)}
    assert told["should"] == pytest.approx(float(whole.whole[column] - without.whole[column]))


def test_each_word_is_told_once_at_its_place(weights: Weights) -> None:
    text = "you, never read it"
    weighed = contributions_by(Scorer(weights), text, BLAME)
    assert [text[one.word.start : one.word.end] for one in weighed] == [
        "you",
        "never",
        "read",
        "it",
    ]


def test_an_act_nothing_was_learned_of_weighs_nothing(weights: Weights) -> None:
    assert contributions_by(Scorer(weights), "hello", "trouble") == ()
    assert contributions_by(Scorer(weights), "…", BLAME) == ()


def test_marked_words_and_clauses_without_a_mark_are_the_examples(indexed: Index) -> None:
    acts = {part.text: part.act for part in indexed.parts}
    assert acts["you forgot to pay"] == BLAME
    assert acts["the form is on our site"] == ""
    assert "it happens" not in acts  # nothing is learned from what is unclear


def test_the_nearest_are_those_that_share_what_counts(indexed: Index, weights: Weights) -> None:
    near = nearest_in(indexed, weights, "you should have told them sooner", BLAME)
    assert near[0].is_act
    assert near[0].part.text == "you should have told us sooner"
    assert near[0].part.utterance.dialect == "phone"


def test_a_near_line_that_is_none_stands_beside_those_that_are(
    indexed: Index, weights: Weights
) -> None:
    near = nearest_in(indexed, weights, "you told us sooner", BLAME)
    assert [one.part.text for one in near if not one.is_act] == ["you told us sooner than most"]


def test_the_same_words_are_as_near_as_can_be(indexed: Index, weights: Weights) -> None:
    near = nearest_in(indexed, weights, "you forgot to pay", BLAME)
    assert near[0].likeness == pytest.approx(1.0)


def test_any_kind_of_forbidden_language_is_near_where_no_kind_is_asked_for(
    indexed: Index, weights: Weights
) -> None:
    assert nearest_in(indexed, weights, "you forgot to pay", "forbidden")[0].part.act == BLAME


def test_words_the_bank_does_not_know_have_nothing_near(indexed: Index, weights: Weights) -> None:
    assert nearest_in(indexed, weights, "zyzzyva", BLAME) == ()


def test_an_index_of_no_bank_is_empty(weights: Weights, tmp_path: Path) -> None:
    assert nearest_in(index(()), weights, "you forgot to pay", BLAME) == ()
