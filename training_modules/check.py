"""The check of a content folder: every fault at once, with file and line; it changes nothing."""

from collections.abc import Iterator, Set
from pathlib import Path

from training_modules.catalog import Content, look_into
from training_modules.checking.counts import quiz_faults, shipped_faults
from training_modules.checking.likeness import likeness_faults
from training_modules.checking.questions import balance_faults, question_faults
from training_modules.checking.references import (
    id_faults,
    known_of,
    path_faults,
    reference_faults,
)
from training_modules.checking.texts import (
    Misspelt,
    avoided_faults,
    language_faults,
    spelling_faults,
)
from training_modules.sources import Fault
from words import t


def check(
    folder: Path,
    *,
    criteria: Set[str] | None = None,
    misspelt: Misspelt | None = None,
    shipped: bool = False,
) -> tuple[Fault, ...]:
    """All faults by file and line; `criteria` are the scorecard's ids, `shipped` asks for more."""
    content, broken = look_into(folder)
    faults = [*broken, *_faults(content, criteria), *_spelling(content, misspelt)]
    if shipped:
        faults += shipped_faults(content)
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.code)))


def sentence(fault: Fault, language: str) -> str:
    """ "communication/questions/a.yml:12: …", as editors and people read it."""
    told = t(f"content.{fault.code}", language, **fault.params)
    return f"{fault.file or '.'}:{fault.line}: {told}"


def _faults(content: Content, criteria: Set[str] | None) -> Iterator[Fault]:
    known = known_of(content, criteria)
    yield from id_faults(content)
    yield from path_faults(content, known)
    for item in content.items:
        yield from language_faults(item)
        yield from reference_faults(item, known)
        yield from avoided_faults(item, content.phrases)
        if item.kind in ("questions", "cards"):
            yield from question_faults(item)
    for module in content.modules:
        own = [one for one in content.items if one.module_id == module.module_id]
        yield from balance_faults([one for one in own if one.kind == "questions"])
    yield from likeness_faults(content)
    yield from quiz_faults(content)


def _spelling(content: Content, misspelt: Misspelt | None) -> Iterator[Fault]:
    if misspelt is not None:
        for item in content.items:
            yield from spelling_faults(item, misspelt)
