from dataclasses import replace

import pytest

from qa.model import Channel, CriterionResult, Language, Speaker, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import calls, read_call


def judged(transcript: Transcript) -> dict[str, CriterionResult]:
    results = Engine().evaluate(transcript, load_scorecard()).results
    return {result.criterion.criterion_id: result for result in results}


@pytest.mark.parametrize("language", list(Language))
def test_every_exemplary_call_scores_at_least_eighty(language: Language) -> None:
    for name, call in calls("exemplary", language).items():
        score = Engine().evaluate(call, load_scorecard()).score
        assert score.value is not None and score.value >= 80, name


@pytest.mark.parametrize("language", list(Language))
def test_every_abusive_call_scores_at_most_forty(language: Language) -> None:
    for name, call in calls("abusive", language).items():
        score = Engine().evaluate(call, load_scorecard()).score
        assert score.without_auto_fail is not None and score.without_auto_fail <= 40, name


def test_verification_after_account_facts_is_too_late_and_says_so() -> None:
    call = read_call(
        "A: Hello\nC: how much do I owe?\nA: Your balance is 450 pounds.\nC: ok\n"
        "A: What is your account number?\nC: 4411"
    )
    result = judged(call)["verification"]
    assert (result.verdict, result.reason) == (Verdict.NOT_MET, "reasons.verification_late")
    assert [evidence.segment for evidence in result.evidence] == [2, 4]


def test_verification_does_not_apply_where_no_account_is_spoken_of() -> None:
    result = judged(read_call("A: Hello\nC: when do you open?\nA: We open at nine."))
    assert result["verification"].verdict is Verdict.NOT_APPLICABLE


def test_an_order_number_alone_leaves_verification_to_a_person() -> None:
    call = read_call("A: Hello\nC: my order is late\nA: What is the order number?\nC: 4411")
    assert judged(call)["verification"].verdict is Verdict.UNSURE


def test_empathy_is_owed_only_once_trouble_is_voiced() -> None:
    calm = judged(read_call("A: Hello\nC: when do you open?\nA: At nine."))
    hurt = judged(read_call("A: Hello\nC: my father died and I can't cope\nA: Account number?"))
    assert calm["empathy"].verdict is Verdict.NOT_APPLICABLE
    assert hurt["empathy"].verdict is Verdict.NOT_MET
    assert hurt["empathy"].evidence[0].speaker is Speaker.CUSTOMER


def test_hold_does_not_apply_where_nobody_waits() -> None:
    assert judged(read_call("A: Hello"))["hold"].verdict is Verdict.NOT_APPLICABLE


def test_a_late_name_is_not_met_and_shows_where_it_came() -> None:
    lines = "\n".join(f"A: Fine.\nC: {n}" for n in ("one", "two", "three", "four"))
    result = judged(read_call(f"{lines}\nA: By the way, my name is Karim."))["agent_name"]
    assert (result.verdict, result.reason) == (Verdict.NOT_MET, "reasons.agent_name_late")
    assert "Karim" in result.evidence[0].quote


def test_repeating_a_phrase_adds_no_credit() -> None:
    once = "A: Hello, is there anything else I can help you with?\nC: no"
    call = Engine().evaluate(read_call(once), load_scorecard())
    often = Engine().evaluate(read_call("\n".join([once] * 4)), load_scorecard())
    assert often.score.earned <= call.score.earned + 5


@pytest.mark.parametrize("language", list(Language))
def test_unknown_speakers_never_count_silence_against_anyone(language: Language) -> None:
    for call in calls("abusive", language).values():
        segments = tuple(replace(s, speaker=Speaker.UNKNOWN) for s in call.segments)
        for result in judged(replace(call, segments=segments)).values():
            if not result.evidence:
                assert result.verdict is not Verdict.NOT_MET


@pytest.mark.parametrize("language", list(Language))
def test_the_same_call_without_speakers_keeps_its_score_or_says_so(language: Language) -> None:
    for call in calls("exemplary", language).values():
        segments = tuple(replace(s, speaker=Speaker.UNKNOWN) for s in call.segments)
        without = Engine().evaluate(replace(call, segments=segments), load_scorecard())
        reasons = {result.reason for result in without.results}
        assert without.score.value is None or without.score.value >= 80
        assert without.score.unsure > 0 or "reasons.speakers_unknown" in reasons


def test_a_weak_transcript_leaves_what_was_not_found_to_a_person() -> None:
    call = read_call("A: mumble mumble\nC: what")
    weak = replace(call, segments=tuple(replace(s, confidence=0.3) for s in call.segments))
    results = judged(weak)
    assert results["salutation"].verdict is Verdict.UNSURE
    assert results["salutation"].reason == "reasons.transcript_weak"


def test_a_line_that_broke_leaves_the_closing_to_a_person() -> None:
    call = read_call("A: Hello\nC: hi\nA: I am looking\nC: hello? are you there?")
    assert judged(call)["summary"].verdict is Verdict.UNSURE


def test_an_email_needs_no_offer_and_no_hold() -> None:
    results = judged(replace(calls("exemplary", Language.EN)["email_1"], channel=Channel.EMAIL))
    assert results["offer_help"].verdict is Verdict.NOT_APPLICABLE
    assert results["hold"].verdict is Verdict.NOT_APPLICABLE


def test_absence_of_forbidden_language_without_agent_words_is_not_a_pass() -> None:
    assert judged(read_call("C: hello\nC: anyone?"))["insult"].verdict is Verdict.UNSURE


def test_a_rude_agent_is_not_praised_for_tone() -> None:
    results = judged(calls("abusive", Language.EN)["phone_1"])
    assert results["language"].verdict is Verdict.NOT_MET
    assert results["insult"].verdict is Verdict.NOT_MET
