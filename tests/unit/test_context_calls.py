"""Where a call is cut, cut off or told late: its shape decides as much as its words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from qa.model import Language
from qa.pipeline import Engine
from qa.scorecard import load_scorecard
from tests.unit.calls import read_call

FILE = Path(__file__).parent / "data" / "context" / "calls.yml"


def cases() -> list[Any]:
    shapes = yaml.safe_load(FILE.read_text("utf-8"))
    return [
        pytest.param(case, id=f"{shape}-{number}")
        for shape, written in shapes.items()
        for number, case in enumerate(written, 1)
    ]


@pytest.mark.parametrize("case", cases())
def test_the_shape_of_a_call_is_understood(case: dict[str, Any]) -> None:
    language = Language.EN if case["call"].startswith("A") else Language.AR
    results = Engine().evaluate(read_call(case["call"], language), load_scorecard()).results
    verdicts = {result.criterion.criterion_id: result.verdict.value for result in results}
    for criterion, wanted in case.get("must", {}).items():
        assert verdicts[criterion] == wanted, criterion
    for criterion, unwanted in case.get("never", {}).items():
        assert verdicts[criterion] != unwanted, criterion
