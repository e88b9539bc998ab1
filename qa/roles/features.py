"""What tells a line of the agent's from one of the customer's, and where one follows the other.

Hashed into few rows, so that a language's numbers stay small; read_as in qa/learned/features.py.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from qa.learned.features import words_of
from qa.normalise import fold_text

ROWS = 1 << 16
_LETTERS = (3, 4, 5)  # lengths of the runs of letters
_LETTER_WEIGHT, _SKIP_WEIGHT, _AROUND_WEIGHT = 0.35, 0.7, 0.5
_NEAR = 4  # words before and after a change of speaker
_LONGEST = 5  # classes of length, by powers of two
_MOST_WORDS = 400  # a line of more says nothing new
_ASKS = ("?", "؟")

_REACH = 12  # words on either side of a place inside a text
_SPOKEN = re.compile(r"\S+")
_STOPS, _COMMAS = (".", "!", "?", "؟", "…"), (",", "،", ";", "؛", ":")
Features = Counter[int]


@dataclass(frozen=True, slots=True)
class Spoken:
    start: int
    words: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words_of(fold_text(text[: _MOST_WORDS * 10])))[:_MOST_WORDS]


def line_features(line: Sequence[str]) -> Features:
    """Words, letters and neighbours of one line."""
    counted: Counter[str] = Counter()
    for word in line:
        counted["w" + word] += 1
        for run in _letters(word):
            counted["c" + run] += _LETTER_WEIGHT  # type: ignore[assignment]  # no whole numbers
    counted.update(f"b{one} {other}" for one, other in itertools.pairwise(("<s>", *line, "</s>")))
    for one, other in zip(line, line[2:], strict=False):
        counted[f"s{one} {other}"] += _SKIP_WEIGHT  # type: ignore[assignment]  # as above
    counted[f"L{_length(line)}"] += 1
    return _hashed(counted)


def change_features(before: Sequence[str], after: Sequence[str]) -> Features:
    """The end of one line, the beginning of the next, and whether either asks."""
    end, start = before[-_NEAR:], after[:_NEAR]
    counted: Counter[str] = Counter()
    counted.update("pw" + word for word in end)
    counted.update("nw" + word for word in start)
    counted.update(("p2" + " ".join(end[-2:]), "n2" + " ".join(start[:2])))
    counted.update(("p1" + " ".join(end[-1:]), "n1" + " ".join(start[:1])))
    counted.update((f"pl{_length(before)}", f"nl{_length(after)}"))
    counted.update(name for name, line in (("p?", before), ("n?", after)) if _asks(line))
    for name, line in (("pa", before), ("na", after)):
        for word in set(line):
            counted[name + word] += _AROUND_WEIGHT  # type: ignore[assignment]  # as above
    return _hashed(counted)


def inside_features(text: str, spoken: Sequence[Spoken], at: int) -> Features:
    """As change_features, of a place between two words of one text; a mark there counts as well."""
    before = [word for one in spoken[max(0, at - _REACH) : at] for word in one.words]
    after = [word for one in spoken[at : at + _REACH] for word in one.words]
    found = change_features(before, after)
    mark = text[spoken[at].start - 2 : spoken[at].start - 1]
    kind = "stop" if mark in _STOPS else "comma" if mark in _COMMAS else "none"
    return found + _hashed(Counter({f"mark {kind}": 2, f"mark {kind} {' '.join(after[:1])}": 1}))


def spoken_in(text: str) -> list[Spoken]:
    """What stands between spaces, with its words, at its place."""
    return [Spoken(match.start(), words(match[0])) for match in _SPOKEN.finditer(text)]


def _letters(word: str) -> list[str]:
    edged = f"<{word}>"
    return [edged[i : i + n] for n in _LETTERS for i in range(len(edged) - n + 1)]


def _asks(line: Sequence[str]) -> bool:
    return any(mark in line for mark in _ASKS)


def _length(line: Sequence[str]) -> int:
    return min(_LONGEST, (len(line) + 1).bit_length() - 1)


def _hashed(counted: Counter[str]) -> Features:
    rows: Features = Counter()
    for name, weight in counted.items():
        rows[crc32(name.encode()) & (ROWS - 1)] += weight
    return rows
