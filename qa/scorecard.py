"""The weighted form a call is judged by, read from qa/scorecards/*.yml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from qa.coaching_acts import hints_only
from qa.errors import ScorecardInvalid
from qa.model import Criterion, Language, Scorecard

_FOLDER = Path(__file__).parent / "scorecards"
_TEXTS = ("title", "guidance", "why")


def scorecard_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


@cache
def load_scorecard(name: str = "default") -> Scorecard:
    """The scorecard of that name; ScorecardInvalid where there is none or it contradicts itself."""
    if name not in scorecard_names():
        raise ScorecardInvalid("scorecard_unknown", name=name)
    return parse_scorecard(name, (_FOLDER / f"{name}.yml").read_text("utf-8"))


def parse_scorecard(name: str, text: str) -> Scorecard:
    """A scorecard from its YAML, checked: both languages, known sections, weights that add up."""
    plain = yaml.safe_load(text)
    scorecard = Scorecard(
        name=name,
        version=plain["version"],
        title=plain["title"],
        sections=plain["sections"],
        criteria=tuple(_criterion(name, key, value) for key, value in plain["criteria"].items()),
    )
    _check(scorecard)
    return scorecard


def _criterion(name: str, criterion_id: str, plain: dict[str, Any]) -> Criterion:
    for text in _TEXTS:
        if set(plain.get(text, ())) != {language.value for language in Language}:
            raise ScorecardInvalid(name=name, criterion=criterion_id, field=text)
    return Criterion(
        criterion_id=criterion_id,
        section=plain["section"],
        weight=plain["weight"],
        skill_id=plain["skill"],
        check=plain.get("check", criterion_id),
        auto_fail=plain.get("auto_fail", False),
        **{text: plain[text] for text in _TEXTS},
    )


def _check(scorecard: Scorecard) -> None:
    for criterion in scorecard.criteria:
        if criterion.section not in scorecard.sections:
            raise ScorecardInvalid(name=scorecard.name, criterion=criterion.criterion_id)
        if criterion.check in hints_only():
            raise ScorecardInvalid("check_hints_only", name=scorecard.name, check=criterion.check)
        if criterion.weight < 0 or (criterion.weight == 0) != criterion.auto_fail:
            raise ScorecardInvalid(name=scorecard.name, criterion=criterion.criterion_id)
    if sum(criterion.weight for criterion in scorecard.criteria) != 100:
        raise ScorecardInvalid(name=scorecard.name, field="weight")
