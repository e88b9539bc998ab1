"""Who did what, when: for the admin to read; nobody can change it."""

from dataclasses import dataclass

from services.access import Act, require
from storage.records import Account, AuditEntry
from storage.store import Store

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`page` counts from 1."""

    entries: tuple[AuditEntry, ...]
    total: int
    page: int
    pages: int


def list_audit(store: Store, actor: Account, page: int = 1, area: str = "") -> AuditPage:
    """The latest first; a page too far is the last one. `area` narrows it, such as "account"."""
    require(actor, Act.READ_AUDIT)
    with store.reading() as work:
        total = work.audit.count(area)
        pages = max(1, -(-total // PAGE_SIZE))
        shown = min(max(page, 1), pages)
        entries = work.audit.latest((shown - 1) * PAGE_SIZE, PAGE_SIZE, area)
    return AuditPage(entries=entries, total=total, page=shown, pages=pages)
