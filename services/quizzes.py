"""Quizzes taken by learners: drawn once, answered once, graded from the version that was drawn.

Learn tells after each answer; practise at the end, as often as one likes; certify in one sitting.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa.normalise import fold_text
from services import assignments, certificates, modules, reviews
from services.access import Act, require
from services.attempts import AttemptView, Result, is_right, result_in, view_in
from services.errors import Invalid, NotFound, Refused
from services.written import clean, clean_short
from storage.attempts import Answer, Attempt, AttemptId, Mode, NewAttempt
from storage.audit import AuditLine
from storage.evidence import NewEvidence
from storage.records import Account
from storage.store import Store, Work
from training_modules import quiz
from training_modules.catalog import question_version
from training_modules.quiz import AnswerUnreadable
from training_modules.skills import WEIGHTS

SEEDS = 2**31
LONGEST_MS = 60 * 60 * 1000
LONGEST_REPORT = 500
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was sent: ids of choices, or what was typed."""

    position: int
    answer: Any
    milliseconds: int = 0


def start_quiz(
    store: Store,
    actor: Account,
    module_id: str,
    mode: Mode,
    now: datetime,
    seed: int | None = None,
) -> AttemptId:
    """A new draw; one that is running is taken up again, also of a module retired meanwhile."""
    require(actor, Act.LEARN)
    with store.transaction() as work:
        work.attempts.lock(actor.account_id)
        running = work.attempts.running(actor.account_id, module_id, mode)
        if running is not None:
            return running.attempt_id
        module = modules.published_in(work).get(module_id)
        if module is None:
            raise NotFound
        chance = secrets.randbelow(SEEDS) if seed is None else seed
        last_drawn = work.attempts.last_drawn(actor.account_id, module_id, mode)
        new = NewAttempt(
            agent_id=actor.account_id,
            module_id=module_id,
            module_version=module.version,
            mode=mode,
            language=actor.language.value,
            seed=chance,
            drawn=quiz.draw(module, mode, chance, last_drawn),
            started_at=now,
        )
        return work.attempts.add(new).attempt_id


def open_attempt(store: Store, actor: Account, attempt_id: AttemptId) -> AttemptView:
    with store.reading() as work:
        return view_in(work, actor, attempt_id)


def open_result(store: Store, actor: Account, attempt_id: AttemptId) -> Result:
    """NotFound while the attempt is running."""
    with store.reading() as work:
        return result_in(work, view_in(work, actor, attempt_id))


def running_attempt(store: Store, actor: Account, module_id: str, mode: Mode) -> AttemptView | None:
    """What would be taken up again."""
    require(actor, Act.LEARN)
    with store.reading() as work:
        attempt = work.attempts.running(actor.account_id, module_id, mode)
        return view_in(work, actor, attempt.attempt_id) if attempt else None


def answer_question(
    store: Store, actor: Account, attempt_id: AttemptId, given: Given, now: datetime
) -> None:
    """The first answer to a place counts; places are answered in their order."""
    with store.transaction() as work:
        work.attempts.lock(actor.account_id)
        view = view_in(work, actor, attempt_id)
        if given.position < len(view.answers):
            return
        if given.position != view.position:
            raise Refused("quiz_out_of_step")
        answer = _graded(view, actor, given, now)
        work.attempts.add_answer(answer)
        if view.attempt.mode == "learn" and not is_right(answer):
            reviews.add_missed(work, actor.account_id, view.module, [answer.question_id], now)


def _graded(view: AttemptView, actor: Account, given: Given, now: datetime) -> Answer:
    question = view.question(given.position)
    kept = _kept(given.answer)
    try:
        graded = quiz.grade(question, kept, fold_text)
    except AnswerUnreadable as error:
        raise Invalid(error.code) from None
    return Answer(
        attempt_id=view.attempt.attempt_id,
        position=given.position,
        question_id=question.id,
        question_version=question_version(question),
        share=graded.share,
        milliseconds=max(0, min(given.milliseconds, LONGEST_MS)),
        answered_at=now,
        language=actor.language.value,
        answer={"given": kept},
    )


def _kept(given: Any) -> Any:
    """What was typed, masked and storable; choices are ids and stay as they are."""
    if not isinstance(given, str):
        return given
    if len(given) > quiz.LONGEST_TEXT:
        raise Invalid("answer_too_long")
    return clean(given)


def submit_quiz(store: Store, actor: Account, attempt_id: AttemptId, now: datetime) -> Result:
    """Close it and keep all that follows from it; sent twice, it counts once."""
    with store.transaction() as work:
        work.attempts.lock(actor.account_id)
        view = view_in(work, actor, attempt_id)
        if view.attempt.submitted_at is None:
            if view.position is not None:
                raise Refused("quiz_unfinished")
            _submit(work, actor, view, now)
            view = view_in(work, actor, attempt_id)
        return result_in(work, view)


def _submit(work: Work, actor: Account, view: AttemptView, now: datetime) -> None:
    attempt, module = view.attempt, view.module
    score = quiz.score_of([answer.share for answer in view.answers], len(attempt.drawn))
    certifies = attempt.mode == "certify"
    passed = score >= module.quiz.pass_mark - _ROUNDING if certifies else None
    counts = certifies or _first_practice(work, attempt)
    work.attempts.set_submitted(attempt.attempt_id, score, passed, now)
    if counts:
        work.evidence.add_all(_evidence(view, score, now))
    missed = [answer.question_id for answer in view.answers if not is_right(answer)]
    if attempt.mode != "learn":
        reviews.add_missed(work, actor.account_id, module, missed, now)
    if passed:
        submitted = work.attempts.get(attempt.attempt_id)
        certificates.issue(work, submitted, module, actor, now)
        assignments.complete(work, actor.account_id, module.module_id, now)


def _first_practice(work: Work, attempt: Attempt) -> bool:
    return attempt.mode == "practise" and not work.attempts.has_practised(
        attempt.agent_id, attempt.module_id, attempt.module_version
    )


def _evidence(view: AttemptView, score: float, now: datetime) -> list[NewEvidence]:
    """One piece for each skill that was asked: the mean share of its questions."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for answer in view.answers:
        shares[view.question(answer.position).skill].append(answer.share)
    attempt = view.attempt
    return [
        NewEvidence(
            agent_id=attempt.agent_id,
            skill_id=skill,
            kind="quiz",
            value=sum(own) / len(own),
            weight=WEIGHTS["quiz"],
            shown_at=now,
            source=f"attempt:{attempt.attempt_id}",
            detail={"module_id": attempt.module_id, "mode": attempt.mode, "score": score,
                    "questions": len(own)},
        )
        for skill, own in sorted(shares.items())
    ]  # fmt: skip


def report_question(
    store: Store, actor: Account, attempt_id: AttemptId, position: int, note: str, now: datetime
) -> None:
    """Something is wrong with it: kept in the audit list; the same words once."""
    words = clean_short(note, LONGEST_REPORT)
    with store.transaction() as work:
        view = view_in(work, actor, attempt_id)
        subject = view.question(position).id
        detail = {"version": view.module.version, "note": words}
        if work.audit.last_detail(actor.account_id, "question.report", subject) != detail:
            work.audit.add(actor, AuditLine("question.report", subject, detail), now)
