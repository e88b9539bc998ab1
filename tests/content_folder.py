"""A content folder on the disk, made from the sample module, for tests to break."""

from pathlib import Path
from typing import Any

import yaml

from tests.sample_module import SAMPLE_SKILL, sample_module
from training_modules.catalog import module_to_dict
from training_modules.model import Module

HEAD = ("skill", "title", "summary", "why", "criteria", "sources", "rules", "quiz")


def write_folder(folder: Path, module: Module | None = None) -> Path:
    """A whole folder: shared files, and one module."""
    folder.mkdir(exist_ok=True)
    skill = {"title": plain(SAMPLE_SKILL.title), "about": plain(SAMPLE_SKILL.about)}
    write(folder / "skills.yml", {SAMPLE_SKILL.skill_id: skill, "writing": skill})
    write(folder / "path.yml", [{"module_id": "empathy", "due_day": 3}])
    write(folder / "phrases.yml", [PHRASE])
    write_module(folder, module or sample_module())
    return folder


PHRASE = {
    "id": "calm-down",
    "status": "avoid",
    "ar": ["اهدأ الآن"],
    "en": ["calm down now"],
    "why": {"ar": "أمر", "en": "An order"},
}


def write_module(folder: Path, module: Module) -> None:
    body = module_to_dict(module)
    own = folder / module.module_id
    write(own / "module.yml", {name: body[name] for name in HEAD})
    write(own / "drills.yml", body["drills"])
    write(own / "cards.yml", body["cards"])
    write(own / "questions" / "a.yml", body["questions"])
    for part in ("lessons", "scenarios", "tasks"):
        for number, one in enumerate(body[part]):
            write(own / part / f"{number}.yml", one)


def write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8"
    )


def plain(text: Any) -> dict[str, str]:
    return {"ar": text.ar, "en": text.en}
