"""What is measured: the whole engine, or one of its layers alone."""

from collections.abc import Callable, Iterable, Sequence

from accuracy.dialogues import Labelled
from accuracy.scoring import Scored, score
from qa.findings import find
from qa.label import labels, transcript_of
from qa.model import Finding, Transcript

System = Callable[[Transcript], Iterable[Finding]]


def rules_alone(transcript: Transcript) -> list[Finding]:
    return _of_layer(transcript, "rule")


def learned_alone(transcript: Transcript) -> list[Finding]:
    return _of_layer(transcript, "learned")


SYSTEMS: dict[str, System] = {"both": find, "rules": rules_alone, "learned": learned_alone}


def measure(dialogues: Sequence[Labelled], system: System = find) -> list[Scored]:
    """Each dialogue scored; the system is given only what `python -m qa label` is given."""
    return [score(one, labels(system(transcript_of(one)))) for one in dialogues]


def _of_layer(transcript: Transcript, layer: str) -> list[Finding]:
    """What that layer found, whether or not the other did too."""
    return [one for one in find(transcript) if layer in getattr(one, "layers", ("rule",))]
