"""What coaching wants to hear: each act in both languages, and what only seems to be one."""

import pytest

from qa.findings import find
from qa.hints import LONGEST, hints
from qa.model import Act, Language, Segment, Speaker, Transcript

EN, AR = Language.EN, Language.AR


def call(*lines: tuple[str, str], language: Language = EN) -> Transcript:
    speakers = {"A": Speaker.AGENT, "C": Speaker.CUSTOMER, "?": Speaker.UNKNOWN}
    segments = (Segment(i, speakers[who], text) for i, (who, text) in enumerate(lines))
    return Transcript(tuple(segments), language)


def heard(said: str, language: Language = EN, customer: str = "") -> set[Act]:
    """The hints in one answer of the agent."""
    before = customer or {EN: "My fridge stopped.", AR: "الثلاجة وقفت."}[language]
    return {hint.act for hint in hints(call(("C", before), ("A", said), language=language))}


@pytest.mark.parametrize(
    ("act", "language", "said"),
    [
        (Act.OPEN_QUESTION, EN, "Tell me what happened before it went quiet."),
        (Act.OPEN_QUESTION, EN, "okay so what do you see when you open the door"),
        (Act.OPEN_QUESTION, AR, "احكيلي شو صار من الأول"),
        (Act.OPEN_QUESTION, AR, "ما الذي حدث بعد انقطاع التيار؟"),
        (Act.REFLECTING, EN, "So you've been keeping the milk on the balcony since Sunday."),
        (Act.REFLECTING, AR, "يعني عندك الثلاجة واقفة من يوم الأحد والأكل بدأ يخرب"),
        (Act.SIGNPOSTING, EN, "One moment while I look up the warranty."),
        (Act.SIGNPOSTING, EN, "i'm calling the workshop while you stay on the line"),
        (Act.SIGNPOSTING, AR, "خليني أشوف الضمان عندي"),
        (Act.SIGNPOSTING, AR, "لحظة أراجع الفاتورة مع المخزن"),
        (Act.NEXT_STEP, EN, "Our technician will come on Tuesday before ten."),
        (Act.NEXT_STEP, AR, "وراح نتصل عليك بكرة قبل الظهر"),
        (Act.NEXT_STEP, AR, "الفني يوصل عندك الخميس الصبح"),
        (Act.CHECKING, EN, "You bought it in May, is that right?"),
        (Act.CHECKING, AR, "الفاتورة باسم الوالد، صحيح؟"),
        (Act.ESCALATION, EN, "I'll raise this with our warranty team."),
        (Act.ESCALATION, AR, "برفع الموضوع لمشرف الصيانة"),
    ],
)
def test_an_act_is_heard(act: Act, language: Language, said: str) -> None:
    assert act in heard(said, language)


@pytest.mark.parametrize(
    ("act", "language", "said"),
    [
        (Act.OPEN_QUESTION, EN, "How can I help you with it?"),
        (Act.OPEN_QUESTION, EN, "What is your order number?"),
        (Act.OPEN_QUESTION, EN, "What did you think would happen?"),
        (Act.OPEN_QUESTION, AR, "الفاتورة متى كانت؟"),
        (Act.OPEN_QUESTION, AR, "عايز ايه"),
        (Act.REFLECTING, EN, "I understand."),
        (Act.REFLECTING, EN, "So you can pay at the branch."),
        (Act.SIGNPOSTING, EN, "Hold on."),
        (Act.SIGNPOSTING, EN, "I've cancelled it."),
        (Act.SIGNPOSTING, AR, "استني"),
        (Act.NEXT_STEP, EN, "Our technician will come as soon as possible."),
        (Act.NEXT_STEP, EN, "Your refund posts in five days."),
        (Act.NEXT_STEP, AR, "خصوصًا بأيام النقل، لهيك منخلي الخط شغال"),
        (Act.NEXT_STEP, AR, "أضمن لك يوصلك غدا مئة في المئة"),
        (Act.CHECKING, EN, "Do you understand?"),
        (Act.CHECKING, EN, "I need to ask the kitchen. Is that all right?"),
        (Act.CHECKING, EN, "Is there anything else?"),
        (Act.CHECKING, AR, "في شي ثاني؟"),
        (Act.ESCALATION, EN, "They'll tell you the same, so I won't call the supervisor."),
        (Act.ESCALATION, AR, "ما أقدر أحولك للمدير"),
    ],
)
def test_what_only_seems_to_be_the_act_is_not_heard(
    act: Act, language: Language, said: str
) -> None:
    assert act not in heard(said, language)


def test_the_customers_words_are_nobodys_hint() -> None:
    said = "Tell me what happened. Your technician will come on Tuesday, is that right?"
    assert hints(call(("A", "Hello."), ("C", said))) == ()


def test_where_speakers_are_unknown_nothing_is_hinted() -> None:
    assert hints(call(("C", "Hello."), ("?", "Tell me what happened then."))) == ()


def test_an_opening_asks_no_open_question() -> None:
    assert hints(call(("A", "Good morning, what's happening today?"), ("C", "It leaks."))) == ()


def test_a_hint_quotes_the_words_as_they_were_written() -> None:
    transcript = call(("C", "It leaks."), ("A", "Right. «Omar» will call you on Tuesday at nine."))
    for hint in hints(transcript):
        assert hint.quote == transcript.segments[hint.segment].text[hint.start : hint.end]
        assert hint.quote


def test_what_the_customer_named_is_reflected_and_what_they_did_not_is_not() -> None:
    said = "It is natural to worry about a cake in there."
    assert Act.REFLECTING in heard(said, customer="The fridge died and the cake is in it.")
    assert Act.REFLECTING not in heard(said, customer="It is broken.")


def test_no_hint_is_among_what_scorecards_are_made_of() -> None:
    transcript = call(
        ("C", "My fridge stopped."),
        ("A", "Tell me what happened. Our technician will come on Tuesday at nine, is that right?"),
    )
    assert hints(transcript)
    assert not {found.act for found in find(transcript)} & {hint.act for hint in hints(transcript)}


@pytest.mark.parametrize("language", list(Language))
def test_a_line_without_end_is_read_as_far_as_anybody_speaks_in_one_breath(
    language: Language,
) -> None:
    said = {EN: "let me check that ", AR: "خليني أشوف الطلب "}[language]
    endless = call(("C", "It leaks."), ("A", said * 60_000), language=language)
    found = hints(endless)
    assert found
    assert all(hint.end <= LONGEST for hint in found)
