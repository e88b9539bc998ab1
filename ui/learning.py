"""What there is to learn, and one module with all its parts."""

from collections.abc import Sequence
from dataclasses import asdict

from services.learning import ModulePage, ModuleProgress
from services.today import next_step
from services.writing import Offered
from ui import scenario as talks
from ui import text, writing
from ui.home import Way
from ui.learning_parts import Drawn, Row, Section, back_to, drawn, in_page, rule_row
from ui.text import say, say_count

CERTIFYING = ("certify", "retake", "resume")
_MARKS = {"new": "open", "open": "part", "sent": "done"}


def draw_catalogue(pages: Sequence[ModulePage], learns: bool) -> Way | None:
    tools = [_tool("review", "review", "cards"), _tool("path", "path", "route"),
             _tool("writing", "writing", "email"),
             _tool("certificates", "certificates", "award")]  # fmt: skip
    head = {
        "title": say("learning.title"),
        "lead": say("learning.lead" if learns else "learning.lead_reader"),
        "tools": tools if learns else [],
    }
    cards = [_module_card(page) for page in pages]
    return drawn("learning.catalogue", {"view": "catalogue", "head": head, "modules": cards})


def draw_module(page: ModulePage) -> Way | None:
    module = page.module
    head = {
        "back": back_to(say("learning.all_modules"), Way("learning")),
        "title": in_page(module.title),
        "lead": in_page(module.summary),
    }
    facts = {
        "view": "module",
        "head": head,
        "sections": [asdict(section) for section in _sections(page)],
        "why": {"title": say("learning.why"), "text": in_page(module.why)},
        "rules": {
            "title": say("learning.rules"),
            "rows": [rule_row(rule) for rule in module.rules],
        },
    }
    return drawn("learning.module", facts)


def _module_card(page: ModulePage) -> Drawn:
    made, module = page.progress, page.module
    return {
        "title": in_page(module.title),
        "summary": in_page(module.summary),
        "steps": progress_steps(made) if made else [],
        "verb": say("learning.open"),
        "primary": made is not None and made.certified_at is None and made.lessons_read > 0,
        "way": asdict(Way("learning", {"module": module.module_id})),
    }


def progress_steps(made: ModuleProgress) -> list[Drawn]:
    """Lessons, practice, certification: each a nuqta and its words."""
    read, lessons = made.lessons_read, len(made.module.lessons)
    practised = say("learning.not_practised")
    if made.best_practised is not None:
        practised = say("learning.best", best=text.points(made.best_practised))
    certified = say("learning.not_certified")
    if made.certified_at is not None:
        certified = say("learning.certified", day=text.day(made.certified_at))
    elif made.running is not None:
        certified = say("learning.running")
    begun = "part" if read else "open"
    return [
        _step("done" if read == lessons else begun,
              say("today.stop_lessons", read=read, all=lessons)),
        _step("done" if made.is_ready else "part" if made.best_practised is not None else "open",
              practised),
        _step("done" if made.certified_at else "part" if made.running else "open", certified),
    ]  # fmt: skip


def _step(mark: str, words: str) -> Drawn:
    return {"state": mark, "text": words}


def _sections(page: ModulePage) -> list[Section]:
    sections = [_lessons(page)]
    if page.progress is not None:
        sections.append(_quizzes(page.progress))
    sections += [_scenarios(page), _writing(page)]
    return [section for section in sections if section.rows]


def _lessons(page: ModulePage) -> Section:
    made = page.progress
    upcoming = made.next_lesson if made else None
    rows = [
        Row(
            title=say("learning.numbered", number=number, title=in_page(lesson.title)),
            under=in_page(lesson.goal),
            facts=[say_count("today.minutes", lesson.minutes)],
            state=("done" if lesson.id in made.read else "open") if made else "",
            verb=say("learning.read_it"),
            primary=lesson is upcoming,
            way=Way("learning", {"lesson": lesson.id}),
        )
        for number, lesson in enumerate(page.module.lessons, start=1)
    ]
    return Section(say("learning.lessons"), rows)


def _quizzes(made: ModuleProgress) -> Section:
    """What is best done next is the one that stands out."""
    step = next_step(made)
    best, certified = [], []
    if made.best_practised is not None:
        best = [say("learning.best", best=text.points(made.best_practised))]
    if made.certified_at is not None:
        certified = [say("learning.certified", day=text.day(made.certified_at))]
    rows = [
        _quiz(made, "learn", primary=False),
        _quiz(made, "practise", best, primary=step is not None and step.step == "practise"),
        _quiz(made, "certify", certified, primary=step is not None and step.step in CERTIFYING),
    ]
    return Section(say("learning.quizzes"), rows)


def _quiz(made: ModuleProgress, mode: str, facts: Sequence[str] = (), *, primary: bool) -> Row:
    rules = made.module.quiz
    questions = rules.certify if mode == "certify" else rules.practise
    verb = "resume" if mode == "certify" and made.running else mode
    return Row(
        title=say(f"learning.{mode}"),
        under=say(f"learning.{mode}_how", mark=rules.pass_mark),
        facts=[say_count("learning.questions", questions), *facts],
        verb=say(f"learning.verb_{verb}"),
        primary=primary,
        way=Way("quiz", {"module": made.module.module_id, "mode": mode}),
    )


def _scenarios(page: ModulePage) -> Section:
    tried = {one.scenario.id: talks.tried(one) for one in page.tried}
    rows = [
        Row(
            title=in_page(scenario.title),
            under=in_page(scenario.brief),
            facts=[
                say(f"learning.channel_{scenario.channel}"),
                say_count("today.minutes", scenario.minutes),
                *tried.get(scenario.id, ())[1:],
            ],
            state=tried.get(scenario.id, ("",))[0],
            verb=say("learning.play") if page.progress else "",
            way=Way("scenario", {"scenario": scenario.id}),
        )
        for scenario in page.module.scenarios
    ]
    return Section(say("learning.scenarios"), rows, say("learning.scenarios_how"))


def _writing(page: ModulePage) -> Section:
    made = {one.about.id: _written(one) for one in page.written}
    drills = [
        Row(
            title=in_page(drill.situation),
            facts=[say(f"learning.channel_{drill.channel}"), *made.get(drill.id, ())[1:]],
            state=made.get(drill.id, ("",))[0],
            verb=say("learning.write") if page.progress else "",
            way=Way("writing", {"task": drill.id}),
        )
        for drill in page.module.drills
    ]
    tasks = [
        Row(
            title=in_page(task.title),
            facts=[
                say(f"learning.channel_{task.channel}"),
                say_count("today.minutes", task.minutes),
                *made.get(task.id, ())[1:],
            ],
            state=made.get(task.id, ("",))[0],
            verb=say("learning.write") if page.progress else "",
            way=Way("writing", {"task": task.id}),
        )
        for task in page.module.tasks
    ]
    return Section(say("learning.writing"), [*drills, *tasks], say("learning.writing_how"))


def _written(offered: Offered) -> tuple[str, str]:
    """How far it is, open, part or done, and the word for it."""
    told = writing.piece_state(offered)
    return _MARKS[told["state_kind"]], told["state"]


def _tool(word: str, page: str, mark: str) -> Drawn:
    return {"label": say(f"learning.to_{word}"), "way": asdict(Way(page)), "mark": mark}
