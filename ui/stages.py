"""The path with its stages, and the certificates they have brought."""

from collections.abc import Sequence
from dataclasses import asdict

from services.learning import Path, Stage
from services.today import next_step
from storage.certificates import Certificate
from training_modules.model import Text
from ui import state, text
from ui.agent_day import step_reason, stop_words, way_of
from ui.home import Way
from ui.learning_parts import Drawn, back_to, drawn, in_page
from ui.text import say


def draw_path(path: Path) -> Way | None:
    done = sum(stage.state == "done" for stage in path.stages)
    lead = say("path.lead_done") if path.is_finished else say("path.lead")
    facts = {
        "view": "path",
        "head": {
            "title": say("today.path"),
            "lead": lead,
            "facts": [say("path.done_of", done=done, all=len(path.stages))],
        },
        "stages": [_stage(stage) for stage in path.stages],
    }
    return drawn("path", facts)


def draw_certificates(certificates: Sequence[Certificate]) -> Way | None:
    head = {
        "back": back_to(say("learning.title"), Way("learning")),
        "title": say("certificates.title"),
        "lead": say("certificates.lead"),
    }
    papers = [_paper(certificate) for certificate in certificates]
    return drawn("certificates", {"view": "certificates", "head": head, "papers": papers})


def _stage(stage: Stage) -> Drawn:
    step = next_step(stage.progress) if stage.state != "done" else None
    now = state.now()
    due = ""
    late = stage.state == "current" and stage.due_at < now
    if stage.state != "done":
        due = say("today.overdue" if stage.due_at < now else "today.by", day=text.day(stage.due_at))
    marks = {"done": "done", "current": "part", "ahead": "open"}
    return {
        "title": in_page(stage.module.title),
        "summary": in_page(stage.module.summary),
        "current": stage.state == "current",
        "state": marks[stage.state],
        "facts": [say(f"today.state_{stage.state}"), stop_words(stage)]
        if stage.state == "current"
        else [stop_words(stage)],
        "due": due,
        "late": late,
        "next": step_reason(step) if step and stage.state == "current" else "",
        "verb": say(f"today.verb_{step.step}") if step and stage.state == "current" else "",
        "primary": True,
        "way": asdict(way_of(step)) if step else None,
    }


def _paper(certificate: Certificate) -> Drawn:
    address = f"/certificates/{certificate.code}"
    revoked = certificate.revoked_at
    title = Text(**certificate.title)
    links = [
        {"label": say(f"certificates.download_{name}"), "download": True,
         "address": f"{address}/pdf?language={name}"}
        for name in ("ar", "en") if not revoked
    ]  # fmt: skip
    check = {"label": say("certificates.verify"), "download": False, "address": address}
    return {
        "title": in_page(title),
        "facts": [
            say("certificates.score_of", score=text.points(certificate.score)),
            text.day(certificate.issued_at),
        ],
        "code_label": say("certificates.code"),
        "code": certificate.code,
        "revoked": say("certificates.revoked_on", day=text.day(revoked)) if revoked else "",
        "links": [*links, check],
    }
