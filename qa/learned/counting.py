"""What a folder of the bank holds: counts per act and kind, and lines that say the same again."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.learned.bank import BANK, BankBroken, Utterance, read_bank
from qa.normalise import fold_text

LIKENESS = 0.8  # shared letter quadruples of two lines that say the same again
_NAME = re.compile(r"(?<=\s)[A-Z][\w'-]+")
_NUMBER = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")


def masked(text: str) -> str:
    """The folded words of a line, its numbers and its names written with a capital left out."""
    words = _NUMBER.sub("0", fold_text(_NAME.sub("0", text)))
    return _NOT_WORD.sub(" ", words).strip()


def distinct_share(utterances: Sequence[Utterance]) -> float:
    """The share of utterances whose masked words no other has."""
    if not utterances:
        return 0.0
    return len({masked(one.text) for one in utterances}) / len(utterances)


def alike(utterances: Sequence[Utterance]) -> Iterator[tuple[Utterance, Utterance]]:
    """Each utterance of over four words that says again what an earlier one says."""
    grams_of = [_grams(masked(one.text)) for one in utterances]
    lines_with: dict[str, list[int]] = defaultdict(list)
    for index, grams in enumerate(grams_of):
        shared = Counter(other for gram in grams for other in lines_with[gram])
        for other, count in shared.most_common(3):
            if count / len(grams | grams_of[other]) > LIKENESS:
                yield utterances[other], utterances[index]
                break
        for gram in grams:
            lines_with[gram].append(index)


def report(utterances: Sequence[Utterance]) -> Iterator[str]:
    """The counts, as lines to print."""
    plain = [one for one in utterances if all(mark.unclear for mark in one.marks)]
    yield f"{len(utterances)} utterances, {distinct_share(utterances):.0%} distinct"
    yield f"{len(plain)} of them ({len(plain) / max(1, len(utterances)):.0%}) with no act"
    yield f"{sum(one.asr for one in utterances)} as a recogniser would write"
    yield _counted("kinds", (one.kind for one in utterances))
    marks = [mark for one in utterances for mark in one.marks]
    yield _counted("acts", (mark.act for mark in marks if not mark.unclear))
    yield _counted("unclear", (mark.act for mark in marks if mark.unclear))
    yield _counted("dialects", (one.dialect for one in utterances))


def _counted(title: str, names: Iterator[str]) -> str:
    return f"{title}: " + ", ".join(f"{name} {n}" for name, n in Counter(names).most_common())


def _grams(text: str) -> frozenset[str]:
    if len(text.split()) <= 4:
        return frozenset([text])
    return frozenset(text[at : at + 4] for at in range(len(text) - 3))


def main(arguments: Sequence[str]) -> int:
    """Check and count a folder of the bank; 1 where a file has faults."""
    try:
        utterances = read_bank(Path(arguments[0]) if arguments else BANK)
    except BankBroken as broken:
        sys.stdout.write("\n".join(broken.faults) + "\n")
        return 1
    sys.stdout.write("\n".join(report(utterances)) + "\n")
    for one, other in alike(utterances):
        sys.stdout.write(
            f"alike: {one.file}:{one.line} and {other.file}:{other.line}: {one.text}\n"
        )
    return 0
