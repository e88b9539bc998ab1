"""What stands around a phrase: the same words, meant and not meant, in pairs.

A file of tests/unit/data/context/ holds one kind of surroundings. The first sentence of a pair is
the act, the second has its words and is not; rules alone must tell them apart, for what is learned
only ever moves a probability.
"""

from pathlib import Path

import pytest

from qa.acts.reading import read
from qa.findings import ruled
from qa.model import Act, Finding, Language
from tests.unit.calls import read_call

FOLDER = Path(__file__).parent / "data" / "context"
BEFORE = {
    Language.EN: "A: Hello\nC: hi, my parcel is late and I am upset\nA: I see.\nC: yes\n",
    Language.AR: "م: مرحبا\nع: هلا، طلبي متأخر وأنا متضايق\nم: نعم.\nع: تمام\n",
}
AGENT = {Language.EN: "A: ", Language.AR: "م: "}
ENGLISH = {"phone", "chat", "email"}
DIALECTS = {"msa", "egyptian", "gulf", "levantine", "maghrebi"}


def pairs() -> list[tuple[str, Act, str, str, str]]:
    """Kind of surroundings, act, variety, the sentence that stands, the one that does not."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                act, variety, meant, taken_back = (part.strip() for part in line.split("|"))
                found.append((path.stem, Act(act), variety, meant, taken_back))
    return found


def heard(said: str, variety: str, act: Act) -> list[Finding]:
    language = Language.EN if variety in ENGLISH else Language.AR
    call = read_call(f"{BEFORE[language]}{AGENT[language]}{said}", language)
    last = len(call.segments) - 1
    return [f for f in ruled(read(call)) if f.act is act and f.segment == last]


@pytest.mark.parametrize(("kind", "act", "variety", "meant", "taken_back"), pairs())
def test_the_same_words_count_only_where_they_are_meant(
    kind: str, act: Act, variety: str, meant: str, taken_back: str
) -> None:
    assert heard(meant, variety, act) != [], "the sentence that stands was not heard"
    counted = [f.quote for f in heard(taken_back, variety, act) if f.decided]
    assert counted == [], "the sentence that is taken back counts"


@pytest.mark.parametrize("kind", sorted({pair[0] for pair in pairs()}))
def test_each_kind_of_surroundings_is_tried_in_every_dialect_and_in_english(kind: str) -> None:
    tried = {variety for stem, _, variety, _, _ in pairs() if stem == kind}
    assert tried >= DIALECTS and tried & ENGLISH
