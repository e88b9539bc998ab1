import json
from pathlib import Path

import pytest

from qa.__main__ import main

CALL = """الموظف: السلام عليكم، بنك الواحة، معك سالم، كيف أخدمك؟
العميل: بطاقتي 4111 1111 1111 1111 انسرقت وأنا خايف
الموظف: سلامتك، أنا معك. ما رقم الهوية؟
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["evaluate", *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_holds_score_criteria_evidence_and_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.txt"
    file.write_text(CALL, "utf-8")
    code, out, _ = run(capsys, str(file), "--json")
    told = json.loads(out)
    assert code == 0 and told["language"] == "ar" and 0 <= told["score"] <= 100
    assert {"id", "verdict", "weight", "confidence", "evidence"} <= set(told["criteria"][0])
    assert told["criteria"][0]["evidence"][0]["quote"]
    assert told["card"]["strengths"]


def test_card_numbers_never_reach_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.txt"
    file.write_text(CALL, "utf-8")
    _, out, _ = run(capsys, str(file), "--json")
    assert "4111" not in out


def test_the_readable_form_speaks_the_calls_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.txt"
    file.write_text(CALL, "utf-8")
    _, out, _ = run(capsys, str(file))
    assert "الدرجة" in out and "reasons." not in out


def test_a_missing_file_and_an_unknown_scorecard_get_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, error = run(capsys, str(tmp_path / "none.txt"))
    assert code == 2 and "none.txt" in error
    file = tmp_path / "call.txt"
    file.write_text(CALL, "utf-8")
    code, _, error = run(capsys, str(file), "--scorecard", "nowhere")
    assert code == 2 and "nowhere" in error


BARE = """WEBVTT

00:00.000 --> 00:04.000
Good morning, Harbour Gas, Dina speaking, how can I help you?

00:04.000 --> 00:08.000
Hi, my boiler stopped last night and the house is freezing.

00:08.000 --> 00:12.000
I am so sorry, that sounds miserable. May I have your account number, please?

00:12.000 --> 00:14.000
It's four four one nine.

00:14.000 --> 00:19.000
Thank you. Is there anything else I can help you with?

00:19.000 --> 00:21.000
No, that's all.

00:21.000 --> 00:24.000
Thank you for calling Harbour Gas, goodbye.
"""


def test_speakers_told_from_the_words_are_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.vtt"
    file.write_text(BARE, "utf-8")
    _, out, _ = run(capsys, str(file), "--json")
    told = json.loads(out)["speakers"]
    assert told["known"] == "inferred" and told["confidence"] > 0.8
    assert told["lines"] == ["agent", "customer"] * 3 + ["agent"]
    _, out, _ = run(capsys, str(file))
    assert out.startswith("Speakers told from the words")


def test_unknown_speakers_are_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "call.txt"
    file.write_text("yes\nno\nyes please\nokay\n", "utf-8")
    _, out, _ = run(capsys, str(file), "--language", "en", "--direction", "outbound")
    assert out.startswith("Speakers unknown")
