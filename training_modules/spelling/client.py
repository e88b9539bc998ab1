"""The spelling child as its parent sees it: started at first use, and anew when it died."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from children.child import Answer, Child, ChildDied, ChildLimits, ChildOverTime

English = Literal["british", "american"]
SpellingKind = Literal["spelling", "grammar"]

PROGRAM = "training_modules.spelling.child"
LONGEST_TEXT = 20_000
LONGEST_WORD = 60
WALL_S = 8.0
LOAD_WALL_S = 30.0  # the first request of a language loads it: a second on a quiet machine
MEMORY_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Misspelling:
    """`rule` names what is wrong with the grammar, "" for spelling; `better`: whole wordings."""

    start: int
    end: int
    word: str
    kind: SpellingKind = "spelling"
    rule: str = ""
    better: tuple[str, ...] = ()


class SpellingAway(Exception):
    """The child cannot run here, died, or took too long."""


class SpellingChild:
    """One child for the whole process; one request at a time."""

    def __init__(
        self, program: str = PROGRAM, wall_s: float = WALL_S, load_wall_s: float = LOAD_WALL_S
    ) -> None:
        self._program = program
        self._wall_s, self._load_wall_s = wall_s, load_wall_s
        self._loaded: set[str] = set()  # languages
        self._lock = threading.Lock()
        self._child: Child | None = None

    def check(
        self, text: str, language: str, known: Iterable[str] = (), english: English = "british"
    ) -> tuple[Misspelling, ...]:
        """What is misspelt in the first 20,000 characters; `known` are names that are right."""
        answer = self._ask(
            {"act": "check", "text": text[:LONGEST_TEXT], "language": language,
             "known": list(known), "english": english}
        )  # fmt: skip
        return tuple(_misspelling(found) for found in answer["found"])

    def suggest(self, word: str, language: str, english: English = "british") -> tuple[str, ...]:
        request = {"act": "suggest", "word": word[:LONGEST_WORD], "language": language}
        return tuple(self._ask({**request, "english": english})["words"])

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _ask(self, request: Answer) -> Answer:
        language = str(request["language"])
        with self._lock:
            try:
                answer = self._running().ask(request, self._patience(language))
            except (ChildDied, ChildOverTime, OSError) as error:
                self._stop()
                raise SpellingAway(str(error)) from error
            self._loaded.add(language)
        if "away" in answer:
            raise SpellingAway(answer["away"])
        return answer

    def _patience(self, language: str) -> float:
        return self._wall_s if language in self._loaded else self._load_wall_s

    def _running(self) -> Child:
        if self._child is None or not self._child.is_running:
            self._stop()
            self._child = Child(self._program, ChildLimits(memory_bytes=MEMORY_BYTES))
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
        self._child = None
        self._loaded.clear()


def _misspelling(found: Answer) -> Misspelling:
    return Misspelling(
        start=found["start"],
        end=found["end"],
        word=found["word"],
        kind=cast(SpellingKind, found["kind"]),
        rule=found["rule"],
        better=tuple(found["better"]),
    )
