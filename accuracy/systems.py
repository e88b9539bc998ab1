"""What is measured: the engine whole, one of its layers alone, or any other finder by its name."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib import import_module

from accuracy.dialogues import Labelled
from accuracy.scoring import Scored, score
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
    return [score(one, labels(system(transcript_of(one)))) for one in dialogues]


def _of_layer(system: System, layer: str, transcript: Transcript) -> list[Finding]:
    return [one for one in system(transcript) if layer in getattr(one, "layers", ("rule",))]
