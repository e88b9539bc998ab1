"""Why a verdict is what it is: told from what decided, what came near, and what was tried out."""

from dataclasses import replace

import pytest

from qa.checks import CHECKS, Heard, judge
from qa.errors import ScorecardInvalid
from qa.explain import explain
from qa.explanation import Explanation, Layer, Place, Scope
from qa.model import Act, Channel, Finding, Language, Speaker, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from qa.what_if import acts_of, changes
from tests.unit.calls import calls, read_call


def explained(transcript: Transcript, criterion_id: str) -> Explanation:
    return explain(transcript, load_scorecard().criterion(criterion_id))


def why(text: str, criterion_id: str, language: Language = Language.EN) -> Explanation:
    return explained(read_call(text, language), criterion_id)


def ifs(told: Explanation) -> dict[str, Verdict]:
    return {change.code: change.verdict for change in told.changes}


def against(place: Place) -> list[tuple[str, str]]:
    return [(one.code, one.words) for one in place.against]


def marked(place: Place) -> list[str]:
    return [place.evidence.quote[a - place.evidence.start : b - place.evidence.start]
            for a, b in place.phrases]  # fmt: skip


@pytest.mark.parametrize("kind", ["exemplary", "abusive"])
@pytest.mark.parametrize("language", list(Language))
def test_what_is_explained_is_the_verdict_that_the_engine_gives(
    kind: str, language: Language
) -> None:
    call = next(iter(calls(kind, language).values()))
    for result in Engine().evaluate(call, load_scorecard()).results:
        assert explain(call, result.criterion).result == result


def test_every_check_has_the_acts_it_decides_by() -> None:
    assert all(acts_of(check) for check in CHECKS)


@pytest.mark.parametrize("language", list(Language))
def test_what_decided_quotes_the_call_and_marks_lie_inside_the_quote(language: Language) -> None:
    for call in calls("abusive", language).values():
        for criterion in load_scorecard().criteria:
            told = explain(call, criterion)
            for place in (*told.places, *told.near):
                quoted, written = place.evidence, call.segments[place.evidence.segment].text
                assert written[quoted.start : quoted.end] == quoted.quote
                for start, end in place.phrases:
                    assert 0 <= start < end <= len(written)


def test_a_listed_phrase_is_marked_where_it_was_said() -> None:
    told = why("A: Hello\nC: hi\nA: Please hold on.", "hold")
    assert marked(told.places[0]) == ["Please hold on"]
    assert Layer.PHRASE in told.places[0].layers


def test_a_missed_greeting_tells_which_turns_were_looked_at_and_that_the_customer_greeted() -> None:
    told = why(
        "A: Sunrise bank.\nC: hello there\nA: Go on.\nC: my card\nA: Which card?", "salutation"
    )
    assert told.result.verdict is Verdict.NOT_MET
    assert (told.looked.scope, told.looked.segments) == (Scope.OPENING, (0, 2, 4))
    assert told.near[0].evidence.speaker is Speaker.CUSTOMER
    assert ("customer", "") in against(told.near[0])
    assert ifs(told)["said"] is Verdict.MET


def test_a_name_given_late_would_have_counted_in_the_opening() -> None:
    filler = "\n".join("C: and then?\nA: Then it goes on." for _ in range(4))
    told = why(f"A: Hello\n{filler}\nC: who are you?\nA: My name is Sara.", "agent_name")
    assert told.result.reason == "reasons.agent_name_late"
    assert ifs(told)["in_time"] is Verdict.MET


def test_an_insult_that_is_quoted_or_denied_tells_the_words_that_took_it_back() -> None:
    told = why("A: Hello\nC: hm\nA: Nobody is calling you stupid.", "insult")
    assert told.result.verdict is Verdict.MET
    assert ("negated", "Nobody") in against(told.near[0])


def test_a_refusal_with_another_way_tells_the_way_that_excused_it() -> None:
    told = why(
        "A: Hello\nC: hm\nA: I can't help you with that, but I can ask my manager.", "language"
    )
    near = [one for one in told.near if one.category == "refusal"]
    if told.result.verdict is Verdict.MET and near:
        assert any(code == "alternative" for code, _ in against(near[0]))
    assert told.result.verdict is not Verdict.NOT_MET


def test_proof_of_identity_asked_too_late_would_have_been_in_time_before_the_facts() -> None:
    told = why(
        "A: Hello\nC: how much do I owe?\nA: Your balance is 450 pounds.\nC: ok\n"
        "A: What is your account number?\nC: 4411",
        "verification",
    )
    assert [place.act.value for place in told.places] == ["account_fact", "verification"]
    assert ifs(told)["asked_first"] is Verdict.MET


def test_what_does_not_apply_tells_what_would_have_made_it_apply() -> None:
    told = why("A: Hello\nC: when do you open?\nA: At nine.", "empathy")
    assert told.result.verdict is Verdict.NOT_APPLICABLE
    assert told.looked.scope is Scope.CUSTOMER
    assert ifs(told)["trouble"] is Verdict.NOT_MET
    hold = why("A: Hello\nC: when do you open?\nA: At nine.", "hold")
    assert (ifs(hold)["waited"], ifs(hold)["said"]) == (Verdict.NOT_MET, Verdict.MET)


def test_an_offer_of_help_would_be_asked_of_a_mail_that_were_a_chat() -> None:
    mail = read_call("A: Dear Sir, your order is on its way.", channel=Channel.EMAIL)
    assert ifs(explained(mail, "offer_help"))["not_mail"] is Verdict.NOT_MET


def test_a_doubtful_place_tells_both_ways_it_may_be_decided() -> None:
    call = read_call("A: Hello\nC: my card was stolen\nA: Well, well.")
    perhaps = Finding(Act.EMPATHY, 2, 0, 10, "Well, well", 0.5, decided=False)
    trouble = Finding(Act.TROUBLE, 1, 0, 18, "my card was stolen", 0.9)
    heard = Heard(call, (trouble, perhaps))
    criterion = load_scorecard().criterion("empathy")
    assert judge(heard, criterion).verdict is Verdict.UNSURE
    told = {one.code: one.verdict for one in changes(heard, criterion, Verdict.UNSURE)}
    assert (told["sure"], told["without"]) == (Verdict.MET, Verdict.NOT_MET)


@pytest.mark.parametrize("language", list(Language))
def test_what_counts_is_as_sure_as_it_takes_and_what_is_doubtful_is_not(language: Language) -> None:
    for call in calls("abusive", language).values():
        for criterion in load_scorecard().criteria:
            for place in explain(call, criterion).places:
                assert place.confidence is not None
                assert place.decided == (round(place.confidence, 2) >= round(place.needed, 2))


def test_where_silence_proves_nothing_it_is_told_what_it_would_prove() -> None:
    weak = read_call("A: Sunrise bank.\nC: ok\nA: It opens at nine.")
    weak = replace(weak, segments=tuple(replace(s, confidence=0.3) for s in weak.segments))
    told = explained(weak, "salutation")
    assert (told.result.verdict, told.doubt) == (Verdict.UNSURE, "reasons.transcript_weak")
    assert ifs(told)["trusted"] is Verdict.NOT_MET


@pytest.mark.parametrize("language", list(Language))
def test_no_what_if_tells_the_verdict_there_is(language: Language) -> None:
    for call in calls("abusive", language).values():
        for criterion in load_scorecard().criteria:
            told = explain(call, criterion)
            assert told.result.verdict not in ifs(told).values()


def test_another_way_in_the_same_breath_is_tried_on_the_engine_before_it_is_told() -> None:
    told = why("A: Hello\nC: please\nA: I can't help you with that. It is our policy.", "language")
    assert told.result.verdict is Verdict.NOT_MET
    assert ifs(told)["without"] is Verdict.MET
    said = read_call(
        "A: Hello\nC: please\nA: I can't help you with that. It is our policy."
        " But what I can do is call you back."
    )
    after = explained(said, "language").result.verdict
    assert ("another_way" in ifs(told)) == (after is not told.result.verdict)


def test_arabic_marks_stand_on_the_written_words() -> None:
    told = why("م: أهلًا\nع: طيب\nم: والله هذا مو شغلي.", "language", Language.AR)
    assert any("شغلي" in phrase for place in told.places for phrase in marked(place))


def test_a_criterion_without_a_check_is_told_as_a_broken_scorecard() -> None:
    broken = replace(load_scorecard().criterion("hold"), check="nothing")
    with pytest.raises(ScorecardInvalid):
        explain(read_call("A: Hello"), broken)


def test_the_same_call_is_explained_the_same_way_twice() -> None:
    call = next(iter(calls("abusive", Language.EN).values()))
    for criterion in load_scorecard().criteria:
        assert explain(call, criterion) == explain(call, criterion)
