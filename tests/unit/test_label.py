import json
from pathlib import Path
from typing import Any

from qa.__main__ import main
from qa.findings import labelled
from qa.label import label, transcript_of
from qa.model import Act, Language
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import calls


def dialogues() -> list[dict[str, Any]]:
    return [
        {
            "id": f"{language}-{kind}-{name}",
            "lang": str(language),
            "turns": [
                {"i": s.index, "speaker": str(s.speaker), "text": s.text} for s in call.segments
            ],
        }
        for language in Language
        for kind in ("exemplary", "abusive")
        for name, call in calls(kind, language).items()
    ]


def test_label_and_evaluate_give_the_very_same_spans() -> None:
    for dialogue in dialogues():
        evaluation = Engine().evaluate(transcript_of(dialogue), load_scorecard())
        for act in (Act.EMPATHY, Act.FORBIDDEN):
            expected = [
                (f.segment, f.start, f.end, f.quote, f.confidence, f.decided)
                for f in labelled(evaluation.findings)
                if f.act is act and f.likely
            ]
            spans = label(dialogue)["labels"][act.value]
            keys = ("turn", "start", "end", "quote", "confidence", "decided")
            assert [tuple(span[key] for key in keys) for span in spans] == expected


def test_every_element_and_span_carries_confidence_and_decided() -> None:
    labels = label(dialogues()[0])["labels"]
    elements = [*labels["greeting"].values(), *labels["closing"].values()]
    for element in [*elements, labels["hold"], labels["verification"], *labels["empathy"]]:
        assert {"confidence", "decided"} <= set(element)


def test_label_reads_only_id_language_and_turns_and_writes_one_line_each(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(d) + "\n" for d in dialogues()), "utf-8")
    assert main(["label", str(source), str(target)]) == 0
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [entry["id"] for entry in written] == [d["id"] for d in dialogues()]
