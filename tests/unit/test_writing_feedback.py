"""Feedback on a reply: house style, what the customer is owed, the score, the order of notes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.normalise import fold
from tests.sample_module import sample_module
from training_modules.model import CustomerQuestion, Phrases, Task, Text
from training_modules.spelling import Misspelling
from training_modules.writing import content, feedback, limits, style
from training_modules.writing.content import Reply
from training_modules.writing.feedback import Feedback, give
from training_modules.writing.kept import feedback_from_dict, feedback_to_dict
from training_modules.writing.notes import Note, Point
from training_modules.writing.phrases import Folded
from training_modules.writing.style import House

TASK = sample_module("writing").tasks[0]
FORMAL = House("ar", "email", "formal")
CHAT = House("ar", "chat", "friendly")
EMAIL_EN = House("en", "email", "formal")


def folded(text: str) -> Folded:
    def fold_plainly(words: str) -> tuple[str, tuple[int, ...]]:
        done = fold(words)
        return done.text, tuple(done.source)

    return Folded(text, fold_plainly)


def styled(text: str, house: House) -> list[tuple[str, str]]:
    return [(note.rule, note.quote) for note in style.find(folded(text), house)]


def read(
    text: str, language: str = "en", task: Task = TASK, **heard: list[tuple[int, int]]
) -> Feedback:
    """Feedback with the acts that `heard` names, as if the engine had found them."""
    reply = Reply(
        folded(text), language, {name.replace("cue_", "cue:"): at for name, at in heard.items()}
    )
    return give(task, reply, House("ar" if language == "ar" else "en", "email", "formal"), ())


@pytest.mark.parametrize(
    ("text", "house", "rule", "quote"),
    [
        ("شكرًا لك!!!", FORMAL, "many_marks", "!!!"),
        ("YOUR ORDER is here.", EMAIL_EN, "capitals", "YOUR ORDER"),
        ("I will check asap.", EMAIL_EN, "abbreviation", "asap"),
        ("Thx for waiting.", EMAIL_EN, "sms", "Thx"),
        ("أوكي، وصلت", CHAT, "sms", "أوكي"),
        ("ya3ni وصلت", CHAT, "arabizi", "ya3ni"),
        ("الرد دلوقتي", FORMAL, "dialect", "دلوقتي"),
        ("تم الشحن 🙂", FORMAL, "emoji", "🙂"),
        ("نتمنى منك التفهّم.", FORMAL, "asks_first", "نتمنى منك التفهّم"),
        ("Please be advised that it left.", EMAIL_EN, "stiff", "Please be advised that"),
    ],
)
def test_the_house_style_names_what_it_means(
    text: str, house: House, rule: str, quote: str
) -> None:
    assert (rule, quote) in styled(text, house)


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("الرد دلوقتي 🙂", CHAT),
        ("The SMS came from UAE at 5 pm.", EMAIL_EN),
        ("تم الشحن أمس. يصل غدًا!", FORMAL),
        ("Is it 3G or 5G? Call 920-000.", EMAIL_EN),
    ],
)
def test_what_a_channel_allows_is_left_alone(text: str, house: House) -> None:
    assert styled(text, house) == []


def test_a_long_sentence_and_a_wall_of_text_are_counted() -> None:
    sentence = " ".join(["word"] * 30)
    notes = {
        note.rule: note
        for note in style.find(folded(f"{sentence}. {sentence}. {sentence}."), EMAIL_EN)
    }
    assert notes["long_sentence"].params == {"words": "30", "limit": "25"}
    assert notes["wall"].params == {"words": "90", "limit": "80"}
    assert notes["wall"].start is None


def test_only_our_own_fault_asks_for_an_apology() -> None:
    names = [point.name for point in read("Hello.").points]
    assert "apology" in names
    assert "apology" not in [
        p.name for p in read("Hello.", task=replace(TASK, at_fault=False)).points
    ]


def test_a_greeting_counts_with_the_customers_name() -> None:
    def greeted(text: str) -> bool:
        return next(p for p in read(text, greeting=[(0, 5)]).points if p.name == "greeting").met

    assert greeted("Hello Reem, your order is here.")
    assert not greeted("Hello, your order is here.")


def test_every_question_is_counted_and_all_must_be_answered() -> None:
    two = (*TASK.questions, CustomerQuestion(Text("كم؟", "How much?"), Phrases(("5",), ("5",))))
    found = read("It arrives tomorrow.", task=replace(TASK, questions=two), cue_q1=[(11, 19)])
    point = next(point for point in found.points if point.name == "questions")
    assert (point.done, point.of, point.met) == (1, 2, False)
    note = next(note for note in found.notes if note.rule == "missing_questions")
    assert note.params == {"done": "1", "of": "2"}


def test_a_written_closing_fits() -> None:
    points = {
        p.name: p.met for p in read("Hello Reem, it left today.\n\nKind regards,\nSara").points
    }
    assert points["close"]


def test_nobody_and_no_time_become_one_note_about_who_and_when() -> None:
    found = read("It will be resolved as soon as possible. Thank you.")
    quotes = [note.quote for note in found.notes if note.rule == "who_when"]
    assert quotes == ["will be resolved as soon as possible"]
    assert "vague_time" not in [note.rule for note in found.notes]


def test_the_score_is_the_share_of_the_points() -> None:
    points = (Point("a", 1), Point("b", 0), Point("c", 1), Point("d", 1))
    assert feedback.score(points, ()) == 75


def test_slips_cost_little_and_polish_nothing() -> None:
    points = (Point("a", 1),)
    slip = Note("spelling", "misspelt", 0, 1, "x")
    assert feedback.score(points, [slip]) == 98
    assert feedback.score(points, [slip] * 30) == 90
    assert feedback.score(points, [replace(slip, kind="orthography", soft=True)] * 9) == 100
    assert feedback.score(points, [replace(slip, kind="style")] * 9) == 100


def test_a_dialect_costs_nothing_even_where_the_register_is_formal() -> None:
    msa, dialect = (read(text, "ar").score for text in ("الرد الآن", "الرد دلوقتي"))
    assert msa == dialect


def test_in_a_spoken_draft_spelling_is_only_polish() -> None:
    text = "دلوقتي الطلب مش هنا، انا هراجعه"
    unknown = Misspelling(text.index("هراجعه"), len(text), "هراجعه")
    spoken = give(TASK, Reply(folded(text), "ar", {}), CHAT, (unknown,))
    assert {note.soft for note in spoken.notes if note.kind in ("spelling", "orthography")} == {
        True
    }
    drill = replace(sample_module().drills[0], dialect="gulf")
    asked_for = give(drill, Reply(folded("انا معك"), "ar", {}), CHAT, ())
    assert [note.soft for note in asked_for.notes if note.kind == "orthography"] == [True]


def test_notes_stand_in_the_order_that_matters_to_the_customer() -> None:
    found = read("You were wrong!!! Teh parcel will be resolved.", blame=[(0, 14)])
    kinds = [note.kind for note in found.notes]
    assert found.notes[0].rule == "act_blame"
    assert kinds == sorted(kinds, key=["content", "spelling", "orthography", "style"].index)


def test_the_same_letters_are_noted_once() -> None:
    text = "الشحنه تأخرت"
    reply = Reply(folded(text), "ar", {})
    found = give(TASK, reply, FORMAL, (Misspelling(0, 6, "الشحنه"),))
    assert [note.rule for note in found.notes if note.start == 0] == ["ta_marbuta"]


def test_unchecked_spelling_is_told_apart_from_no_misspelling() -> None:
    reply = Reply(folded("text"), "en", {})
    assert not give(TASK, reply, EMAIL_EN, None).spelling_checked
    assert give(TASK, reply, EMAIL_EN, ()).spelling_checked


def test_feedback_is_kept_and_read_back_as_it_was() -> None:
    found = read("Hello Reem, it will be resolved soon!!! TEH BOX", greeting=[(0, 5)])
    assert feedback_from_dict(feedback_to_dict(found)) == found


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("", "ar", "draft_empty"),
        ("\u200f\u202e\u2066", "ar", "draft_empty"),
        ("🙂🙂 … 12", "ar", "draft_without_words"),
        ("Hello Reem", "ar", "draft_not_ar"),
        ("أهلًا ريم", "en", "draft_not_en"),
        ("a" * 1_000_000, "en", "draft_too_long"),
        ("أهلًا، جهاز Wi-Fi 6 هنا الآن", "ar", None),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(
    text: str, language: str, code: str | None
) -> None:
    assert limits.refusal(limits.tidy(text), language) == code


@given(st.text(max_size=200))
def test_a_tidy_text_has_nothing_unseen_and_stays_tidy(text: str) -> None:
    tidy = limits.tidy(text)
    assert not set(tidy) & set("\0\r\u200e\u200f\u202e\u2066")
    assert limits.tidy(tidy) == tidy


ALPHABET = "ابتةهىي أإنشكرًا،.!?؟٣5 abcHELLO soon\n🙂ـ"


@given(st.text(st.sampled_from(ALPHABET), max_size=120), st.sampled_from(["ar", "en"]))
def test_every_span_quotes_the_text_it_names(text: str, language: str) -> None:
    found = read(limits.tidy(text), language)
    written = limits.tidy(text)
    for note in found.notes:
        assert note.start is None or written[note.start : note.end] == note.quote
    for point in found.points:
        assert all(0 <= start < end <= len(written) for start, end in point.spans)


def test_wordings_are_found_folded_and_as_whole_words() -> None:
    text = folded("وسيتم الرد قريبًا جدًّا، سيتمنى")
    assert [text.written[a:b] for _, (a, b) in text.find(["سيتم", "قريبا جدا"])] == [
        "سيتم",
        "قريبًا جدًّا",
    ]


def test_drills_are_measured_by_what_they_want_and_shun() -> None:
    drill = sample_module().drills[0]
    reply = Reply(folded("I will block the card now."), "en", {"step": [(0, 10)]})
    points = {point.name: point.met for point in content.points_of(drill, reply)}
    assert points == {"act:acknowledge": False, "act:step": True, "avoid": True}


def test_the_facts_of_a_case_are_one_point_with_its_count() -> None:
    cues = {"where": Phrases(("هنا",), ("here",)), "when": Phrases(("غدًا",), ("tomorrow",))}
    drill = replace(sample_module().drills[0], wants=("cue:where", "cue:when"), cues=cues)
    found = give(drill, Reply(folded("here"), "en", {"cue:where": [(0, 4)]}), EMAIL_EN, ())
    assert [(p.name, p.done, p.of) for p in found.points] == [("cues", 1, 2), ("avoid", 1, 1)]
    assert ("missing_cues", {"done": "1", "of": "2"}) in [(n.rule, n.params) for n in found.notes]


def test_a_draft_that_is_all_slips_gets_no_more_notes_than_can_be_read() -> None:
    notes = [Note("style", "exclamation", at, at + 1, "!") for at in range(0, 6_000, 2)]
    kept = feedback._without_doubles(notes)
    assert [note.start for note in kept] == list(range(0, 2 * feedback.MOST_NOTES, 2))


def test_thousands_of_blanks_in_a_row_become_two() -> None:
    assert (
        limits.tidy("Hello" + " " * 5_000 + "Reem,\t\t\t\tgood  day") == "Hello  Reem,  good  day"
    )
