"""Drawing, showing, grading and explaining questions."""

import json
from collections import Counter
from dataclasses import asdict, replace
from typing import Any

import pytest

from qa.normalise import fold_text
from tests import sample_answers
from tests.sample_answers import wrong_answer
from tests.sample_module import sample_module
from training_modules import quiz
from training_modules.model import (
    Matching,
    Ordering,
    Phrases,
    Question,
    ShortText,
)
from training_modules.quiz.answers import choice_ids

MODULE = sample_module()
BY_TYPE = {str(question.type): question for question in MODULE.questions[:8]}


def ids(question: Question, part: str, count: int) -> tuple[str, ...]:
    return choice_ids(question, part, count)


def right_answer(question: Question) -> Any:
    """In whatever form the question asks for."""
    return sample_answers.right_answer(question)


def share(question: Question, answer: Any) -> float:
    return quiz.grade(question, answer, fold_text).share


@pytest.mark.parametrize("question", MODULE.questions[:8], ids=lambda q: q.type)
def test_the_right_answer_is_worth_the_whole_point(question: Question) -> None:
    assert quiz.grade(question, right_answer(question), fold_text).right


@pytest.mark.parametrize("question", MODULE.questions[:8], ids=lambda q: q.type)
def test_a_wrong_answer_is_worth_nothing(question: Question) -> None:
    assert share(question, wrong_answer(question)) == 0


@pytest.mark.parametrize("question", MODULE.questions[:8], ids=lambda q: q.type)
def test_what_is_shown_holds_no_explanation_and_no_key(question: Question) -> None:
    plain = json.dumps(asdict(quiz.shown(question, "en", 7)))
    body = asdict(question)
    for explanation in _texts_named(body, {"why", "why_true", "why_false"}):
        assert explanation not in plain
    assert '"right"' not in plain and '"fault"' not in plain and '"answer"' not in plain


def _texts_named(value: Any, names: set[str]) -> list[str]:
    if isinstance(value, dict):
        own = [value[name]["en"] for name in names & value.keys() if value[name]]
        return own + [text for inner in value.values() for text in _texts_named(inner, names)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in _texts_named(inner, names)]
    return []


@pytest.mark.parametrize("kind", ["single", "multiple", "ordering", "matching"])
def test_choices_stand_in_an_order_of_their_own_for_every_seed(kind: str) -> None:
    question = BY_TYPE[kind]
    orders = {
        tuple(choice.id for choice in (asked.partners or asked.choices))
        for asked in (quiz.shown(question, "en", seed) for seed in range(30))
    }
    assert len(orders) > 3
    assert quiz.shown(question, "en", 5) == quiz.shown(question, "en", 5)


@pytest.mark.parametrize("seed", range(40))
def test_steps_and_partners_are_never_shown_in_the_right_order(seed: int) -> None:
    ordering, matching = BY_TYPE["ordering"], BY_TYPE["matching"]
    assert isinstance(ordering, Ordering) and isinstance(matching, Matching)
    steps = [choice.id for choice in quiz.shown(ordering, "en", seed).choices]
    assert steps != list(ids(ordering, "step", len(ordering.steps)))
    partners = [choice.id for choice in quiz.shown(matching, "en", seed).partners]
    assert partners != list(ids(matching, "right", len(matching.pairs)))


def test_the_ids_of_choices_are_the_same_in_both_languages() -> None:
    question = BY_TYPE["single"]
    names = {tuple(c.id for c in quiz.shown(question, lang, 3).choices) for lang in ("ar", "en")}
    assert len(names) == 1


def test_half_of_the_right_options_are_half_a_point() -> None:
    question = BY_TYPE["multiple"]
    right = right_answer(question)
    wrong = [name for name in ids(question, "option", 4) if name not in right]
    assert share(question, right[:1]) == 0.5
    assert share(question, [*right, wrong[0]]) == 0.5
    assert share(question, [*right, *wrong]) == 0
    assert share(question, wrong) == 0


def test_each_pair_put_together_is_worth_its_part() -> None:
    question = BY_TYPE["matching"]
    right = right_answer(question)
    first, second, third = right
    swapped = {first: right[second], second: right[first], third: right[third]}
    assert share(question, swapped) == pytest.approx(1 / 3)


def test_an_order_turned_round_is_worth_nothing_and_one_swap_two_thirds() -> None:
    question = BY_TYPE["ordering"]
    one, two, three, four = right_answer(question)
    assert share(question, [four, three, two, one]) == 0
    assert share(question, [two, one, three, four]) == pytest.approx(2 / 3)


def test_a_faulty_line_too_many_costs_what_a_right_one_brings() -> None:
    question = BY_TYPE["spot"]
    innocent = ids(question, "line", 4)[2]
    assert share(question, [*right_answer(question), innocent]) == 0.5
    assert share(question, [innocent]) == 0


@pytest.mark.parametrize(
    "typed",
    ["1250.5", "١٢٥٠٫٥", "۱۲۵۰٫۵", "1,250.5", "1250,5", "١٬٢٥٠٫٥", "1 250.5",
     "1250.5 ريال", "\u200f1250.5\u200e",
     "  1250.5%", "1251", "+1250.5"],
)  # fmt: skip
def test_a_number_is_read_from_any_keyboard(typed: str) -> None:
    assert share(BY_TYPE["numeric"], typed) == 1


@pytest.mark.parametrize("typed", ["1252", "-1250.5", "−1250.5", "0", "125", "1.2505"])
def test_another_number_is_wrong(typed: str) -> None:
    assert share(BY_TYPE["numeric"], typed) == 0


@pytest.mark.parametrize("typed", ["many", "1250 or 1251", "1.2.3.4,5", "9" * 60, "٫", "1e5 2"])
def test_what_is_no_number_is_asked_for_again(typed: str) -> None:
    with pytest.raises(quiz.AnswerUnreadable):
        share(BY_TYPE["numeric"], typed)


@pytest.mark.parametrize(
    "typed",
    ["I apologise", "i APOLOGISE!", "Well, I am sorry for that.", "أعتذر لك", "اعتذر لكَ كثيرًا",
     "\u200fأعتذر لك\u200e", "أعتـــذر لك"],
)  # fmt: skip
def test_words_count_in_either_script_and_spelling(typed: str) -> None:
    assert share(BY_TYPE["short_text"], typed) == 1


@pytest.mark.parametrize("typed", ["sorry", "I apologised", "we apologise", "نعتذر"])
def test_other_words_do_not_count(typed: str) -> None:
    assert share(BY_TYPE["short_text"], typed) == 0


def test_a_likely_slip_is_told_apart() -> None:
    assert quiz.grade(BY_TYPE["short_text"], "we apologise", fold_text).slip == 0
    assert quiz.grade(BY_TYPE["numeric"], "1250000", fold_text).slip == 0
    assert quiz.grade(BY_TYPE["numeric"], "7", fold_text).slip is None


NONSENSE: list[Any] = [
    None, "", [], {}, 7, True, 1.5, "x" * 1_000_000, "🙂🙂", "\u200f\u200e\u202b", "nosuchid",
    ["nosuchid"], {"nosuch": "id"}, [["a"]], {"a": []}, ["a", "a"], "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("question", MODULE.questions[:8], ids=lambda q: q.type)
@pytest.mark.parametrize(
    "given", NONSENSE, ids=lambda given: str(given)[:12].encode("ascii", "replace").decode()
)
def test_nonsense_is_refused_and_never_breaks(question: Question, given: Any) -> None:
    if isinstance(question, ShortText) and given == "nosuchid":
        assert share(question, given) == 0
        return
    with pytest.raises(quiz.AnswerUnreadable):
        share(question, given)


def test_an_unfinished_order_or_matching_is_asked_for_again() -> None:
    ordering, matching = BY_TYPE["ordering"], BY_TYPE["matching"]
    half = dict(list(right_answer(matching).items())[:2])
    for question, answer in ((ordering, right_answer(ordering)[:2]), (matching, half)):
        with pytest.raises(quiz.AnswerUnreadable) as refused:
            share(question, answer)
        assert refused.value.code == "answer_incomplete"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("question", MODULE.questions[:8], ids=lambda q: q.type)
def test_every_choice_is_explained_afterwards(question: Question, language: str) -> None:
    answer = right_answer(question)
    told = quiz.explained(question, answer, language, 3, fold_text)
    assert told.right and told.told
    agents = [one for one in told.told if one.who != "customer"]
    assert all(one.why for one in agents)


def test_explanations_stand_in_the_order_that_was_shown() -> None:
    question = BY_TYPE["single"]
    shown = [choice.id for choice in quiz.shown(question, "en", 9).choices]
    told = quiz.explained(question, right_answer(question), "en", 9, fold_text).told
    assert [one.id for one in told] == shown


def test_a_wrong_step_says_where_it_belongs_and_where_it_was_put() -> None:
    question = BY_TYPE["ordering"]
    one, two, three, four = right_answer(question)
    told = quiz.explained(question, [two, one, three, four], "en", 1, fold_text).told
    assert [(t.partner, t.given, t.right) for t in told][:3] == [
        ("1", "2", False), ("2", "1", False), ("3", "3", True),
    ]  # fmt: skip


def test_a_wrong_pair_shows_both_partners() -> None:
    question = BY_TYPE["matching"]
    right = right_answer(question)
    first, second, third = right
    swapped = {first: right[second], second: right[first], third: right[third]}
    told = quiz.explained(question, swapped, "en", 1, fold_text).told
    assert (told[0].partner, told[0].given, told[0].right) == ("Right 1", "Right 2", False)


def test_ones_own_number_is_shown_beside_the_right_one() -> None:
    told = quiz.explained(BY_TYPE["numeric"], "7", "en", 1, fold_text).told
    assert [(one.text, one.right, one.chosen) for one in told] == [
        ("7", False, True), ("1250.5 riyals", True, False), ("1250000 riyals", False, False),
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_questions() -> None:
    assert quiz.draw(MODULE, "certify", 11) == quiz.draw(MODULE, "certify", 11)
    assert len({quiz.draw(MODULE, "certify", seed) for seed in range(20)}) > 10


@pytest.mark.parametrize("seed", range(10))
def test_a_draw_spreads_over_lessons_and_types(seed: int) -> None:
    drawn = [by_id(name) for name in quiz.draw(MODULE, "certify", seed)]
    assert len(drawn) == len({question.id for question in drawn}) == MODULE.quiz.certify
    assert max(Counter(question.lesson for question in drawn).values()) == 3
    assert max(Counter(question.type for question in drawn).values()) == 1


@pytest.mark.parametrize("seed", range(10))
def test_a_new_draw_avoids_the_questions_of_the_last_one(seed: int) -> None:
    first = quiz.draw(MODULE, "certify", seed)
    assert not set(first) & set(quiz.draw(MODULE, "certify", seed + 1, first))


def test_a_small_bank_is_drawn_whole_and_repeats_where_it_must() -> None:
    small = replace(MODULE, questions=MODULE.questions[:3])
    assert set(quiz.draw(small, "certify", 1)) == {question.id for question in small.questions}
    again = quiz.draw(small, "certify", 2, quiz.draw(small, "certify", 1))
    assert len(again) == 3


def test_an_answer_that_is_missing_is_worth_nothing_in_the_score() -> None:
    assert quiz.score_of([1, 0.5], 4) == 37.5
    assert quiz.score_of([], 0) == 0


def test_a_wording_of_nothing_accepts_nothing() -> None:
    question = BY_TYPE["short_text"]
    assert isinstance(question, ShortText)
    assert share(replace(question, accept=Phrases(("!",), ("?",))), "anything") == 0


def by_id(name: str) -> Question:
    return next(question for question in MODULE.questions if question.id == name)


@pytest.mark.parametrize(
    ("typed", "worth"),
    [
        ("أرجو", 1),
        ("«أَرْجُو» تزويدي", 1),
        ("\u200fأرجو\u200f", 1),
        ("ارجو", 0),
        ("أرجوا", 0),
        ("أرجو لا أرجوا", 0),
        ("Its", 1),
        ("it’s", 0),
        ("its or it's", 0),
    ],
)
def test_where_spelling_is_asked_every_letter_counts(typed: str, worth: int) -> None:
    question = BY_TYPE["short_text"]
    assert isinstance(question, ShortText)
    slip = replace(question.slips[0], accept=Phrases(ar=("أرجوا",), en=("it's",)))
    spelt = replace(
        question, accept=Phrases(ar=("أرجو",), en=("its",)), slips=(slip,), spelling=True
    )
    assert share(spelt, typed) == worth
