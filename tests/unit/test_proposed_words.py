"""What a coaching card proposes is heard as what it teaches, and is never an offence itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from qa.findings import find
from qa.model import Act, Language
from tests.unit.calls import read_call

BOOKS = Path(__file__).parents[2] / "qa" / "phrasebook"
OPENING = {"salutation", "company", "agent_name", "offer_help"}
TAUGHT = {
    **{act.value: {act} for act in Act},
    "closing": {Act.THANKS, Act.FAREWELL},
}
SPEAKERS = {Language.AR: ("م", "ع", "مرحبا", "سارة"), Language.EN: ("A", "C", "Hello", "Sarah")}


def proposed() -> Iterator[tuple[Language, str, str]]:
    """Each wording with its language and its moment's name."""
    for language in Language:
        for path in sorted((BOOKS / language).glob("*.yml")):
            book = yaml.safe_load(path.read_text("utf-8"))
            if "salutation" in book:
                for moment, words in book.items():
                    yield from ((language, moment, said) for said in flat(words))


def flat(words: Any) -> Iterator[str]:
    for part in words.values() if isinstance(words, dict) else [words]:
        yield from part


def spoken(language: Language, moment: str, said: str) -> str:
    agent, customer, hello, name = SPEAKERS[language]
    filled = f"{agent}: {said.replace('…', name)}"
    other = f"{customer}: …"
    return f"{filled}\n{other}" if moment in OPENING else f"{agent}: {hello}\n{other}\n{filled}"


@pytest.mark.parametrize(("language", "moment", "said"), list(proposed()))
def test_a_proposed_wording_is_heard_as_what_it_teaches(
    language: Language, moment: str, said: str
) -> None:
    findings = find(read_call(spoken(language, moment, said), language))
    assert not [f for f in findings if f.act is Act.FORBIDDEN]
    assert not [f for f in findings if f.act is Act.HOLD and f.category == "bad"]
    if moment in TAUGHT:
        assert TAUGHT[moment] & {finding.act for finding in findings}
