"""What is found and, above all, what is not: each failure seen in other tools is a test here.

Lone sentences are for the rules; what is learned hears them as it hears whole calls.
"""

import pytest

from qa.acts.reading import read
from qa.findings import find, ruled
from qa.model import Act, Language
from tests.unit.calls import read_call


def heard(text: str, act: Act, language: Language = Language.EN) -> list[str]:
    return [f.quote for f in ruled(read(read_call(text, language))) if f.act is act]


def forbidden(text: str, language: Language = Language.EN) -> list[str | None]:
    call = f"A: Hello\nC: hi\n{text}"
    found = ruled(read(read_call(call, language)))
    return [f.category for f in found if f.act is Act.FORBIDDEN]


def test_a_greeting_of_the_customer_is_not_the_agents() -> None:
    assert heard("A: Yes?\nC: Hello, good morning", Act.SALUTATION) == []


def test_hi_inside_thing_and_this_is_no_greeting() -> None:
    assert heard("A: This thing is something within history.", Act.SALUTATION) == []


def test_quotes_are_the_written_text_at_their_offsets() -> None:
    call = read_call("م: السَّلامُ عليكم، مَعَك هُدى من بنك الواحة، كيف أستطيع خدمتك؟", Language.AR)
    findings = find(call)
    assert {f.act for f in findings} >= {
        Act.SALUTATION,
        Act.COMPANY,
        Act.AGENT_NAME,
        Act.OFFER_HELP,
    }
    for finding in findings:
        text = call.segments[finding.segment].text
        assert finding.quote == text[finding.start : finding.end]


def test_a_name_given_after_the_opening_is_marked_late() -> None:
    lines = "\n".join(f"A: Fine.\nC: {n}" for n in ("one", "two", "three", "four"))
    findings = find(read_call(f"{lines}\nA: By the way, my name is Karim."))
    assert [f.category for f in findings if f.act is Act.AGENT_NAME] == ["late"]


def test_a_feeling_is_no_name() -> None:
    assert heard("A: Hello, I'm sorry, I'm calling about it. This is urgent.", Act.AGENT_NAME) == []


@pytest.mark.parametrize(
    "text",
    [
        "A: I won't apologise for that.",
        'A: He wrote "I am so sorry for the trouble" in his note.',
        "A: Sorry, can you repeat that?",
        "A: I'm sorry, but no.",
        "C: I'm so sorry for the trouble.\nA: Right.",
    ],
)
def test_negated_quoted_and_empty_apologies_are_no_empathy(text: str) -> None:
    assert heard(text, Act.EMPATHY) == []


@pytest.mark.parametrize("text", ["م: لن أعتذر لك عن هذا.", "م: لحظة، ما رقم الطلب؟"])
def test_arabic_negated_apologies_are_no_empathy(text: str) -> None:
    assert heard(text, Act.EMPATHY, Language.AR) == []


@pytest.mark.parametrize(
    "text",
    [
        "A: Nobody is saying that it was your fault.",
        "C: You are an idiot, shut up!\nA: I see.",
        'A: I will write down that the driver said "shut up, stupid".',
        "A: The driver told you to shut up, I have noted that.",
        "A: I can't promise an exact date.",
        "A: There's nothing I can do about the fee, but I can spread it over three months.",
        "A: Did your parcel get lost on the way?",
        "A: What is your problem with the app, exactly?",
        "A: Yes you are eligible, no it doesn't cost extra.",
        "A: I was stupid to miss that, thank you.",
        "A: It's impossible to say today, so what I'll do is call you.",
        "A: Please relax, it is sorted and nothing is owed.",
    ],
)
def test_harmless_sentences_accuse_nobody(text: str) -> None:
    call = f"A: Hello\nC: hi\n{text}"
    sure = [f for f in ruled(read(read_call(call))) if f.act is Act.FORBIDDEN and f.decided]
    assert sure == []


@pytest.mark.parametrize(
    "text",
    [
        "م: معك هدى من خدمة العملاء.",
        "م: مبروك على المولود، ما شاء الله.",
        "م: الصوت واطي شوي، ممكن ترفع؟",
        "م: موقف سخيف فعلًا ولا يليق بك.",
        "م: ما في داعي للقلق، وما عندنا أي رسوم.",
        "م: ليس الخطأ خطأك أبدًا.",
        "م: تستاهل كل خير.",
        "م: السلام عليكم ورحمة الله وبركاته.",
        "م: أكتب في الشكوى أن السائق قال لك «يا غبي اخرس».",
        "م: كان المفروض أن نخبرك قبلها.",
        "م: بيطرة الرفق، عيادة حيوان أليف، تفضل.",
        "ع: أنت غبي واخرس!\nم: أسمعك.",
    ],
)
def test_harmless_arabic_sentences_accuse_nobody(text: str) -> None:
    call = f"م: مرحبا\nع: هلا\n{text}"
    found = ruled(read(read_call(call, Language.AR)))
    sure = [f for f in found if f.act is Act.FORBIDDEN and f.decided]
    assert sure == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("A: Are you deaf?", "insult"),
        ("A: That is your own fault.", "blame"),
        ("A: Not my job, there's nothing I can do.", "refusal"),
        ("A: I guarantee you it will be approved.", "unverified_promise"),
        ("A: lol dude whatever", "slang"),
        ("A: You're lying.", "arguing"),
    ],
)
def test_each_kind_of_forbidden_language_is_told_apart(text: str, category: str) -> None:
    assert set(forbidden(text)) == {category}


def test_being_rude_about_explaining_earns_no_credit() -> None:
    text = "A: I am not going to help you with anything else. Is that clear?"
    assert heard(f"A: Hello\nC: hi\nA: ok\nC: no\n{text}", Act.THANKS) == []


def test_a_request_to_wait_is_good_with_a_reason_and_bad_without() -> None:
    def kind(text: str) -> list[str | None]:
        findings = find(read_call(f"A: Hello\nC: hi\n{text}"))
        return [f.category for f in findings if f.act is Act.HOLD]

    assert kind("A: May I put you on hold while I check?") == ["good"]
    assert kind("A: Hold on.") == ["bad"]
    assert kind("A: Thank you for holding.") == []
    assert kind("A: Let me check that.") == []


def test_the_same_act_at_one_place_is_found_once() -> None:
    findings = find(read_call("A: Good morning, hello there, this is Harbour Bank."))
    places = [(f.act, f.segment, f.start) for f in findings]
    assert len(places) == len(set(places))
