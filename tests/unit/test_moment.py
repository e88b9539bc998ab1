"""A moment said anew: where the words go, and what the same criterion makes of them."""

from dataclasses import replace

import pytest

from qa.coaching import build_card
from qa.model import Focus, Language, Segment, Speaker, Transcript, Verdict
from qa.moment import judge_again, with_words
from qa.pipeline import Engine
from qa.scorecard import load_scorecard

A, C = Speaker.AGENT, Speaker.CUSTOMER
SCORECARD = load_scorecard()


def call(*lines: tuple[Speaker, str], language: Language = Language.EN) -> Transcript:
    segments = (Segment(i, who, text) for i, (who, text) in enumerate(lines))
    return Transcript(tuple(segments), language)


COLD = call(
    (A, "Good morning, you're through to Nour Telecom, this is Salem, how can I help?"),
    (C, "I'm furious, my mother was left without a phone for nine days."),
    (A, "What is the account number?"),
    (C, "It is 4471."),
    (A, "The line works again from today. Thank you for calling, goodbye."),
)


def focus_on(transcript: Transcript, criterion_id: str) -> Focus:
    """The card's focus, where only this criterion is judged."""
    only = replace(SCORECARD, criteria=(SCORECARD.criterion(criterion_id),))
    results = Engine().evaluate(transcript, only).results
    focus = build_card(transcript, results).focus
    assert focus is not None and results[0].verdict is Verdict.NOT_MET
    return focus


def verdict(transcript: Transcript, criterion_id: str, words: str) -> Verdict:
    criterion = SCORECARD.criterion(criterion_id)
    return judge_again(transcript, focus_on(transcript, criterion_id), criterion, words).verdict


def test_words_that_meet_the_criterion_are_met_and_are_their_own_evidence() -> None:
    criterion = SCORECARD.criterion("empathy")
    words = "Nine days without a phone is far too long, I'm so sorry your mother went through it."
    result = judge_again(COLD, focus_on(COLD, "empathy"), criterion, words)
    assert result.verdict is Verdict.MET
    assert all(evidence.quote in words for evidence in result.evidence) and result.evidence


def test_words_that_miss_it_are_not_met() -> None:
    assert verdict(COLD, "empathy", "Please give me the account number.") is Verdict.NOT_MET


def test_the_words_take_the_place_of_the_agents_line() -> None:
    criterion = SCORECARD.criterion("empathy")
    spoken, index = with_words(COLD, focus_on(COLD, "empathy"), criterion, "I am sorry.")
    assert (index, len(spoken.segments)) == (2, 5)
    assert spoken.segments[2].text == "I am sorry."


def test_a_summary_nobody_gave_is_added_at_the_end() -> None:
    words = "To sum up: your line works again and I will call you tomorrow at ten to make sure."
    assert verdict(COLD, "summary", words) is Verdict.MET


def test_an_opening_that_was_missing_is_added_at_the_start() -> None:
    bare = call((A, "Account number?"), (C, "4471, the bill is wrong."), (A, "I see."))
    assert verdict(bare, "salutation", "Good morning and welcome.") is Verdict.MET
    _, index = with_words(
        bare, focus_on(bare, "salutation"), SCORECARD.criterion("salutation"), "x"
    )
    assert index == 0


def test_forbidden_language_is_looked_for_in_the_new_words_alone() -> None:
    rude = call(
        (A, "Good morning, this is Salem."),
        (C, "The payment failed twice and I am worried."),
        (A, "That's your own fault."),
        (C, "How dare you."),
        (A, "You should have read the contract."),
    )
    better = "I will check both payments now and tell you within five minutes what happened."
    assert verdict(rude, "language", better) is Verdict.MET
    assert verdict(rude, "language", "It's your own mistake.") is Verdict.NOT_MET


def test_arabic_is_judged_in_arabic() -> None:
    cold = call(
        (A, "السلام عليكم، معك سالم من نور للاتصالات، كيف أقدر أخدمك؟"),
        (C, "أنا معصب جدا، أمي بقت تسعة أيام بدون تلفون."),
        (A, "رقم الحساب؟"),
        (C, "4471"),
        language=Language.AR,
    )
    assert verdict(cold, "empathy", "معك حق تزعل، أعتذر لك عن تسعة أيام بدون تلفون.") is Verdict.MET


@pytest.mark.parametrize("criterion_id", ["empathy", "language"])
def test_where_the_speakers_are_unknown_the_moment_alone_is_judged(criterion_id: str) -> None:
    unknown = replace(
        COLD, segments=tuple(replace(s, speaker=Speaker.UNKNOWN) for s in COLD.segments)
    )
    focus = focus_on(COLD, "empathy")
    criterion = SCORECARD.criterion(criterion_id)
    words = "I'm so sorry your mother was left without a phone for nine days."
    assert judge_again(unknown, focus, criterion, words).verdict is Verdict.MET
