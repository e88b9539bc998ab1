from dataclasses import replace

import pytest

from qa.coaching import advice, build_card, sentences
from qa.dialect import dialect_of
from qa.model import Channel, CoachingCard, Focus, Language, Transcript, Verdict
from qa.phrasebook import load_phrasebook
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import calls, read_call

OPENING = "A: Good morning, Larkfield Water, this is Imogen, how can I help?\n"
HEARD = {
    Language.EN: {
        "loss": "My father passed away and the account is in his name, I am upset.",
        "health": "I'm worried sick, my baby is in hospital and the pump is at home.",
        "theft": "Somebody took money from my card, it was stolen, I am scared.",
        "repeat": "I have called three times already and I am really upset.",
        "waiting": "I have been waiting for two weeks and I am really frustrated.",
        "refund": "I want my money back and I am really upset.",
        "money": "The bill is twice the amount and I am really worried.",
        "broken": "The heating is not working at all and we are so frustrated.",
        "anger": "This is ridiculous, I am furious.",
    },
    Language.AR: {
        "loss": "والدي توفى والحساب باسمه وأنا متضايق",
        "health": "ابني في المستشفى وأنا خايف عليه",
        "theft": "بطاقتي انسرقت وأنا خايف",
        "repeat": "كلمتكم أكثر من مرة وأنا متضايق",
        "waiting": "أنتظر من أسبوعين وأنا متضايق جدا",
        "refund": "متى ترجعون فلوسي وأنا متضايق",
        "money": "الفاتورة غلط والمبلغ كبير وأنا متضايق",
        "broken": "النت خربان وأنا متضايق جدا",
        "anger": "هذي مهزلة وأنا متضايق جدا",
    },
}


def card_of(transcript: Transcript, said: frozenset[str] = frozenset()) -> CoachingCard:
    return build_card(transcript, Engine().evaluate(transcript, load_scorecard()).results, said)


def focus_of(transcript: Transcript, check: str) -> Focus:
    results = Engine().evaluate(transcript, load_scorecard()).results
    return next(f for f in advice(transcript, results) if f.criterion_id == check)


def said_to(heard: str, language: Language) -> Transcript:
    """A call in which trouble is heard and answered with a bare question."""
    if language is Language.EN:
        return read_call(f"{OPENING}C: {heard}\nA: What is the account number?\nC: 4411", language)
    lines = f"م: صباح الخير، معك سلمى\nع: {heard}\nم: رقم الحساب لو سمحت؟\nع: 4411"
    return read_call(lines, language)


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


def test_an_agent_who_says_too_little_is_coached_in_the_customers_dialect() -> None:
    call = read_call(
        "م: نعم\nع: وش صار بطلبي، للحين ما وصل، وأبغى أعرف الحين\nم: رقم الطلب", Language.AR
    )
    assert dialect_of(call) == "gulf"


def test_an_exemplary_call_has_strengths_with_quotes_and_no_focus() -> None:
    card = card_of(calls("exemplary", Language.EN)["phone_1"])
    assert len(card.strengths) == 2
    assert all(strength.evidence.quote for strength in card.strengths)
    assert card.focus is None


@pytest.mark.parametrize("language", list(Language))
def test_an_exemplary_call_is_praised_for_more_than_its_greeting(language: Language) -> None:
    for name, call in calls("exemplary", language).items():
        named = [strength.criterion_id for strength in card_of(call).strengths]
        assert named and not {"salutation", "company"} & set(named), name


def test_a_greeting_is_quoted_where_there_is_nothing_better() -> None:
    call = read_call("A: Good morning\nC: I am furious, it never came.\nA: Not my problem.")
    assert [strength.criterion_id for strength in card_of(call).strengths] == ["salutation"]


@pytest.mark.parametrize("language", list(Language))
def test_every_card_of_a_call_in_which_something_was_met_quotes_it(language: Language) -> None:
    for call in calls("exemplary", language).values():
        results = Engine().evaluate(call, load_scorecard()).results
        for result in results:
            if result.verdict is Verdict.MET and result.evidence:
                (strength,) = build_card(call, [result]).strengths
                assert strength.evidence in result.evidence


def test_the_quoted_strength_takes_up_what_the_customer_said() -> None:
    call = read_call(
        f"{OPENING}C: The heating has been off for nine days and I am furious.\n"
        "A: I am so sorry.\nC: My mother is freezing.\n"
        "A: I'm so sorry that the heating was off for nine days.\nC: ok\nA: Goodbye."
    )
    strength = next(s for s in card_of(call).strengths if s.criterion_id == "empathy")
    assert "nine days" in strength.evidence.quote


def test_praise_is_about_the_moment_the_words_were_said_in() -> None:
    call = read_call(
        f"{OPENING}C: My father passed away last week.\n"
        "A: I'm so sorry for your loss.\nC: Thank you.\nA: Goodbye."
    )
    praise = load_phrasebook(Language.EN).praise["empathy"]
    assert card_of(call).strengths[0].praise in praise["loss"]


@pytest.mark.parametrize(
    ("language", "situation"),
    [(language, situation) for language in Language for situation in HEARD[language]],
)
def test_missing_empathy_is_coached_for_what_the_customer_had_said(
    language: Language, situation: str
) -> None:
    call = said_to(HEARD[language][situation], language)
    phrasebook = load_phrasebook(language)
    register = "phone" if language is Language.EN else dialect_of(call)
    wordings = phrasebook.registers[register].wordings["empathy"][situation]
    said = focus_of(call, "empathy").try_saying
    assert any(said == text or "/" in text for text in wordings), said


def test_what_was_said_earlier_still_weighs_on_the_end_of_the_call() -> None:
    call = read_call(
        f"{OPENING}C: My husband died in May.\nA: I'm so sorry for your loss. Account number?\n"
        "C: 4411\nA: It moves to your name today.\nC: Fine.\nA: Done."
    )
    wordings = load_phrasebook(Language.EN).registers["phone"].wordings["closing"]
    assert focus_of(call, "closing").try_saying in wordings["loss"]


def test_in_the_last_turns_nothing_new_is_begun() -> None:
    call = read_call(
        f"{OPENING}C: The parcel is late.\nA: What is the order number?\nC: 4411\n"
        "A: It left on Monday.\nC: ok\nA: It comes on Friday.\nC: Will it be on time?\n"
        "A: I guarantee you it will definitely be there.\nC: ok\nA: Goodbye."
    )
    late = load_phrasebook(Language.EN).registers["phone"].at_the_end["unverified_promise"]
    assert focus_of(call, "language").try_saying in late["other"]


@pytest.mark.parametrize(
    ("channel", "register"), [(Channel.CHAT, "chat"), (Channel.EMAIL, "email")]
)
def test_written_english_is_coached_in_writing(channel: Channel, register: str) -> None:
    call = read_call("A: Hello\nC: I am furious, it never came.\nA: Number?", Language.EN, channel)
    by_situation = load_phrasebook(Language.EN).registers[register].wordings["empathy"]
    assert focus_of(call, "empathy").try_saying in {w for ws in by_situation.values() for w in ws}


def test_an_arabic_chat_is_not_told_to_speak_of_a_line() -> None:
    for line in range(12):
        text = f"م: نعم {line}\nع: أنا متضايق جدا من التأخير\nم: رقم الطلب؟\nع: 44\nم: تم"
        call = read_call(text, Language.AR, Channel.CHAT)
        assert "الخط" not in focus_of(call, "anything_else").try_saying


@pytest.mark.parametrize(
    ("heard", "word", "other"),
    [
        ("أنا متضايقة جدا من هذا", "تنزعجي", "تنزعج "),
        ("أنا متضايق جدا من هذا", "تنزعج ", "تنزعجي"),
    ],
)
def test_the_customers_own_words_tell_how_to_address_them(
    heard: str, word: str, other: str
) -> None:
    said = {
        focus_of(said_to(f"{heard} {'والله ' * n}مهزلة", Language.AR), "empathy").try_saying
        for n in range(12)
    }
    assert any(word in text for text in said)
    assert not any(other in text for text in said)


def test_no_gender_is_assumed_where_nothing_tells_it() -> None:
    said = {
        focus_of(said_to(f"هذي مهزلة {'والله ' * n}غير معقول", Language.AR), "empathy").try_saying
        for n in range(12)
    }
    assert said and not any("تنزعج" in text or "/" in text for text in said)


def test_an_auto_fail_comes_before_everything_else() -> None:
    focus = card_of(calls("abusive", Language.AR)["gulf_1"]).focus
    assert focus is not None and focus.criterion_id == "insult"
    assert focus.agent_said is not None


@pytest.mark.parametrize("language", list(Language))
def test_everything_missed_or_broken_gets_a_better_wording(language: Language) -> None:
    for call in calls("abusive", language).values():
        results = Engine().evaluate(call, load_scorecard()).results
        missed = {r.criterion.criterion_id for r in results if r.verdict is Verdict.NOT_MET}
        advised = {focus.criterion_id: focus.try_saying for focus in advice(call, results)}
        assert set(advised) == missed and all(advised.values())


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


def test_what_the_last_card_said_is_not_said_again() -> None:
    call = said_to(HEARD[Language.EN]["anger"], Language.EN)
    first = card_of(call)
    second = card_of(call, sentences(first))
    assert first.focus and second.focus
    assert not sentences(first) & sentences(second)


def test_words_that_were_found_fault_with_are_not_praised() -> None:
    call = read_call("A: Hello you idiot, what can I do for you?\nC: hi")
    assert [s.criterion_id for s in card_of(call).strengths] == []


def test_a_missing_empathy_shows_what_the_agent_answered_instead() -> None:
    call = said_to("I have called four times and I am really upset about this.", Language.EN)
    focus = card_of(call).focus
    assert focus is not None and focus.criterion_id == "empathy"
    assert focus.agent_said is not None
    assert focus.agent_said.quote == "What is the account number?"


def test_what_only_coaching_wants_has_words_where_a_person_misses_it() -> None:
    call = said_to(HEARD[Language.EN]["anger"], Language.EN)
    results = Engine().evaluate(call, load_scorecard()).results
    asked = replace(results[0].criterion, criterion_id="open_question", check="open_question")
    missed = replace(results[0], criterion=asked, verdict=Verdict.NOT_MET, reason="")
    (focus,) = advice(call, [missed])
    assert focus.try_saying == load_phrasebook(Language.EN).hints["english"]["open_question"]
