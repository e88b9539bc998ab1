"""The agent's side: cards of released evaluations, read and acknowledged."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from qa.model import CriterionResult, Score, Transcript, Verdict
from qa.scoring import score
from services.access import Act, require
from services.errors import NotFound
from services.evaluations import decided_results
from services.written import clean_short
from storage.audit import AuditLine
from storage.records import Account, Call, Recording, StoredCard
from storage.store import Store, Work

LONGEST_COMMENT = 2_000
LONGEST_HISTORY = 6
COUNTED = frozenset({Verdict.MET, Verdict.NOT_MET})


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card and its call, as one line of a list."""

    card: StoredCard
    call: Call


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What was decided on the focus's criterion in one call whose card the agent has."""

    call: Call
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CardView:
    """All a page draws of one card; `history` tells of the focus, the oldest call first."""

    card: StoredCard
    call: Call
    transcript: Transcript
    results: tuple[CriterionResult, ...]
    score: Score
    recording: Recording | None
    released_by_name: str
    history: tuple[PastVerdict, ...]


def list_cards(store: Store, actor: Account) -> tuple[CardLine, ...]:
    """The actor's own, the latest first."""
    require(actor, Act.LIST_CARDS)
    with store.reading() as work:
        cards = work.cards.of_agent(actor.account_id)
        calls = work.calls.of_ids([card.call_id for card in cards])
    return tuple(CardLine(card, calls[card.call_id]) for card in cards)


def open_card(store: Store, actor: Account, card_id: int, now: datetime) -> CardView:
    """Opening it the first time marks it as seen."""
    with store.transaction() as work:
        card = _own_card(work, actor, Act.LIST_CARDS, card_id)
        if card.seen_at is None:
            work.cards.set_seen(card_id, now)
        return _view(work, card_id)


def acknowledge_card(
    store: Store, actor: Account, card_id: int, comment: str, now: datetime
) -> None:
    """Done twice, the first one counts."""
    kept_comment = clean_short(comment, LONGEST_COMMENT)
    with store.transaction() as work:
        card = _own_card(work, actor, Act.ACKNOWLEDGE_CARD, card_id)
        if card.acknowledged_at is not None:
            return
        work.cards.set_acknowledged(card_id, kept_comment, now)
        call = work.calls.get(card.call_id)
        work.audit.add(actor, AuditLine("card.acknowledge", call.reference), now)


def _own_card(work: Work, actor: Account, act: Act, card_id: int) -> StoredCard:
    card = work.cards.lock(card_id)
    if card is None:
        raise NotFound
    require(actor, act, on=card)
    return card


def _view(work: Work, card_id: int) -> CardView:
    card = work.cards.get(card_id)
    call = work.calls.get(card.call_id)
    stored = work.evaluations.find(card.evaluation_id)
    transcript = work.transcripts.find(card.call_id)
    if stored is None or transcript is None:
        raise NotFound
    results = decided_results(stored)
    sha256 = call.recording_sha256
    return CardView(
        card=card,
        call=call,
        transcript=transcript.transcript,
        results=results,
        score=score(results),
        recording=work.recordings.find(sha256) if sha256 else None,
        released_by_name=stored.released_by_name or "",
        history=tuple(_history(work, card)) if card.card.focus else (),
    )


def _history(work: Work, shown: StoredCard) -> list[PastVerdict]:
    """The focus's criterion in the agent's latest calls up to this one, where it applied."""
    focus = shown.card.focus
    cards = [card for card in work.cards.of_agent(shown.agent_id) if card.card_id <= shown.card_id]
    calls = work.calls.of_ids([card.call_id for card in cards])
    cards.sort(key=lambda card: calls[card.call_id].happened_at, reverse=True)
    verdicts = (
        PastVerdict(calls[card.call_id], result.verdict)
        for card in cards
        for result in _results(work, card)
        if focus and result.criterion.criterion_id == focus.criterion_id
        and result.verdict in COUNTED
    )  # fmt: skip
    return list(islice(verdicts, LONGEST_HISTORY))[::-1]


def _results(work: Work, card: StoredCard) -> tuple[CriterionResult, ...]:
    stored = work.evaluations.find(card.evaluation_id)
    return decided_results(stored) if stored else ()
