"""Everyday sentences of Arabic agents, to the rules: none is an offence, what is one stays one."""

from pathlib import Path

import pytest

from qa.acts.reading import read
from qa.findings import ruled
from qa.model import Act, Finding, Language
from tests.unit.calls import read_call

INNOCENT = Path(__file__).parent / "calls" / "innocent_agent_ar.txt"


def lines() -> list[str]:
    written = INNOCENT.read_text("utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


def found(act: Act, said: str, before: str = "م: مرحبا\nع: هلا\n") -> list[Finding]:
    call = read_call(f"{before}م: {said}", Language.AR)
    return [finding for finding in ruled(read(call)) if finding.act is act]


@pytest.mark.parametrize("said", lines())
def test_an_everyday_sentence_accuses_nobody(said: str) -> None:
    assert found(Act.FORBIDDEN, said) == []


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ("ما انت اللي حمار.", "insult"),
        ("حضرتك غبي؟", "insult"),
        ("انصرف من هنا.", "insult"),
        ("انصرف.", "insult"),
        ("انتي ما عندك عقل.", "insult"),
        ("إنت اللي كذاب يا أستاذ.", "insult"),
        ("أرسلت البيانات ناقصة.", "blame"),
        ("إنت اللي نسيت.", "blame"),
        ("كان لازم تقرا العقد.", "blame"),
        ("اهدأ.", "refusal"),
        ("لا تعصب علي.", "refusal"),
        ("مفيش حل وخلاص.", "refusal"),
        ("أضمن لك مية بالمية إنها توصل.", "unverified_promise"),
        ("فكنا من هالسالفة.", "slang"),
        ("كلامك غير صحيح.", "arguing"),
        ("هذا غير صحيح، أنت لم تتصل.", "arguing"),
        ("عندك دليل على كلامك؟", "arguing"),
    ],
)
def test_an_offence_is_still_one(said: str, category: str) -> None:
    assert category in {finding.category for finding in found(Act.FORBIDDEN, said)}
    assert any(finding.decided for finding in found(Act.FORBIDDEN, said))


@pytest.mark.parametrize(
    "said",
    [
        "معك لين.",
        "أهلًا، معك لين من خدمة العملاء، كيف أقدر أساعدك؟",
        "شركة النور، معك منى، تفضل.",
        "معاك علي من بنك الواحة، أقدر أساعدك إزاي؟",
        "معك سعيد، كيف أخدمك؟",
        "معك مي.",
        "أنا علي من قسم الفواتير.",
    ],
)
def test_short_names_that_are_also_words_are_names_before_a_pause(said: str) -> None:
    assert found(Act.AGENT_NAME, said, before="") != []


@pytest.mark.parametrize(
    "said",
    [
        "معك على الخط، تفضل.",
        "أنا معك لين نخلص.",
        "أنا سعيد بخدمتك.",
        "أنا معك هلأ.",
        "أنا هنا لمساعدتك.",
        "أنا زين الحمد لله.",
        "معك حق.",
    ],
)
def test_the_same_words_in_a_sentence_are_no_names(said: str) -> None:
    assert found(Act.AGENT_NAME, said, before="") == []


@pytest.mark.parametrize(
    "said", ["صباحك ورد", "مساء الجمال", "الله حيه", "يسعد مساك", "هلا وغلا", "واش لاباس عليك"]
)
def test_a_greeting_of_any_dialect_is_heard(said: str) -> None:
    assert found(Act.SALUTATION, f"{said}.", before="") != []


@pytest.mark.parametrize(
    "said",
    [
        "أبشر وش بغيت؟",
        "كيف منقدر نساعدك؟",
        "شنو نقدر ندير ليك؟",
        "ما الذي أستطيع تقديمه لك؟",
        "شلون أكدر أخدمك؟",
        "نبدأ بإيه؟",
    ],
)
def test_an_offer_of_help_of_any_dialect_is_heard(said: str) -> None:
    assert found(Act.OFFER_HELP, said, before="") != []


@pytest.mark.parametrize(
    "said",
    [
        "شرفتنا يا فندم",
        "خلي بالك من نفسك",
        "دير بالك على حالك",
        "بشوفك على خير",
        "الله وياك",
        "ممنون إلك",
        "تبقى على خير",
        "طاب يومك",
    ],
)
def test_a_parting_word_of_any_dialect_is_heard(said: str) -> None:
    assert found(Act.FAREWELL, f"{said}.") or found(Act.THANKS, f"{said}.")
