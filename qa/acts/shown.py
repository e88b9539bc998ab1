"""Rules held against one stretch of talk, a written reply or a line of a call: what shows, where.

A place is a pair of offsets into the folded text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from qa.acts.clauses import clause_around, sentence_around, trimmed
from qa.acts.context import denied, in_quotation_marks
from qa.lexicon import WordLists
from qa.normalise import Folded
from qa.reply_lexicon import Name, ShownRule

_MOST = 30  # places of one rule; nobody says a thing more often in one breath
_NEAR = 1  # sentences that what belongs together may lie apart
_PAUSE = re.compile(r"[,،;؛]")
_SENTENCE_ENDS = (". ", ".\n", "؟ ", "? ", "! ", "\n\n")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Talk:
    """A stretch of talk, folded, with what is needed to tell what stands around a place in it."""

    folded: Folded
    lists: WordLists
    reported: re.Pattern[str]

    @property
    def text(self) -> str:
        return self.folded.text

    def written(self, place: Place) -> Place:
        """The place in the text as it was written, without spaces and marks at its edges."""
        return self.folded.span(*trimmed(self.text, place))


def shown(talk: Talk, rules: Iterable[ShownRule[Name]]) -> Iterator[tuple[Name, Place, Place]]:
    """Each act with the words that show it, and with what is quoted of them."""
    for rule in rules:
        for match in islice(rule.pattern.finditer(talk.text), _MOST):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            if _stands(talk, rule, start, end):
                yield rule.act, (start, end), _around(talk.text, rule, start, end)


def quoted(talk: Talk, start: int, end: int) -> bool:
    """Inside quotation marks, or after "you said" up to the next comma?"""
    if in_quotation_marks(talk.text, start):
        return True
    sentence, _ = sentence_around(talk.text, start, end)
    said = list(talk.reported.finditer(talk.text, sentence, start))
    return bool(said) and not _PAUSE.search(talk.text, said[-1].end(), start)


def near(talk: Talk, place: Place, others: Iterable[Place]) -> bool:
    """Does one of the others stand in the same sentence, or in one next to it?"""
    number = _sentence(talk, place)
    return any(abs(number - _sentence(talk, other)) <= _NEAR for other in others)


def _stands(talk: Talk, rule: ShownRule[Name], start: int, end: int) -> bool:
    """Is the act meant: what it needs is there, and it is neither denied nor quoted?"""
    sentence = talk.text[slice(*sentence_around(talk.text, start, end))]
    if not rule.needs.search(sentence) or rule.unless.search(sentence):
        return False
    if rule.reach and denied(talk.text, start, end, talk.lists, reach=rule.reach):
        return False
    return not quoted(talk, start, end)


def _around(text: str, rule: ShownRule[Name], start: int, end: int) -> Place:
    if rule.around == "hit":
        return start, end
    around = sentence_around if rule.around == "sentence" else clause_around
    return around(text, start, end)


def _sentence(talk: Talk, place: Place) -> int:
    """How many sentences end before a place."""
    before = talk.text[: place[0]]
    return sum(before.count(mark) for mark in _SENTENCE_ENDS)
