"""Everything heard in a call: the one list that verdicts, cards and labels are made from.

Rules say what they find and why; learned scores say how much each stretch sounds like an act.
`qa.learned.joining` makes one probability of both; where two findings name the same act at the
same place, the surer one stands.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from qa import own_phrases
from qa.acts import closing, customer, disguised, empathy, forbidden, holds, opening, verification
from qa.acts.reading import Reading, read
from qa.learned.joining import join
from qa.model import Act, Finding, Transcript
from qa.own_phrases import NONE, OwnPhrases
from qa.pieces import in_pieces

_CUES = frozenset({Act.TROUBLE, Act.ACCOUNT_FACT, Act.CUT_OFF, Act.TURNED})


def find(transcript: Transcript, own: OwnPhrases = NONE) -> tuple[Finding, ...]:
    """All findings in the order of the call, none twice in the same place.

    `own` are the phrases a centre forbids besides; they are as sure as a person's word.
    """
    pieces = in_pieces(transcript)
    reading = read(pieces.transcript)
    rules = ruled(reading)
    certain = merge(_certain(reading, rules, own))
    heard = (one for one in join(reading, rules) if not any(_same(one, two) for two in certain))
    return tuple(map(pieces.told, merge(chain(certain, heard))))


def find_by_rule(transcript: Transcript) -> tuple[Finding, ...]:
    """What is found without learned scores, for what must not change whenever they do."""
    pieces = in_pieces(transcript)
    reading = read(pieces.transcript)
    rules = ruled(reading)
    return tuple(map(pieces.told, merge(chain(_certain(reading, rules, NONE), rules))))


def ruled(reading: Reading) -> tuple[Finding, ...]:
    """What the rules alone find."""
    return merge(_rules(reading))


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The surer of any two that name one act at overlapping places."""
    kept: dict[tuple[int, Act], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (-f.confidence, f.start - f.end, f.segment)):
        others = kept.setdefault((finding.segment, finding.act), [])
        if not any(_overlap(finding, other) for other in others):
            others.append(finding)
    all_kept = (finding for others in kept.values() for finding in others)
    return tuple(sorted(all_kept, key=lambda f: (f.segment, f.start, f.act)))


def labelled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The agent's acts alone, without the cues that only decide what applies."""
    return tuple(finding for finding in findings if finding.act not in _CUES)


def _certain(reading: Reading, rules: tuple[Finding, ...], own: OwnPhrases) -> Iterator[Finding]:
    """What is no matter of probability: forbidden by a person, hidden on purpose, or an insult
    to somebody's face."""
    yield from own_phrases.find(reading, own.phrases)
    yield from disguised.find(reading)
    yield from disguised.ruled(reading, rules)
    yield from forbidden.unmistakable(reading, rules)


def _same(one: Finding, other: Finding) -> bool:
    return one.act is other.act and one.segment == other.segment and _overlap(one, other)


def _rules(reading: Reading) -> Iterator[Finding]:
    for part in (opening, verification, empathy, forbidden, holds, closing, customer):
        yield from part.find(reading)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
