import pytest

from qa.acts.phrases import anchors, expand, phrase_pattern, without_clitics
from qa.errors import ScorecardInvalid
from qa.lexicon import load_lexicon
from qa.model import Language


def test_alternatives_may_hold_alternatives_and_be_left_out() -> None:
    assert list(expand("so (very |)(sorry|sad (about|for))")) == [
        "so very sorry",
        "so very sad about",
        "so very sad for",
        "so sorry",
        "so sad about",
        "so sad for",
    ]


@pytest.mark.parametrize("text", ["برقم الحساب", "ورقم الحساب", "وبرقم الحساب", "رقم الحساب"])
def test_clitics_on_the_first_word_are_seen_through(text: str) -> None:
    assert phrase_pattern("رقم (الحساب|البطاقة)", Language.AR).search(text)


@pytest.mark.parametrize(
    ("word", "stem"),
    [("والحساب", "الحساب"), ("بالحساب", "الحساب"), ("للحساب", "الحساب"), ("بنك", "بنك")],
)
def test_a_word_gives_up_its_clitics_only_for_a_known_one(word: str, stem: str) -> None:
    assert without_clitics(word, frozenset({"الحساب", "نك"})) == stem


def test_english_anchors_are_found_without_their_apostrophes() -> None:
    assert anchors("i'm sorry", Language.EN) == {"i'm sorry", "im sorry"}


def test_an_anchor_is_never_a_part_that_may_be_left_out() -> None:
    assert anchors("(really |) sorry", Language.EN) == {"sorry"}


@pytest.mark.parametrize("text", ["i am really sorry", "i am sorry"])
def test_the_pattern_matches_the_whole_phrase(text: str) -> None:
    found = phrase_pattern("i am (really|) sorry", Language.EN).search(text)
    assert found and found[0] == text


def test_words_are_whole_tokens() -> None:
    pattern = phrase_pattern("hi", Language.EN)
    assert not pattern.search("this thing")
    assert pattern.search("hi, there")


def test_an_open_group_is_refused() -> None:
    with pytest.raises(ScorecardInvalid):
        list(expand("so (sorry|sad"))


@pytest.mark.parametrize("language", list(Language))
def test_every_lexicon_loads_and_names_the_same_acts(language: Language) -> None:
    acts = {phrase.rule.act for phrase in load_lexicon(language).phrases.values()}
    other = {phrase.rule.act for phrase in load_lexicon(Language.EN).phrases.values()}
    assert acts == other
