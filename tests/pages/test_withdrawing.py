"""A supervisor withdraws a certificate on the agent's page, with a reason."""

from storage.records import Role
from tests.pages.conftest import Browser
from tests.services.conftest import Centre
from tests.services.learners import certify, publish
from ui import lists

ROWS = "agent.certificates"


def test_a_certificate_is_withdrawn_with_its_reason(centre: Centre, browser: Browser) -> None:
    certify(centre.store, centre.agent, publish(centre.store, "empathy")["empathy"])
    browser.signs_in(centre.person(Role.SUPERVISOR))
    agent = str(centre.agent.account_id)
    (row,) = browser.opens("agent", agent=agent).part(ROWS)["rows"]
    assert [act["name"] for act in row["acts"]] == ["withdraw"]
    assert row["acts"][0]["question"]["reason"]
    pressed = {"act": "withdraw", "row_id": row["row_id"], "reason": "somebody else sat it"}
    real = lists.draw_rows

    def only_there(key: str, *rest: object) -> lists.Chosen | None:
        drawn = real(key, *rest)  # type: ignore[arg-type]
        gone = "certificate.revoke" in centre.audit_acts()
        return lists.Chosen(**pressed) if key == ROWS and not gone else drawn

    browser.patch.setattr(lists, "draw_rows", only_there)
    (after,) = browser.opens("agent", agent=agent).part(ROWS)["rows"]
    assert after["acts"] == []
    assert after["cells"][0]["under"]
    assert centre.audit_acts().count("certificate.revoke") == 1
