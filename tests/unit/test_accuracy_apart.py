"""What the engine is measured on stands nowhere in the bank it is taught with."""

import hashlib
from collections.abc import Iterator

import pytest

from accuracy.dialogues import DIALOGUES, EVALSET, Labelled, read_development, read_set
from qa.learned.bank import read_bank
from qa.learned.counting import masked

WORDS = 5  # shorter lines are anybody's
OWN_SETS = sorted(path.name for path in DIALOGUES.iterdir() if path.is_dir())


def line_hash(text: str) -> str:
    return hashlib.sha256(masked(text).encode()).hexdigest()


def long_enough(text: str) -> bool:
    return len(masked(text).split()) >= WORDS


@pytest.fixture(scope="module")
def bank() -> frozenset[str]:
    """Hashes of every whole line of the bank, and of every forbidden stretch marked in it."""
    utterances = read_bank()
    stretches = (
        one.text[mark.start : mark.end]
        for one in utterances
        for mark in one.marks
        if mark.act.startswith("forbidden")
    )
    return frozenset(map(line_hash, [*(one.text for one in utterances), *stretches]))


def shared(dialogues: list[Labelled], bank: frozenset[str]) -> list[tuple[str, int]]:
    """Id and turn, never the words: a third of the development set is read by nobody."""
    return [
        (one["id"], turn)
        for one in dialogues
        for turn, text in told(one)
        if long_enough(text) and line_hash(text) in bank
    ]


def told(one: Labelled) -> Iterator[tuple[int, str]]:
    yield from ((turn["i"], turn["text"]) for turn in one["turns"] if turn["speaker"] == "agent")
    yield from ((span["turn"], span["quote"]) for span in one["labels"]["forbidden"])


@pytest.mark.parametrize("name", OWN_SETS)
def test_no_line_of_an_own_set_stands_in_the_bank(name: str, bank: frozenset[str]) -> None:
    dialogues = read_set(name)
    assert dialogues
    assert shared(dialogues, bank) == []


@pytest.mark.parametrize("unread", [False, True])
def test_no_line_of_the_development_set_stands_in_the_bank(
    unread: bool, bank: frozenset[str]
) -> None:
    if not (EVALSET / "dev.jsonl").exists():
        pytest.skip("the evaluation set does not stand beside the project")
    found = shared(read_development(unread=unread), bank)
    assert len(found) == 0 if unread else found == []


def test_no_line_stands_in_two_own_sets() -> None:
    lines: set[str] = set()
    for name in OWN_SETS:
        here = {line_hash(t) for one in read_set(name) for _, t in told(one) if long_enough(t)}
        assert not here & lines
        lines |= here
