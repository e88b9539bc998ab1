"""What is measured: the engine whole, one of its layers alone, or any other finder by its name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import import_module

from accuracy.dialogues import Labelled
from accuracy.scoring import SPANS, Scored, score
from qa.label import labels, transcript_of
from qa.model import Finding, Transcript

System = Callable[[Transcript], Iterable[Finding]]

ENGINE = "qa.findings:find"


def load_system(name: str = ENGINE) -> System:
    """The finder of that name, written as "package.module:function"."""
    module, _, function = name.partition(":")
    system: System = getattr(import_module(module), function)
    return system


def layers_of(system: System) -> dict[str, System]:
    """The system whole, and what either of its layers found, whether or not the other did too."""

    @cache
    def found(transcript: Transcript) -> tuple[Finding, ...]:
        return tuple(system(transcript))

    return {
        "both": found,
        "rules": partial(_of_layer, found, "rule"),
        "learned": partial(_of_layer, found, "learned"),
    }


def measure(dialogues: Sequence[Labelled], system: System) -> list[Scored]:
    """Each dialogue scored; the system is given only what `python -m qa label` is given."""
    return [_measured(one, tuple(system(transcript_of(one)))) for one in dialogues]


def _measured(dialogue: Labelled, findings: tuple[Finding, ...]) -> Scored:
    """Labels as they are given out; what is only a reason to ask is a guess of low confidence."""
    scored = score(dialogue, labels(findings))
    asked = score(dialogue, labels(_asked_about(findings)))
    return replace(scored, guesses=scored.guesses + asked.guesses)


def _asked_about(findings: tuple[Finding, ...]) -> list[Finding]:
    """The unlikely ones as if they were likely, without acts that were surely heard elsewhere."""
    heard = {one.act.value for one in findings if one.likely} - set(SPANS)
    unlikely = (one for one in findings if not one.likely)
    return [replace(one, likely=True) for one in unlikely if one.act.value not in heard]


def _of_layer(system: System, layer: str, transcript: Transcript) -> list[Finding]:
    return [one for one in system(transcript) if layer in one.layers]
