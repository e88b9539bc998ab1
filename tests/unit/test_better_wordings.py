"""The phrasebook itself: complete, never to be avoided, and good enough for the engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.checks import Heard, judge
from qa.findings import find_by_rule
from qa.model import Act, Channel, Language, Segment, Speaker, Transcript, Verdict
from qa.normalise import fold_text
from qa.phrasebook import OTHER, TROUBLE, Phrasebook, load_phrasebook
from qa.replies import read_reply
from qa.scorecard import load_scorecard
from qa.wordings import addressed, spoken
from training_modules.catalog import CONTENT, read_folder

KINDS = {"blame", "refusal", "unverified_promise", "slang", "arguing", "insult"}
OPENING = {"salutation", "company", "agent_name", "offer_help"}
LAST = {"summary", "anything_else", "closing"}
LASTING = ("loss", "health", "theft", "repeat", "waiting", "refund", "money", "broken", "anger")
CHANNELS = {"chat": Channel.CHAT, "email": Channel.EMAIL}
NEVER_IN_MAIL = {"offer_help", "hold"}  # not judged there
BLANKS = {
    "company": "Larkfield Water", "name": "Imogen", "customer": "Mr Haddad", "number": "4471",
    "team": "the billing team", "time": "five o'clock", "date": "Tuesday", "amount": "12 pounds",
    "step": "restarting the router", "cause": "the second meter", "option": "a smaller plan",
    "document": "the form", "result": "the new total", "content": "the fee is paid once",
    "question": "which floor is it", "answer": "it costs nothing",
    "what was said": "the driver came at noon",
    "الشركة": "نور تيليكوم", "الاسم": "سلمى", "القسم": "المبيعات", "الرقم": "4471",
    "الوقت": "الخامسة", "الموعد": "الثلاثاء", "المبلغ": "90 ريالا", "الخطوة": "تشغيل الجهاز",
    "السبب": "العداد الثاني", "الخيار": "باقة أصغر", "العمل": "التعديل", "الشيء": "الجهاز",
    "المستند": "صورة الهوية", "السؤال": "في أي دور الشقة", "الجواب": "بدون رسوم",
}  # fmt: skip
# Verbs and words of the second person that are said to a man, and participles of a male speaker.
MALE = (
    "تسمح تقدر تستنى تنتظر تريد تود تحب بتحب تبي تبغى اتفضل سيب قل قول خبرني اعطني عطني اديني تنطر"
    " تعطيني تزعل تقلق تتضايق تنزعج تغضب استنى خليك خلك خلني خلنا دعني سمحت إنت نتا متحتاجش"
    " عارف سامع سامعك متأسف عايز محتاج متأكد فاهم مقدر شاكر ممتن متشكر حاسس منتبه"
)
MALE_WORDS = frozenset(fold_text(MALE).split())


@dataclass(frozen=True, slots=True)
class Offered:
    """One wording of the phrasebook, its blanks filled."""

    language: Language
    register: str
    key: str
    situation: str
    text: str

    @property
    def channel(self) -> Channel:
        return CHANNELS.get(self.register, Channel.VOICE)


def offered(language: Language) -> Iterator[Offered]:
    for name, register in load_phrasebook(language).registers.items():
        for part in (register.wordings, register.at_the_end):
            for key, by_situation in part.items():
                for situation, wordings in by_situation.items():
                    for text in (said for wording in wordings for said in _as_said(wording)):
                        yield Offered(language, name, key, situation, _filled(text))


def _as_said(wording: str) -> set[str]:
    spoken_to = {addressed(wording, gender) for gender in (None, "masculine", "feminine")}
    return {said for said in spoken_to if said}


def _filled(text: str) -> str:
    return re.sub(r"\[([^]]+)]", lambda blank: BLANKS[blank[1]], text)


def heard(wording: Offered) -> Heard:
    """By the rules, in a small call with trouble in it, the wording where it belongs."""
    english = wording.language is Language.EN
    trouble = "I am very upset, it never arrived." if english else "أنا متضايق جدا، لم يصل الطلب"
    matter, yes = ("One thing about the order.", "ok") if english else ("بخصوص الطلب", "تمام")
    if wording.key in OPENING:
        lines = [wording.text, trouble]
    elif wording.key in LAST:
        lines = [matter, trouble, matter, yes, wording.text]
    else:
        lines = [matter, trouble, wording.text, "4471", matter]
    speakers = (Speaker.AGENT, Speaker.CUSTOMER)
    segments = (Segment(i, speakers[i % 2], line) for i, line in enumerate(lines))
    call = Transcript(tuple(segments), wording.language, wording.channel)
    return Heard(call, find_by_rule(call))


def meets(wording: Offered) -> bool:
    check = "language" if wording.key in KINDS - {"insult"} else wording.key
    if wording.channel is Channel.EMAIL and check in NEVER_IN_MAIL:
        return True
    asked = (one for one in load_scorecard().criteria if one.check == check)
    return any(judge(heard(wording), one).verdict is Verdict.MET for one in asked)


@pytest.fixture(params=list(Language))
def phrasebook(request: pytest.FixtureRequest) -> Phrasebook:
    return load_phrasebook(request.param)


def test_every_register_of_a_language_is_there() -> None:
    assert set(load_phrasebook(Language.EN).registers) == {"phone", "chat", "email"}
    arabic = {"msa", "egyptian", "gulf", "levantine", "maghrebi"}
    assert set(load_phrasebook(Language.AR).registers) == arabic


def test_every_criterion_and_kind_has_several_wordings_in_every_register(
    phrasebook: Phrasebook,
) -> None:
    keys = {criterion.check for criterion in load_scorecard().criteria} | KINDS
    for name, register in phrasebook.registers.items():
        assert set(register.wordings) == keys == set(phrasebook.titles), name
        for key, by_situation in register.wordings.items():
            assert len(set(by_situation[OTHER])) >= 2, (name, key)


def test_empathy_has_words_for_every_trouble_in_every_register(phrasebook: Phrasebook) -> None:
    for name, register in phrasebook.registers.items():
        for situation in LASTING:
            assert len(set(register.wordings["empathy"][situation])) >= 2, (name, situation)


def test_every_praise_is_of_a_criterion_that_leaves_a_quote(phrasebook: Phrasebook) -> None:
    checks = {criterion.check for criterion in load_scorecard().criteria} - {"language", "insult"}
    assert set(phrasebook.praise) == checks
    assert next(reversed(phrasebook.praise)) == "salutation"


def test_every_situation_that_words_are_written_for_can_be_heard(phrasebook: Phrasebook) -> None:
    known = {situation.name for situation in phrasebook.situations} | {TROUBLE, OTHER}
    parts = [r for s in phrasebook.registers.values() for r in (s.wordings, s.at_the_end)]
    for part in [*parts, phrasebook.praise]:
        for key, by_situation in part.items():
            assert set(by_situation) <= known, key


@pytest.mark.parametrize("language", list(Language))
def test_no_wording_stands_twice_in_one_register(language: Language) -> None:
    for name, register in load_phrasebook(language).registers.items():
        for key, by_situation in register.wordings.items():
            listed = by_situation[OTHER]
            assert len(listed) == len(set(listed)), (name, key)


@pytest.mark.parametrize("language", list(Language))
def test_the_rules_hear_every_wording_as_meeting_its_criterion(language: Language) -> None:
    assert [wording for wording in offered(language) if not meets(wording)] == []


@pytest.mark.parametrize("language", list(Language))
def test_no_wording_is_accused_by_the_rules(language: Language) -> None:
    accused = [
        (wording.register, wording.text, finding.category)
        for wording in offered(language)
        for finding in heard(wording).findings
        if finding.act is Act.FORBIDDEN
    ]
    assert accused == []


@pytest.mark.parametrize("language", list(Language))
def test_no_wording_or_praise_holds_a_phrase_to_avoid(language: Language) -> None:
    phrases = [p for p in read_folder(CONTENT).phrases if p.status == "avoid"]
    avoid = [fold_text(text) for p in phrases for text in p.of(language)]
    texts = [wording.text for wording in offered(language)]
    praise = load_phrasebook(language).praise
    texts += [text for by in praise.values() for listed in by.values() for text in listed]
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, avoid))})(?!\w)")
    assert avoid and [text for text in texts if pattern.search(fold_text(text))] == []
    assert [text for text in texts if "!" in text or "…" in text] == []


@pytest.mark.parametrize("language", list(Language))
def test_no_wording_is_noted_as_one_to_avoid_in_a_reply(language: Language) -> None:
    noted = [
        (wording.text, acts["avoid"])
        for wording in offered(language)
        if "avoid" in (acts := read_reply(wording.text, language, wording.channel).acts)
    ]
    assert noted == []


def test_arabic_assumes_neither_the_customers_gender_nor_the_agents() -> None:
    for name, register in load_phrasebook(Language.AR).registers.items():
        for part in (register.wordings, register.at_the_end):
            for key, by_situation in part.items():
                for wording in (w for listed in by_situation.values() for w in listed):
                    words = fold_text(re.sub(r"\([^)]*\)", " ", wording)).split()
                    plain = {word.strip("،.؟؛:") for word in words}
                    assert not plain & MALE_WORDS, (name, key, wording)


def test_what_depends_on_gender_always_has_a_neighbour_that_does_not() -> None:
    for name, register in load_phrasebook(Language.AR).registers.items():
        for key, by_situation in register.wordings.items():
            for situation, wordings in by_situation.items():
                assert any(addressed(w, None) for w in wordings), (name, key, situation)


def test_a_written_arabic_talk_has_wordings_for_everything_too() -> None:
    phrasebook = load_phrasebook(Language.AR)
    for name, register in phrasebook.registers.items():
        for key, by_situation in register.wordings.items():
            texts = [addressed(wording, None) for wording in by_situation[OTHER]]
            assert [t for t in texts if t and not spoken(phrasebook, t)], (name, key)


def test_the_files_are_plain_enough_to_be_read_by_anyone() -> None:
    import qa

    folder = Path(qa.__file__).parent / "phrasebook"
    for path in folder.rglob("*.yml"):
        text = path.read_text("utf-8")
        assert text.startswith("#") and text.count("\n") < 300, path
