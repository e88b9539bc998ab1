"""What the default scorecard makes of the best and of the worst calls, in every dialect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from accuracy.dialogues import Labelled
from accuracy.scoring import Labels
from accuracy.tables import NOTHING, table
from qa.label import transcript_of
from qa.model import Channel, Language, Transcript
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import calls

EXEMPLARY, AWFUL = "exemplary", ("awful", "abusive")
LEAST, MOST = 80, 40  # what an exemplary call has at least, an awful one at most

_CHANNELS = {"en-chat": Channel.CHAT, "en-email": Channel.EMAIL}


@dataclass(frozen=True, slots=True)
class Extreme:
    """A call that is meant to be exemplary, or else awful."""

    dialect: str
    is_exemplary: bool
    transcript: Transcript


def told_in_titles(dialogues: Sequence[Labelled]) -> list[Extreme]:
    """The dialogues whose titles say that they are exemplary or awful."""
    return [
        Extreme(one["dialect"], EXEMPLARY in one["title"], _transcript(one))
        for one in dialogues
        if any(word in one["title"] for word in (EXEMPLARY, *AWFUL))
    ]


def told_by_marks(dialogues: Sequence[Labelled]) -> list[Extreme]:
    """The dialogues in which all was done that is asked, and those in which much was forbidden."""
    return [
        Extreme(one["dialect"], _is_exemplary(one["labels"]), _transcript(one))
        for one in dialogues
        if _is_exemplary(one["labels"]) or _is_awful(one["labels"])
    ]


def of_the_tests() -> list[Extreme]:
    """The calls of the tests, which the rules were written beside."""
    return [
        Extreme(name.rpartition("_")[0] or name, kind == EXEMPLARY, transcript)
        for kind in (EXEMPLARY, "abusive")
        for language in Language
        for name, transcript in calls(kind, language).items()
    ]


def extremes_table(extremes: Sequence[Extreme]) -> Iterator[str]:
    """Per dialect the lowest of the exemplary calls and the highest of the awful ones."""
    rows = []
    for dialect in sorted({one.dialect for one in extremes}):
        kept = {kind: _scores(extremes, dialect, is_exemplary=kind) for kind in (True, False)}
        rows.append(
            [
                dialect,
                str(len(kept[True])),
                _shown(min(kept[True], default=None)),
                f"{sum(value >= LEAST for value in kept[True])} of {len(kept[True])}",
                str(len(kept[False])),
                _shown(max(kept[False], default=None)),
                f"{sum(value <= MOST for value in kept[False])} of {len(kept[False])}",
            ]
        )
    yield from table(_HEAD, rows)


_HEAD = (
    "", "exemplary", "lowest score", f"at least {LEAST}",
    "awful", "highest score", f"at most {MOST}",
)  # fmt: skip


def _is_exemplary(labels: Labels) -> bool:
    greeting, closing = (
        [element["value"] for element in labels[family].values()]
        for family in ("greeting", "closing")
    )
    spoilt = labels["forbidden"] or labels["forbidden_optional"] or labels["hold"]["value"] == "bad"
    return not spoilt and all(greeting) and closing.count(True) >= 3 and bool(labels["empathy"])


def _is_awful(labels: Labels) -> bool:
    categories = [span["category"] for span in labels["forbidden"]]
    return len(categories) >= 3 and "insult" in categories


def _scores(extremes: Sequence[Extreme], dialect: str, *, is_exemplary: bool) -> list[Fraction]:
    """Nothing that counted is no score, so it is neither kept nor broken."""
    chosen = [e for e in extremes if e.dialect == dialect and e.is_exemplary == is_exemplary]
    scores = (_score(one.transcript) for one in chosen)
    return [value for value in scores if value is not None]


def _score(transcript: Transcript) -> Fraction | None:
    return Engine().evaluate(transcript, load_scorecard()).score.value


def _transcript(one: Labelled) -> Transcript:
    channel = _CHANNELS.get(one["dialect"], Channel.VOICE)
    return replace(transcript_of(one), channel=channel)


def _shown(value: Fraction | None) -> str:
    return NOTHING if value is None else f"{float(value):.0f}"
