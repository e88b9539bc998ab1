"""Assignments and certificates as lists."""

from collections.abc import Sequence

from services.assignments import AssignmentLine, Progress
from storage.certificates import Certificate
from ui import lists, state, text
from ui.lists import Act, Cell, Chosen, Question, Row, Tone
from ui.text import say

_TONES = {
    Progress.OVERDUE: Tone.FAILED,
    Progress.STUCK: Tone.DUE,
    Progress.ASSIGNED: Tone.BUSY,
    Progress.DONE: Tone.DONE,
    Progress.CANCELLED: Tone.PLAIN,
    Progress.RETIRED: Tone.PLAIN,
}
_COLUMNS = ("agent", "module", "due", "progress", "why")


def draw_assignments(
    lines: Sequence[AssignmentLine], *, key: str, with_agent: bool = True
) -> Chosen | None:
    """The agent opens the agent's page; an open one can be cancelled."""
    columns = [say(f"team_learning.{name}") for name in _COLUMNS]
    rows = [_row(line, with_agent) for line in lines]
    shown = columns if with_agent else columns[1:]
    return lists.draw_rows(key, say("team_learning.list"), shown, rows)


def _row(line: AssignmentLine, with_agent: bool) -> Row:
    given = line.assignment
    progress = say(f"team_learning.progress_{line.progress}")
    cells = (
        Cell(line.module_title.of(state.language())),
        Cell(text.day(given.due_at)),
        Cell(progress, _under(line), tone=_TONES[line.progress]),
        Cell(given.reason, given.by_name),
    )
    first = (Cell(line.agent.name),) if with_agent else ()
    return Row(
        row_id=given.assignment_id,
        cells=first + cells,
        acts=(_cancel(line),) if given.is_open and with_agent else (),
        opens="open" if with_agent else "",
    )


def _under(line: AssignmentLine) -> str:
    """That something was done and when; never what, for practice is private."""
    if line.assignment.done_at:
        return say("team_learning.done_on", day=text.day(line.assignment.done_at))
    if not line.assignment.is_open:
        return ""
    if line.progress is Progress.RETIRED:
        return say("team_learning.retired_means")
    if line.last_learned_at is None:
        return say("team_learning.not_begun")
    return say("team_learning.last_learned", day=text.day(line.last_learned_at))


def _cancel(line: AssignmentLine) -> Act:
    module, agent = line.module_title.of(state.language()), line.agent.name
    question = Question(
        title=say("team_learning.cancel_title"),
        body=say("team_learning.cancel_what", module=module, agent=agent),
        confirm=say("team_learning.cancel"),
        reason=say("team_learning.cancel_reason"),
    )
    return Act("cancel", say("team_learning.cancel"), danger=True, question=question)


def draw_certificates(certificates: Sequence[Certificate]) -> Chosen | None:
    """The latest first, withdrawn ones named as such; the others can be withdrawn."""
    columns = [say(f"skills.{name}") for name in ("module", "score", "day", "code")]
    rows = [_certificate(certificate) for certificate in certificates]
    return lists.draw_rows("agent.certificates", say("skills.certificates"), columns, rows)


def _certificate(certificate: Certificate) -> Row:
    withdrawn = say("skills.withdrawn") if certificate.revoked_at else ""
    return Row(
        certificate.certificate_id,
        (
            Cell(certificate.title[state.language()], withdrawn),
            Cell(say("skills.score_of", score=text.points(certificate.score))),
            Cell(text.day(certificate.issued_at)),
            Cell(certificate.code, figures=True),
        ),
        acts=() if withdrawn else (_withdraw(certificate),),
    )


def _withdraw(certificate: Certificate) -> Act:
    module = certificate.title[state.language()]
    question = Question(
        title=say("certificates.withdraw_title"),
        body=say("certificates.withdraw_what", module=module, code=certificate.code),
        confirm=say("certificates.withdraw"),
        reason=say("certificates.withdraw_reason"),
    )
    return Act("withdraw", say("certificates.withdraw"), danger=True, question=question)
