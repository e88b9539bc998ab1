"""Calls nobody meant: empty, one-sided, endless, mixed, mislabelled; a clear answer to each.

That work grows with the words alone is counted in operations, which are the same on any machine;
what runs inside one operation, a pattern over a long line, is compared by its own processor time
with room for a factor of four.
"""

import time
from dataclasses import replace

import pytest

from qa.coaching import build_card
from qa.errors import FileRefused
from qa.findings import find
from qa.label import label
from qa.model import Act, Evaluation, Language, Segment, Speaker, Transcript, Verdict
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import read_call
from tests.unit.operations import operations

ROOM = 4  # how much worse than in proportion counts as no longer linear
TALK = {
    Language.EN: (
        "good morning this is imogen how can i help i am so sorry to hear that please hold on while"
        " i check your account number that is your own fault is there anything else goodbye "
    ),
    Language.AR: (
        "صباح الخير معك هدى كيف اقدر اساعدك اعتذر لك عن التاخير لحظة من فضلك اراجع رقم الحساب"
        " هذا خطؤك انت هل تحتاج شي ثاني مع السلامة "
    ),
}
MEGABYTE = 1_000_000


def evaluated(call: Transcript) -> Evaluation:
    return Engine().evaluate(call, load_scorecard())


def said(*texts: str, language: Language = Language.EN) -> Transcript:
    """The agent and the customer in turns."""
    sides = (Speaker.AGENT, Speaker.CUSTOMER)
    return Transcript(
        tuple(Segment(i, sides[i % 2], text) for i, text in enumerate(texts)), language
    )


def linear(short: Transcript, long: Transcript, factor: float) -> bool:
    find(long)  # every word is known afterwards
    counted = operations(lambda: find(long)) / operations(lambda: find(short))
    return counted < factor * ROOM and _seconds(long) < factor * ROOM * max(_seconds(short), 0.005)


def _seconds(call: Transcript) -> float:
    def once() -> float:
        start = time.process_time()
        find(call)
        return time.process_time() - start

    return min(once() for _ in range(2))


@pytest.mark.parametrize(
    "call",
    [
        Transcript((), Language.EN),
        said(""),
        said(" ", "\n\t", "  "),
        said("", "", language=Language.AR),
    ],
)
def test_an_empty_call_is_refused_by_name(call: Transcript) -> None:
    assert find(call) == ()
    with pytest.raises(FileRefused) as refused:
        evaluated(call)
    assert refused.value.code == "transcript_empty"


@pytest.mark.parametrize(
    "text", ["…", "?!?!", "12345", "\u200f\u200e", "[noise]", "😂😂", "ه", "\x00"]
)
@pytest.mark.parametrize("language", list(Language))
def test_words_that_say_nothing_accuse_nobody(text: str, language: Language) -> None:
    evaluation = evaluated(said(text, text, text, language=language))
    for result in evaluation.results:
        if result.criterion.check in ("language", "insult"):
            assert result.verdict is not Verdict.NOT_MET
    assert not evaluation.score.auto_failed_by


@pytest.mark.parametrize("language", list(Language))
def test_a_call_of_the_customer_alone_is_not_assessed(language: Language) -> None:
    call = replace(
        said(TALK[language], language=language),
        segments=tuple(Segment(i, Speaker.CUSTOMER, TALK[language]) for i in range(20)),
    )
    evaluation = evaluated(call)
    assert evaluation.score.value is None
    assert {r.verdict for r in evaluation.results} <= {Verdict.UNSURE, Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize("language", list(Language))
def test_a_call_of_the_agent_alone_is_assessed_by_what_was_said(language: Language) -> None:
    opening = {Language.EN: "A: Good morning, how can I help?", Language.AR: "م: صباح الخير، تفضل"}
    evaluation = evaluated(read_call(opening[language], language))
    verdicts = {r.criterion.criterion_id: r.verdict for r in evaluation.results}
    assert verdicts["salutation"] is Verdict.MET
    assert verdicts["empathy"] is not Verdict.NOT_MET


@pytest.mark.parametrize("language", list(Language))
def test_ten_thousand_segments_are_judged_in_linear_work(language: Language) -> None:
    words = TALK[language].split()
    texts = [" ".join(words[n % 20 : n % 20 + 9]) for n in range(10_000)]
    short, long = (said(*texts[:count], language=language) for count in (1_000, 10_000))
    assert linear(short, long, 10)
    evaluation = evaluated(long)
    assert len(evaluation.results) == len(load_scorecard().criteria)
    assert build_card(long, evaluation.results).language is language


def test_one_segment_of_a_megabyte_gets_its_verdicts() -> None:
    talk = TALK[Language.EN]
    call = said(talk * (MEGABYTE // len(talk)))
    evaluation = evaluated(call)
    assert evaluation.score.value is not None
    assert all(f.quote == call.segments[0].text[f.start : f.end] for f in evaluation.findings)


@pytest.mark.parametrize(
    "unit",
    [*TALK.values(), "a", "ا", "a ", "لا ", "no ", '"', "«", "?", ". ", "you ", "ـ", "\u200b",
     "ن ت ", "i-d-i-o-t "],
)  # fmt: skip
def test_an_endless_line_is_judged_in_linear_work(unit: str) -> None:
    short, long = (said(unit * (length // len(unit))) for length in (5_000, 50_000))
    assert linear(short, long, 10)


def test_two_scripts_in_one_line_are_heard_in_the_calls_language() -> None:
    arabic = read_call("م: السلام عليكم، معك هدى من Larkfield Water\nع: hello أهلا", Language.AR)
    english = read_call("A: Good morning, this is هدى from شركة النور\nC: مرحبا hi")
    for call in (arabic, english):
        assert {Act.SALUTATION} <= {f.act for f in find(call)}
        for finding in find(call):
            text = call.segments[finding.segment].text
            assert finding.quote == text[finding.start : finding.end]


@pytest.mark.parametrize("language", list(Language))
def test_a_wrong_language_label_never_accuses_anybody(language: Language) -> None:
    other = Language.EN if language is Language.AR else Language.AR
    polite = {
        Language.EN: "A: Good morning, how can I help?\nC: hi\nA: Thank you for calling, goodbye.",
        Language.AR: "م: صباح الخير، كيف أقدر أخدمك؟\nع: هلا\nم: شكرا لاتصالك، مع السلامة.",
    }
    evaluation = evaluated(read_call(polite[language], other))
    assert not evaluation.score.auto_failed_by
    for result in evaluation.results:
        if result.criterion.check in ("language", "insult"):
            assert result.verdict is not Verdict.NOT_MET


@pytest.mark.parametrize("language", list(Language))
def test_labels_are_given_for_whatever_comes(language: Language) -> None:
    for text in ("", " ", "؟؟", "x" * 5_000, TALK[Language.EN], TALK[Language.AR]):
        turns = [{"i": 0, "speaker": "agent", "text": text}]
        labels = label({"id": "1", "lang": language.value, "turns": turns})["labels"]
        assert set(labels) >= {"greeting", "closing", "forbidden", "empathy", "hold"}
