"""Finding wordings in a text however they are written: folded, as whole words."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from training_modules.writing.notes import Fold, Stretch


class Folded:
    """A text folded once, in which wordings are looked for."""

    def __init__(self, text: str, fold: Fold) -> None:
        self.written = text
        self.text, self._source = fold(text)
        self._fold = fold

    def find(self, wordings: Iterable[str]) -> Iterator[tuple[str, Stretch]]:
        """Each wording that is there, with its place in the text as it was written."""
        by_folded = {self._fold(wording)[0]: wording for wording in wordings}
        by_folded.pop("", None)
        if not by_folded:
            return
        for found in _pattern(tuple(by_folded)).finditer(self.text):
            start, end = found.span(1)
            yield by_folded[found.group(1)], self._stretch(start, end)

    def has(self, wordings: Iterable[str]) -> bool:
        return next(self.find(wordings), None) is not None

    def _stretch(self, start: int, end: int) -> Stretch:
        """Without the marks that follow the last letter's own."""
        return self._source[start], self._source[end - 1] + 1


@lru_cache(maxsize=256)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=len, reverse=True)
    return re.compile(rf"(?<!\w)[وف]?({'|'.join(map(re.escape, longest_first))})(?!\w)")
