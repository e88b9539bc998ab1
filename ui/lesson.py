"""One lesson: its place and goal, then the talks, the rules, and what to say instead."""

from services.learning import LessonPage
from training_modules.model import Dialogue, Line, Module
from ui.home import Way
from ui.learning_parts import Drawn, back_to, drawn, in_page, rule_row
from ui.text import say, say_count


def draw_lesson_head(page: LessonPage) -> Way | None:
    """Its place in the module and its goal; the questions follow, then the text."""
    module, lesson = page.module, page.lesson
    facts = [
        say("learning.lesson_of", number=page.number, all=len(module.lessons)),
        say_count("today.minutes", lesson.minutes),
    ]
    if page.is_read:
        facts.append(say("learning.read"))
    head = {
        "back": back_to(in_page(module.title), Way("learning", {"module": module.module_id})),
        "title": in_page(lesson.title),
        "facts": facts,
    }
    goal = {"title": say("learning.goal"), "text": in_page(lesson.goal)}
    return drawn("lesson.head", {"view": "lesson", "head": head, "goal": goal})


def draw_lesson_body(page: LessonPage) -> None:
    """The good talk first, then the bad one, named as such; rules; what to say instead."""
    lesson = page.lesson
    rules = [rule for rule in page.module.rules if rule.id in lesson.rules]
    instead = [
        {"drop": in_page(one.drop), "say": in_page(one.say), "why": in_page(one.why)}
        for one in lesson.instead
    ]
    facts: Drawn = {
        "view": "lesson",
        "good": _talk(lesson.good, say("learning.good"), page.module),
        "bad": _talk(lesson.bad, say("learning.bad"), page.module),
        "rules": {"title": say("learning.rules"), "rows": [rule_row(rule) for rule in rules]},
        "instead": {
            "title": say("learning.instead"),
            "drop": say("learning.drop"),
            "say": say("learning.say"),
            "rows": instead,
        },
    }
    drawn("lesson.body", facts)


def _talk(talk: Dialogue, label: str, module: Module) -> Drawn:
    return {
        "label": label,
        "setting": in_page(talk.setting),
        "lines": [_line(line, module) for line in talk.lines],
    }


def _line(line: Line, module: Module) -> Drawn:
    rule = next((one for one in module.rules if one.id == line.rule), None)
    return {
        "who": line.who,
        "name": say(f"learning.{line.who}"),
        "text": in_page(line.text),
        "note": in_page(line.note) if line.note else "",
        "note_word": say("learning.works", rule=in_page(rule.title))
        if rule
        else say("learning.good_why"),
        "fault": in_page(line.fault) if line.fault else "",
        "fault_word": say("learning.fault"),
    }
