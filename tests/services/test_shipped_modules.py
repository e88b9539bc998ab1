"""The four modules that ship: whole, checked, and drawn from without repeating."""

from collections import Counter

import pytest

from services import modules
from training_modules import quiz
from training_modules.catalog import CONTENT, look_into, module_from_dict, module_to_dict
from training_modules.check import sentence
from training_modules.model import Module

MODULES = look_into(CONTENT)[0].modules
NAMED = ("communication", "patience", "empathy", "writing")


def test_shipped_content_has_no_faults() -> None:
    """All but spelling, which is looked at where the dictionaries are."""
    assert [sentence(fault, "en") for fault in modules.check_folder(CONTENT)] == []


def test_the_four_named_modules_ship_in_the_order_of_the_path() -> None:
    assert tuple(module.module_id for module in MODULES) == NAMED


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.module_id)
def test_a_module_survives_the_database(module: Module) -> None:
    assert module_from_dict(module_to_dict(module)) == module


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.module_id)
def test_a_retake_asks_no_question_of_the_last_draw(module: Module) -> None:
    first = quiz.draw(module, "certify", 1)
    assert not set(first) & set(quiz.draw(module, "certify", 2, first))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.module_id)
def test_a_certification_asks_of_every_lesson(module: Module) -> None:
    by_id = {question.id: question for question in module.questions}
    drawn = [by_id[name] for name in quiz.draw(module, "certify", 7)]
    lessons = Counter(question.lesson for question in drawn)
    assert {lesson.id for lesson in module.lessons} <= set(lessons)
