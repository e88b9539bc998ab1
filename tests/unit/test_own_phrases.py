"""A centre's own phrases: found as they were meant, refused when they could only do harm."""

from itertools import pairwise

import pytest

from qa.errors import QaError
from qa.findings import find
from qa.model import Act, Language, Segment, Speaker, Transcript, Verdict
from qa.own_phrases import CATEGORIES, OwnPhrase, OwnPhrases, PhraseKind, check, places
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from qa.serialise import evaluation_from_dict, evaluation_to_dict


def phrase(
    text: str,
    language: Language = Language.EN,
    kind: PhraseKind = PhraseKind.LITERAL,
    category: str = "slang",
) -> OwnPhrase:
    return OwnPhrase(7, language, kind, category, text)


def pattern(text: str, language: Language = Language.EN) -> OwnPhrase:
    return phrase(text, language, PhraseKind.PATTERN)


def found(one: OwnPhrase, text: str) -> list[str]:
    return [text[start:end] for start, end in places(one, text)]


def call(*lines: tuple[Speaker, str], language: Language = Language.EN) -> Transcript:
    return Transcript(tuple(Segment(i, who, text) for i, (who, text) in enumerate(lines)), language)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("as per policy", "As per policy, no.", ["As per policy"]),
        ("as per policy", "As, per   POLICY!", ["As, per   POLICY"]),
        ("pan", "our company has a plan", []),
        ("can't you read", "can’t you read?", ["can’t you read"]),
        ("a+b", "a b", ["a b"]),
        ("no no", "no no no no", ["no no", "no no", "no no"]),
    ],
)
def test_words_are_found_whole_and_in_order(text: str, said: str, expected: list[str]) -> None:
    assert found(phrase(text), said) == expected


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("سياسة الشركة", "هذه سياسةُ الشركه", ["سياسةُ الشركه"]),
        ("سياسة الشركة", "وسياسة الشركة واضحة", ["وسياسة الشركة"]),
        ("إجراءات النظام", "اجراءات النظـــام كده", ["اجراءات النظـــام"]),
        ("سياسة", "سياساتنا", []),
    ],
)
def test_arabic_is_folded_as_the_lexicon_is(text: str, said: str, expected: list[str]) -> None:
    assert found(phrase(text, Language.AR), said) == expected


def test_signs_of_a_literal_phrase_are_no_pattern() -> None:
    assert found(phrase("no.*way"), "nobody knows any way") == []


def test_a_pattern_is_read_over_folded_text_in_any_case() -> None:
    assert found(pattern(r"\bpolic(y|ies)\b"), "Our POLICIES say") == ["POLICIES"]
    assert found(pattern(r"سياس[ةه] \w+", Language.AR), "سياسةُ الشركة") == ["سياسةُ الشركة"]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (r"غ+بي", "يا غغبي", ["غغبي"]),
        (r"[\w-]+ الشركة", "سياسة الشركة", ["سياسة الشركة"]),
        (r"\bسياسة\b", "سياسة وسياسات", ["سياسة"]),
        ("سياس", "سياسة", []),
    ],
)
def test_a_pattern_knows_arabic_words_and_their_edges(
    text: str, said: str, expected: list[str]
) -> None:
    assert found(pattern(text, Language.AR), said) == expected


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (pattern("(ab"), "pattern_broken"),
        (pattern("(?=ab)cd"), "pattern_broken"),
        (pattern(r"(ab)\1"), "pattern_broken"),
        (pattern("(a{900}){900}"), "pattern_broken"),
        (pattern("a*b*c*"), "pattern_empty"),
        (phrase("ab"), "phrase_too_short"),
        (phrase("،،،،"), "phrase_too_short"),
        (phrase("x" * 201), "phrase_too_long"),
        (phrase("as per policy", category="rude"), "phrase_category"),
    ],
)
def test_what_would_be_found_nowhere_or_everywhere_is_refused(one: OwnPhrase, code: str) -> None:
    with pytest.raises(QaError) as refused:
        check(one)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "(a*)*b"])
def test_a_pattern_that_explodes_elsewhere_reads_a_megabyte_in_one_pass(text: str) -> None:
    """With backtracking the first of these takes longer than the universe is old."""
    assert found(pattern(text), "a" * 1_000_000 + "!") == []


def test_the_evaluation_says_which_phrase_it_was_and_of_which_list() -> None:
    said = call(
        (Speaker.AGENT, "Hello, this is Mona from Cedar Bank."),
        (Speaker.CUSTOMER, "As per policy, you said?"),
        (Speaker.AGENT, "As per policy we cannot."),
    )
    own = OwnPhrases(12, (phrase("as per policy", category="refusal"),))
    evaluation = Engine().evaluate(said, load_scorecard(), own)
    (mine,) = [finding for finding in evaluation.findings if finding.own_phrase]
    assert (mine.own_phrase, mine.segment, mine.quote) == (7, 2, "As per policy")
    (result,) = [r for r in evaluation.results if r.reason == "reasons.own_phrase"]
    assert result.verdict is Verdict.NOT_MET
    assert result.reason_params == {"phrase": "As per policy", "number": "7"}
    assert evaluation.phrases_version == 12
    assert evaluation_from_dict(evaluation_to_dict(evaluation)) == evaluation


def test_words_quoted_from_somebody_else_do_not_count() -> None:
    said = call((Speaker.AGENT, 'The letter says "as per policy" on page two.'))
    own = OwnPhrases(1, (phrase("as per policy"),))
    assert not [finding for finding in find(said, own) if finding.own_phrase]


def test_a_phrase_of_the_other_language_is_not_looked_for() -> None:
    said = call((Speaker.AGENT, "as per policy"), language=Language.AR)
    own = OwnPhrases(1, (phrase("as per policy"),))
    assert not [finding for finding in find(said, own) if finding.own_phrase]


def test_where_nobody_knows_who_speaks_a_person_decides() -> None:
    said = call((Speaker.UNKNOWN, "as per policy we cannot"), (Speaker.UNKNOWN, "why not?"))
    (mine,) = [f for f in find(said, OwnPhrases(1, (phrase("as per policy"),))) if f.own_phrase]
    assert not mine.decided


def test_one_place_is_found_once_and_the_centres_word_goes_before_the_lexicons() -> None:
    said = call((Speaker.AGENT, "Shut up, you idiot!"))
    found_there = find(said, OwnPhrases(1, (phrase("shut up", category="insult"),)))
    forbidden = [finding for finding in found_there if finding.act is Act.FORBIDDEN]
    assert any(finding.own_phrase for finding in forbidden)
    assert all(one.end <= other.start for one, other in pairwise(forbidden))


def test_the_categories_are_those_of_the_lexicon() -> None:
    assert set(CATEGORIES) == {
        "insult", "blame", "refusal", "unverified_promise", "slang", "arguing"
    }  # fmt: skip
