"""Practice on a moment of one's own call: written anew, judged by the criterion that was missed.

What is tried is private, as often as one likes, and never evidence.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from qa.model import Criterion, CriterionResult, Focus, Verdict
from qa.moment import judge_again
from services import coaching
from services.access import Act, require
from services.coaching import CardView
from services.errors import NotFound, Refused
from services.judging import readable
from storage.pieces import Draft, NewPiece
from storage.records import Account
from storage.store import Store, Work
from storage.tables import Json

KIND = "own_call"


@dataclass(frozen=True, slots=True)
class Try:
    """One draft and what was decided on it; `quotes` are its words that decided."""

    number: int  # from 1
    text: str
    verdict: Verdict
    reason: str
    reason_params: dict[str, str]
    quotes: tuple[str, ...]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Practice:
    """The card's focus to be said better, and what was tried so far, the first try first."""

    view: CardView
    focus: Focus
    criterion: Criterion
    tries: tuple[Try, ...]

    @property
    def next_number(self) -> int:
        return len(self.tries) + 1


def open_practice(store: Store, actor: Account, card_id: int, now: datetime) -> Practice:
    """NotFound where the card is not the actor's, or has no focus."""
    require(actor, Act.LEARN)
    view = coaching.open_card(store, actor, card_id, now)
    with store.reading() as work:
        return _practice(work, view)


def write(
    store: Store, actor: Account, card_id: int, number: int, text: str, now: datetime
) -> Practice:
    """Judge and keep a try; the first one of a number counts."""
    practice = open_practice(store, actor, card_id, now)
    if number < practice.next_number:
        return practice
    if number > practice.next_number:
        raise Refused("practice_out_of_step")
    view = practice.view
    words = readable(text, view.transcript.language.value)
    judged = judge_again(view.transcript, practice.focus, practice.criterion, words)
    with store.transaction() as work:
        card = work.cards.lock(card_id)
        if card is None:  # its release was withdrawn meanwhile
            raise NotFound
        require(actor, Act.LEARN, on=card)
        piece_id = _piece_of(work, practice) or _start(work, practice, now)
        work.pieces.add_draft(_draft(piece_id, number, words, judged, now))
        return _practice(work, view)


def _practice(work: Work, view: CardView) -> Practice:
    focus = view.card.card.focus
    criteria = (result.criterion for result in view.results)
    criterion = next((c for c in criteria if focus and c.criterion_id == focus.criterion_id), None)
    if focus is None or criterion is None:
        raise NotFound
    practice = Practice(view, focus, criterion, ())
    piece_id = _piece_of(work, practice)
    drafts = work.pieces.drafts_of(piece_id) if piece_id else ()
    return Practice(view, focus, criterion, tuple(map(_try, drafts)))


def _piece_of(work: Work, practice: Practice) -> int | None:
    card = practice.view.card
    return work.pieces.of_card(card.agent_id, KIND, card.card_id)


def _start(work: Work, practice: Practice, now: datetime) -> int:
    card = practice.view.card
    return work.pieces.start(
        NewPiece(
            agent_id=card.agent_id,
            kind=KIND,
            subject_id=practice.focus.criterion_id,
            language=practice.view.transcript.language.value,
            started_at=now,
            card_id=card.card_id,
        )
    )


def _draft(piece_id: int, number: int, words: str, judged: CriterionResult, now: datetime) -> Draft:
    feedback: Json = {
        "verdict": judged.verdict.value,
        "reason": judged.reason,
        "reason_params": judged.reason_params,
        "quotes": [evidence.quote for evidence in judged.evidence],
    }
    return Draft(piece_id, number, words, None, now, feedback)


def _try(draft: Draft) -> Try:
    feedback = draft.feedback
    return Try(
        number=draft.number,
        text=draft.text,
        verdict=Verdict(str(feedback["verdict"])),
        reason=str(feedback["reason"]),
        reason_params=cast(dict[str, str], feedback["reason_params"]),
        quotes=tuple(cast(list[str], feedback["quotes"])),
        written_at=draft.written_at,
    )
