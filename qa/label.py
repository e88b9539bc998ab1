"""Findings in the shape of the evaluation set: one JSON object of labels per dialogue."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.acts.opening import LATE
from qa.findings import find, labelled
from qa.model import Act, Channel, Finding, Language, Segment, Speaker, Transcript

_GREETING = (Act.SALUTATION, Act.COMPANY, Act.AGENT_NAME, Act.OFFER_HELP)
_CLOSING = (Act.SUMMARY, Act.ANYTHING_ELSE, Act.THANKS, Act.FAREWELL)


def label_file(source: Path, target: Path) -> int:
    """Label every dialogue of a JSONL file; how many there were."""
    lines = source.read_text("utf-8").splitlines()
    dialogues = [json.loads(line) for line in lines if line.strip()]
    written = [json.dumps(label(dialogue), ensure_ascii=False) for dialogue in dialogues]
    target.write_text("".join(line + "\n" for line in written), "utf-8")
    return len(written)


def label(dialogue: Mapping[str, Any]) -> dict[str, Any]:
    """Labels of one dialogue, of which only `id`, `lang` and `turns` are read."""
    return {"id": dialogue["id"], "labels": labels(find(transcript_of(dialogue)))}


def transcript_of(dialogue: Mapping[str, Any]) -> Transcript:
    """A dialogue of the evaluation set as the engine takes it."""
    return Transcript(
        segments=tuple(
            Segment(index, Speaker(turn["speaker"]), turn["text"])
            for index, turn in enumerate(dialogue["turns"])
        ),
        language=Language(dialogue["lang"]),
        channel=Channel.VOICE,
    )


def labels(findings: Iterable[Finding]) -> dict[str, Any]:
    """Findings as labels; a name given late is no greeting, so it is left out."""
    heard = [f for f in labelled(findings) if f.likely and f.category != LATE]
    return {
        "greeting": {act.value: _element(heard, act, last=False) for act in _GREETING},
        "empathy": list(_spans(heard, Act.EMPATHY)),
        "forbidden": list(_spans(heard, Act.FORBIDDEN)),
        "closing": {act.value: _element(heard, act, last=True) for act in _CLOSING},
        "hold": _hold(heard),
        "verification": _element(heard, Act.VERIFICATION, last=False),
    }


def _element(heard: list[Finding], act: Act, *, last: bool) -> dict[str, Any]:
    found = [finding for finding in heard if finding.act is act]
    if not found:
        return {"value": False, "turn": None, "turns": [], "confidence": None, "decided": True}
    best = max(finding.confidence for finding in found)
    turns = sorted({finding.segment for finding in found})
    surest = [finding.segment for finding in found if finding.confidence == best]
    return {
        "value": True,
        "turn": surest[-1 if last else 0],
        "turns": turns,
        "confidence": best,
        "decided": any(finding.decided for finding in found),
    }


def _hold(heard: list[Finding]) -> dict[str, Any]:
    found = [finding for finding in heard if finding.act is Act.HOLD]
    if not found:
        return {**_element(found, Act.HOLD, last=False), "value": "none"}
    bad = [finding for finding in found if finding.category == "bad"]
    return {**_element(bad or found, Act.HOLD, last=False), "value": "bad" if bad else "good"}


def _spans(heard: list[Finding], act: Act) -> Iterator[dict[str, Any]]:
    for finding in heard:
        if finding.act is act:
            category = {"category": finding.category} if act is Act.FORBIDDEN else {}
            yield {
                "turn": finding.segment,
                "quote": finding.quote,
                "start": finding.start,
                "end": finding.end,
                "confidence": finding.confidence,
                "decided": finding.decided,
                **category,
            }
