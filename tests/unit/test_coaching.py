import re
from dataclasses import replace

import pytest

from qa.coaching import build_card
from qa.dialect import dialect_of
from qa.model import CoachingCard, Language, Transcript, Verdict
from qa.normalise import fold_text
from qa.phrasebook import dialects, load_phrasebook
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import calls, read_call

AVOID = {
    Language.EN: (
        r"calm down|our policy|you have to|you should have|as i told you|no need to get upset"
        r"|i don't know\b|not what i see|you are wrong|i fully understand|know exactly how"
        r"|doing my job|outside my control|all i'm saying|!"
    ),
    Language.AR: (
        r"اهدأ|سياستنا|يجب عليك|كان عليك|كما قلت لك|لا داعي للغضب|لا أعرف|من اختصاصي"
        r"|هذا ليس خطأنا|أقوم بواجبي|كل ما أقوله|خارج عن إرادتي|أفهم تمامًا|بالطبع|!"
    ),
}


def card_of(transcript: Transcript) -> CoachingCard:
    return build_card(transcript, Engine().evaluate(transcript, load_scorecard()).results)


def wordings(language: Language) -> list[str]:
    better = load_phrasebook(language).better
    return [
        wording
        for by_key in better.values()
        for by_moment in by_key.values()
        for listed in by_moment.values()
        for wording in listed
    ]


@pytest.mark.parametrize("language", list(Language))
def test_no_advice_uses_a_phrase_to_avoid(language: Language) -> None:
    avoid = re.compile(AVOID[language], re.IGNORECASE)
    assert [wording for wording in wordings(language) if avoid.search(wording)] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_dialect_has_words_for_every_criterion(language: Language) -> None:
    better = load_phrasebook(language).better
    keys = set(load_phrasebook(language).titles)
    for dialect in dialects(language):
        assert set(better[dialect]) == keys, dialect


@pytest.mark.parametrize("language", list(Language))
def test_advice_would_itself_be_accepted_by_the_engine(language: Language) -> None:
    for wording in wordings(language):
        opening = "A: Hello\nC: hi\nA: " if language is Language.EN else "م: مرحبا\nع: هلا\nم: "
        findings = (
            Engine().evaluate(read_call(opening + wording, language), load_scorecard()).findings
        )
        accused = [f.quote for f in findings if f.category in ("insult", "blame") and f.decided]
        assert accused == [], wording


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("msa_1", "msa"),
        ("msa_2", "msa"),
        ("egyptian_1", "egyptian"),
        ("gulf_1", "gulf"),
        ("levantine_1", "levantine"),
        ("maghrebi_1", "maghrebi"),
    ],
)
def test_a_call_is_coached_in_its_own_arabic(name: str, dialect: str) -> None:
    assert dialect_of(calls("exemplary", Language.AR)[name]) == dialect


def test_an_exemplary_call_has_strengths_with_quotes_and_no_focus() -> None:
    card = card_of(calls("exemplary", Language.EN)["phone_1"])
    assert [strength.criterion_id for strength in card.strengths] == ["empathy", "verification"]
    assert all(strength.evidence.quote for strength in card.strengths)
    assert card.focus is None


def test_the_focus_is_the_moment_that_weighs_most_with_words_for_what_was_said() -> None:
    call = read_call(
        "A: Good morning, Larkfield Water, this is Imogen, how can I help?\n"
        "C: My father passed away and the account is in his name.\n"
        "A: What is the account number and his date of birth?\nC: 4411, 1950\n"
        "A: So the account moves to your name today and a letter comes by Friday.\n"
        "A: Anything else?\nC: no\nA: Thank you for calling, goodbye."
    )
    focus = card_of(call).focus
    assert focus is not None and focus.criterion_id == "empathy"
    assert focus.customer_said is not None and "passed away" in focus.customer_said.quote
    assert focus.try_saying in load_phrasebook(Language.EN).better["english"]["empathy"]["loss"]


def test_an_auto_fail_comes_before_everything_else() -> None:
    focus = card_of(calls("abusive", Language.AR)["gulf_1"]).focus
    assert focus is not None and focus.criterion_id == "insult"
    assert focus.agent_said is not None


def test_an_unsure_verdict_is_never_the_focus() -> None:
    call = calls("abusive", Language.EN)["phone_1"]
    results = Engine().evaluate(call, load_scorecard()).results
    unsure = tuple(
        replace(r, verdict=Verdict.UNSURE) if r.verdict is Verdict.NOT_MET else r for r in results
    )
    assert build_card(call, unsure).focus is None


def test_the_same_call_gives_the_same_card_and_other_calls_other_words() -> None:
    line = "A: Hello\nC: This is call {} and I am so upset, it is ridiculous\nA: Account number?"
    focuses = [card_of(read_call(line.format(n))).focus for n in range(12)]
    texts = {focus.try_saying for focus in focuses if focus}
    assert len(texts) > 1
    assert card_of(read_call(line)) == card_of(read_call(line))


def test_words_that_were_found_fault_with_are_not_praised() -> None:
    call = read_call("A: Hello you idiot, what can I do for you?\nC: hi")
    assert [s.criterion_id for s in card_of(call).strengths] == []


def test_moments_are_written_in_folded_letters() -> None:
    for language in Language:
        for pattern in load_phrasebook(language).moments.values():
            assert pattern.pattern == "".join(
                c if c.isascii() else fold_text(c) for c in pattern.pattern
            )


def test_a_missing_empathy_shows_what_the_agent_answered_instead() -> None:
    call = read_call(
        "A: Good morning, Larkfield Water, this is Imogen, how can I help?\n"
        "C: I have called four times and I am really upset about this.\n"
        "A: What is the account number?\nC: 4411\nA: Thank you, goodbye.",
        Language.EN,
    )
    focus = card_of(call).focus
    assert focus is not None and focus.criterion_id == "empathy"
    assert focus.agent_said is not None
    assert focus.agent_said.quote == "What is the account number?"
