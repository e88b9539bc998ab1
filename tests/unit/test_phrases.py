import pytest

from qa.errors import ScorecardInvalid
from qa.lexicon import load_lexicon
from qa.model import Language
from qa.phrases import anchors, expand, phrase_pattern


def test_alternatives_may_hold_alternatives_and_be_left_out():
    assert list(expand("so (very |)(sorry|sad (about|for))")) == [
        "so very sorry",
        "so very sad about",
        "so very sad for",
        "so sorry",
        "so sad about",
        "so sad for",
    ]


def test_arabic_anchors_carry_the_conjunctions_written_onto_them():
    assert anchors("(حقك|الحق) علينا", Language.AR) >= {"وحقك علينا", "فالحق علينا"}


def test_english_anchors_are_found_without_their_apostrophes():
    assert anchors("i'm sorry", Language.EN) == {"i'm sorry", "im sorry"}


def test_an_anchor_is_never_a_part_that_may_be_left_out():
    assert anchors("(really |) sorry", Language.EN) == {"sorry"}


@pytest.mark.parametrize("text", ["i am really sorry", "i am sorry"])
def test_the_pattern_matches_the_whole_phrase(text):
    found = phrase_pattern("i am (really|) sorry", Language.EN).search(text)
    assert found and found[0] == text


def test_words_are_whole_tokens():
    pattern = phrase_pattern("hi", Language.EN)
    assert not pattern.search("this thing")
    assert pattern.search("hi, there")


def test_an_open_group_is_refused():
    with pytest.raises(ScorecardInvalid):
        list(expand("so (sorry|sad"))


@pytest.mark.parametrize("language", list(Language))
def test_every_lexicon_loads_and_names_the_same_acts(language):
    acts = {phrase.rule.act for phrase in load_lexicon(language).phrases.values()}
    other = {phrase.rule.act for phrase in load_lexicon(Language.EN).phrases.values()}
    assert acts == other
