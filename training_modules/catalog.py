"""Content as its authors write it: a folder of YAML files, read with the line of every fault."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from training_modules.model import (
    Drill,
    Lesson,
    Module,
    PathStep,
    Question,
    QuizRules,
    Rule,
    Scenario,
    Skill,
    Task,
    Text,
)
from training_modules.sources import Fault, Place, Reading

CONTENT = Path(__file__).parent / "content"
VERSION_LENGTH = 16
AnyQuestion = Annotated[Question, Field(discriminator="type")]


class ContentBroken(Exception):
    """A content folder that cannot be used; `faults` are all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{one.file}:{one.line} {one.code}" for one in faults))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording to prefer, to be careful with or to avoid, in its spellings."""

    id: str
    status: str
    ar: tuple[str, ...]
    en: tuple[str, ...]
    why: Text
    source: str = ""
    instead: Text | None = None

    def of(self, language: str) -> tuple[str, ...]:
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class ModuleHead:
    """What stands in module.yml."""

    skill: str
    title: Text
    summary: Text
    why: Text
    criteria: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[Rule, ...]
    quiz: QuizRules = field(default_factory=QuizRules)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a module and where it is written; `kind` is the module's field for it."""

    module_id: str
    kind: str
    value: Any
    place: Place


@dataclass(frozen=True, slots=True)
class Content:
    """A whole folder; `items` know their files and lines, `broken_ids` could not be read."""

    skills: tuple[Skill, ...]
    path: tuple[PathStep, ...]
    phrases: tuple[Phrase, ...]
    modules: tuple[Module, ...]
    items: tuple[Item, ...] = field(default=(), repr=False)
    broken_ids: frozenset[str] = frozenset()


def read_folder(folder: Path = CONTENT) -> Content:
    """The content of this folder; ContentBroken with every fault where there is one."""
    content, faults = look_into(folder)
    if faults:
        raise ContentBroken(faults)
    return content


def module_ids(folder: Path) -> list[str]:
    """The modules of a folder, by the names of theirs."""
    return Reading(folder).folders()


def look_into(
    folder: Path, only: Collection[str] | None = None
) -> tuple[Content, tuple[Fault, ...]]:
    """What can be read of this folder, and what is wrong with the rest; `only` these modules."""
    reading = Reading(folder)
    names = [name for name in reading.folders() if only is None or name in only]
    skills = _skills(reading)
    path = reading.listed("path.yml", _adapter(PathStep)) if reading.has("path.yml") else []
    phrases = reading.listed("phrases.yml", _adapter(Phrase)) if reading.has("phrases.yml") else []
    items = [item for name in names for item in _module_items(reading, name)]
    steps = tuple(step for step, _ in path)
    content = Content(
        skills=skills,
        path=steps,
        phrases=tuple(phrase for phrase, _ in phrases),
        modules=_in_path_order(_modules(items), steps),
        items=tuple(items),
        broken_ids=frozenset(reading.broken_ids),
    )
    if not names and only is None:
        reading.fault("", 0, "no_modules" if folder.is_dir() else "no_folder", folder=str(folder))
    return content, tuple(reading.faults)


def _skills(reading: Reading) -> tuple[Skill, ...]:
    """skills.yml maps an id to its title and what it is about."""
    if not reading.has("skills.yml"):
        return ()
    return tuple(skill for skill, _ in reading.mapped("skills.yml", "skill_id", _adapter(Skill)))


def _module_items(reading: Reading, name: str) -> list[Item]:
    found = [
        ("head", reading.one(f"{name}/module.yml", _adapter(ModuleHead))),
        *(("lessons", read) for read in reading.each(f"{name}/lessons", _adapter(Lesson))),
        *(("questions", read) for read in _lists(reading, f"{name}/questions")),
        *(("scenarios", read) for read in reading.each(f"{name}/scenarios", _adapter(Scenario))),
        *(("drills", read) for read in _list(reading, f"{name}/drills.yml", _adapter(Drill))),
        *(("cards", read) for read in _list(reading, f"{name}/cards.yml", _adapter(AnyQuestion))),
        *(("tasks", read) for read in reading.each(f"{name}/tasks", _adapter(Task))),
    ]
    return [Item(name, kind, read[0], read[1]) for kind, read in found if read]


def _list(reading: Reading, file: str, adapter: TypeAdapter[Any]) -> list[tuple[Any, Place]]:
    return reading.listed(file, adapter) if reading.has(file) else []


def _lists(reading: Reading, folder: str) -> list[tuple[Any, Place]]:
    return [
        read for file in reading.files(folder)
        for read in reading.listed(file, _adapter(AnyQuestion))
    ]  # fmt: skip


def _modules(items: list[Item]) -> dict[str, Module]:
    """Modules whose head could be read."""
    heads = {item.module_id: item.value for item in items if item.kind == "head"}
    return {module_id: _module(module_id, head, items) for module_id, head in heads.items()}


def _module(module_id: str, head: ModuleHead, items: list[Item]) -> Module:
    def of(kind: str) -> tuple[Any, ...]:
        own = (item for item in items if item.module_id == module_id and item.kind == kind)
        return tuple(item.value for item in own)

    module = Module(
        module_id=module_id,
        version="",
        skill=head.skill,
        title=head.title,
        summary=head.summary,
        why=head.why,
        criteria=head.criteria,
        sources=head.sources,
        rules=head.rules,
        lessons=of("lessons"),
        questions=of("questions"),
        scenarios=of("scenarios"),
        drills=of("drills"),
        cards=of("cards"),
        tasks=of("tasks"),
        quiz=head.quiz,
    )
    return replace(module, version=version_of(module))


def _in_path_order(modules: Mapping[str, Module], path: tuple[PathStep, ...]) -> tuple[Module, ...]:
    order = {step.module_id: number for number, step in enumerate(path)}
    return tuple(sorted(modules.values(), key=lambda one: order.get(one.module_id, 999)))


def module_to_dict(module: Module) -> dict[str, Any]:
    """As it lies in the database."""
    return dict(_adapter(Module).dump_python(module, mode="json"))


def module_from_dict(body: Mapping[str, Any]) -> Module:
    """The way back; pydantic's ValidationError where the body is no module."""
    questions: TypeAdapter[tuple[Question, ...]] = _adapter(tuple[AnyQuestion, ...])
    bare: Module = _adapter(Module).validate_python({**body, "questions": (), "cards": ()})
    return replace(
        bare,
        questions=questions.validate_python(body["questions"]),
        cards=questions.validate_python(body["cards"]),
    )


def version_of(module: Module) -> str:
    """The same for the same content, whatever the files are called."""
    body = module_to_dict(module)
    del body["version"]
    return _digest(body)


def question_version(question: Question) -> str:
    return _digest(_adapter(AnyQuestion).dump_python(question, mode="json"))


def _digest(body: object) -> str:
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:VERSION_LENGTH]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
