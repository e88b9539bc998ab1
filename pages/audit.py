"""Who did what, when: the administrator's list."""

import streamlit as st

from services import audit, modules
from services.access import Act, can
from services.audit import AuditPage
from storage.records import AuditEntry
from ui import cards, lists, resources, state, text
from ui.lists import Cell
from ui.text import say
from words import has

_AREAS = (
    "all", "call", "evaluation", "recording", "card", "assignment", "certificate", "module",
    "phrase", "account", "session",
)  # fmt: skip
_CODES = {
    "verdict": "player.verdict_",
    "role": "common.role_",
    "language": "common.language_",
    "category": "phrases.category_",
}
_COLUMNS = ("what", "who", "when", "detail")


def render() -> None:
    actor = state.actor()
    if not can(actor, Act.READ_AUDIT):
        text.draw_refused()
        return
    text.draw_title(say("audit_page.title"), say("audit_page.under"))
    area = _draw_filter()
    found = audit.list_audit(
        resources.store(), actor, state.page("audit"), "" if area == "all" else area
    )
    text.draw_section(say(f"audit_page.area_{area}"), _counted(found))
    if found.entries:
        columns = [say(f"audit_page.{name}") for name in _COLUMNS]
        rows = [_row(entry) for entry in found.entries]
        lists.draw_rows("audit.rows", say("audit_page.title"), columns, rows)
    else:
        text.draw_empty(say("audit_page.none"))
        st.button(say("audit_page.show_all"), on_click=_show_all)
    lists.draw_pager("audit", found.page, found.pages)


def _counted(found: AuditPage) -> str:
    return text.say_count("audit_page.counted", found.total)


def _draw_filter() -> str:
    area = st.pills(
        say("audit_page.show"),
        _AREAS,
        default="all",
        required=True,
        format_func=lambda area: say(f"audit_page.area_{area}"),
        key="audit.area",
        on_change=state.first_page,
        args=("audit",),
    )
    return area or "all"


def _show_all() -> None:
    state.remember("audit.area", "all")
    state.first_page("audit")


def _row(entry: AuditEntry) -> lists.Row:
    return lists.Row(
        row_id=entry.audit_id,
        cells=(
            Cell(say(f"audit.{entry.act}", subject=entry.subject)),
            Cell(entry.actor_name or say("audit.by_system")),
            Cell(text.moment(entry.at)),
            Cell(text.joined([_detail(name, entry.detail[name]) for name in entry.detail])),
        ),
    )


def _detail(name: str, value: str) -> str:
    label = f"audit.detail_{name}"
    shown = _value(name, value)
    return f"{say(label)}: {shown}" if has(label) else shown


def _value(name: str, value: str) -> str:
    """Codes in words; what people wrote stays as it is."""
    if name == "criterion":
        return cards.criterion_title(value)
    if name == "module":
        title = modules.titles(resources.store()).get(value)
        return title.of(state.language()) if title else value
    key = f"{_CODES.get(name, '')}{value}"
    return say(key) if has(key) else value
