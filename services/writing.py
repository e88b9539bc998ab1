"""The writing lab: pieces started, drafts read and kept, one of them sent."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal, cast

from services import drafts, modules
from services.access import Act, require
from services.errors import Invalid, NotFound, Refused
from services.teams import open_agent
from storage.evidence import NewEvidence
from storage.pieces import Draft, NewPiece, Piece
from storage.records import Account
from storage.store import Store, Work
from training_modules.model import Drill, LanguageCode, Module, Task
from training_modules.skills import WEIGHTS
from training_modules.spelling import English
from training_modules.writing.feedback import Feedback
from training_modules.writing.kept import feedback_from_dict, feedback_to_dict

Kind = Literal["task", "drill"]
KINDS: tuple[Kind, ...] = ("task", "drill")
# The model reply opens after the second draft, so later ones are practice and count for nothing.
MODEL_OPENS_AFTER = 2
MOST_DRAFTS = 12


@dataclass(frozen=True, slots=True)
class Offered:
    """Something to write, and the person's latest piece of it."""

    kind: Kind
    module: Module
    about: Task | Drill
    piece: Piece | None
    drafts: int


@dataclass(frozen=True, slots=True)
class NewDraft:
    """`number` makes a repeat count once; `english` is the spelling the centre writes."""

    number: int
    text: str
    english: English = "british"


@dataclass(frozen=True, slots=True)
class Written:
    """A draft and what was said about it."""

    number: int
    text: str
    written_at: datetime
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class PieceView:
    """All a page draws of one piece; `counts` says whether sending it will be evidence."""

    piece: Piece
    about: Task | Drill
    drafts: tuple[Written, ...]
    counts: bool

    @property
    def model_is_open(self) -> bool:
        return len(self.drafts) >= MODEL_OPENS_AFTER or self.piece.submitted_at is not None

    @property
    def counted(self) -> Written:
        """The last draft that was written before the model reply opened."""
        return self.drafts[:MODEL_OPENS_AFTER][-1]


@dataclass(frozen=True, slots=True)
class SentPiece:
    """A piece that was sent, with the draft that counts and the one before it, and whose it is."""

    agent: Account
    view: PieceView


def list_offered(store: Store, actor: Account) -> tuple[Offered, ...]:
    """Tasks and drills of all modules in use, in the path's order."""
    require(actor, Act.LEARN)
    in_use = modules.published(store)
    with store.reading() as work:
        pieces = work.pieces.of_agent(actor.account_id, KINDS)
        counts = work.pieces.count_drafts([piece.piece_id for piece in pieces])
    latest = {(piece.kind, piece.subject_id): piece for piece in reversed(pieces)}
    return tuple(
        Offered(kind, module, about, piece, counts.get(piece.piece_id, 0) if piece else 0)
        for module in in_use.values()
        for kind, about in _subjects(module)
        for piece in (latest.get((kind, about.id)),)
    )


def find_offered(store: Store, actor: Account, subject_id: str) -> Offered:
    """One of them by its id; NotFound where no module in use has it."""
    for offered in list_offered(store, actor):
        if offered.about.id == subject_id:
            return offered
    raise NotFound


def start_piece(
    store: Store, actor: Account, subject_id: str, language: LanguageCode, now: datetime
) -> int:
    """The piece's id; one that is running in this language is taken up again."""
    offered = find_offered(store, actor, subject_id)
    new = NewPiece(
        agent_id=actor.account_id,
        kind=offered.kind,
        subject_id=subject_id,
        language=language,
        started_at=now,
        module_id=offered.module.module_id,
        module_version=offered.module.version,
    )
    with store.transaction() as work:
        return work.pieces.start(new)


def begin(
    store: Store,
    actor: Account,
    subject_id: str,
    language: LanguageCode,
    new: NewDraft,
    now: datetime,
) -> int:
    """Start a piece with its first draft; the piece's id. What cannot be read starts nothing."""
    require(actor, Act.LEARN)
    drafts.tidy(new.text, language)
    piece_id = start_piece(store, actor, subject_id, language, now)
    write_draft(store, actor, piece_id, new, now)
    return piece_id


def open_piece(store: Store, actor: Account, piece_id: int) -> PieceView:
    with store.reading() as work:
        return _view(work, _own(actor, work.pieces.find(piece_id)))


def open_sent_piece(store: Store, actor: Account, piece_id: int) -> SentPiece:
    """To be read by the agent's supervisors where it is evidence; practice stays private."""
    require(actor, Act.SEE_SKILLS)
    with store.reading() as work:
        piece = work.pieces.find(piece_id)
        if piece is None or piece.kind not in KINDS or piece.submitted_at is None:
            raise NotFound
        agent = open_agent(work, actor, Act.SEE_SKILLS, piece.agent_id)
        view = _view(work, piece)
        if not _is_evidence(work, view):
            raise NotFound
        return SentPiece(agent, replace(view, drafts=view.drafts[:MODEL_OPENS_AFTER]))


def write_draft(
    store: Store, actor: Account, piece_id: int, new: NewDraft, now: datetime
) -> Written:
    """Read a draft and keep it with its feedback; a number that is written already stands."""
    view, number = open_piece(store, actor, piece_id), new.number
    if 0 < number <= len(view.drafts):
        return view.drafts[number - 1]
    _refuse_number(view, number)
    language = cast(LanguageCode, view.piece.language)
    draft = drafts.tidy(new.text, language)
    feedback = drafts.read(view.about, draft, language, actor, new.english)
    kept = Draft(piece_id, number, draft, feedback.score, now, feedback_to_dict(feedback))
    with store.transaction() as work:
        piece = _own(actor, work.pieces.lock(piece_id))
        if piece.submitted_at is not None:
            raise Refused("piece_sent")
        work.pieces.add_draft(kept)
        return _view(work, piece).drafts[number - 1]


def submit_piece(store: Store, actor: Account, piece_id: int, now: datetime) -> PieceView:
    """Send it, once; the first sent piece of a task is evidence of its skill."""
    with store.transaction() as work:
        view = _view(work, _own(actor, work.pieces.lock(piece_id)))
        if view.piece.submitted_at is None:
            if not view.drafts:
                raise Refused("nothing_written")
            work.pieces.set_submitted(piece_id, view.counted.feedback.score, now)
            work.evidence.add_all(_evidence(view, now))
        return _view(work, _own(actor, work.pieces.find(piece_id)))


def _own(actor: Account, piece: Piece | None) -> Piece:
    if piece is None or piece.kind not in KINDS:
        raise NotFound
    require(actor, Act.LEARN, on=piece)
    return piece


def _view(work: Work, piece: Piece) -> PieceView:
    module = modules.of_version_in(work, piece.module_id or "", piece.module_version or "")
    about = next((one for _, one in _subjects(module) if one.id == piece.subject_id), None)
    if about is None:
        raise NotFound
    return PieceView(
        piece=piece,
        about=about,
        drafts=tuple(
            Written(one.number, one.text, one.written_at, feedback_from_dict(one.feedback))
            for one in work.pieces.drafts_of(piece.piece_id)
        ),
        counts=not _was_sent_before(work, piece),
    )


def _was_sent_before(work: Work, piece: Piece) -> bool:
    """Another piece of the same thing: in the other language two of them may be running."""
    sent = [
        (other.submitted_at, other.piece_id)
        for other in work.pieces.of_agent(piece.agent_id, KINDS)
        if other.submitted_at and other.subject_id == piece.subject_id
    ]
    return bool(sent) and (piece.submitted_at is None or min(sent)[1] != piece.piece_id)


def _is_evidence(work: Work, view: PieceView) -> bool:
    piece = view.piece
    shown = work.evidence.of_skill(piece.agent_id, view.about.skill, piece.started_at)
    return any(one.source == _source(piece) for one in shown)


def _source(piece: Piece) -> str:
    return f"piece:{piece.piece_id}"


def _subjects(module: Module) -> Iterator[tuple[Kind, Task | Drill]]:
    yield from (("task", task) for task in module.tasks)
    yield from (("drill", drill) for drill in module.drills)


def _refuse_number(view: PieceView, number: int) -> None:
    if view.piece.submitted_at is not None:
        raise Refused("piece_sent")
    if number > MOST_DRAFTS:
        raise Refused("drafts_full", limit=MOST_DRAFTS)
    if number != len(view.drafts) + 1:
        raise Invalid("draft_out_of_order")


def _evidence(view: PieceView, now: datetime) -> list[NewEvidence]:
    """A task that was answered before, its model reply read, is practice."""
    if not view.counts:
        return []
    shown = NewEvidence(
        agent_id=view.piece.agent_id,
        skill_id=view.about.skill,
        kind="writing",
        value=view.counted.feedback.score / 100,
        weight=WEIGHTS["writing"],
        shown_at=now,
        source=_source(view.piece),
        detail={
            "title": asdict(drafts.title_of(view.about)),
            "subject": view.about.id,
            "draft": view.counted.number,
            "language": view.piece.language,
        },
    )
    return [shown]
