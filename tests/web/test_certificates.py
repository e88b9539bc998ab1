"""A certificate's page, for anybody with its code; its PDF, for whom it belongs to."""

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from services import certificates
from storage.certificates import Certificate
from storage.records import Account, Role
from tests.certified import passed
from tests.web.conftest import Centre


@pytest.fixture
def agent(centre: Centre) -> Account:
    return centre.account(Role.AGENT)


@pytest.fixture
def certificate(centre: Centre, agent: Account) -> Certificate:
    return passed(centre.store, agent)


def text_of(client: TestClient, code: str, language: str = "en", status: int = 200) -> str:
    page = client.get(f"/certificates/{code}?language={language}")
    assert page.status_code == status
    return page.text


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_stranger_reads_that_a_certificate_is_valid(
    centre: Centre, certificate: Certificate, language: str, direction: str
) -> None:
    page = text_of(centre.visitor(), certificate.code, language)
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert "state valid" in page
    assert certificate.agent_name in page
    assert certificate.title[language] in page
    assert "92" in page


def test_a_code_counts_however_it_was_typed(centre: Centre, certificate: Certificate) -> None:
    typed = certificate.code.lower().replace("-", " ")
    page = centre.visitor().get("/certificates/check", params={"code": typed, "language": "en"})
    assert "state valid" in page.text


def test_an_unknown_code_says_so_and_nothing_else(centre: Centre, certificate: Certificate) -> None:
    page = text_of(centre.visitor(), certificates.new_code(), status=404)
    assert "state unknown" in page
    assert certificate.agent_name not in page


@pytest.mark.parametrize(
    "typed", ["%3Cscript%3E", "%00", "😀", "x" * 3000, "%E2%80%AE", "١٢٣٤٥٦٧٨٩٠١٢", "-"]
)
def test_any_code_at_all_is_answered(centre: Centre, typed: str) -> None:
    page = text_of(centre.visitor(), typed, status=404)
    assert "<script" not in page


def test_without_a_code_there_is_a_form(centre: Centre) -> None:
    page = text_of(centre.visitor(), "check")
    assert 'action="/certificates/check"' in page
    assert 'role="status"' not in page


def test_a_withdrawn_certificate_is_told_from_a_valid_one(
    centre: Centre, certificate: Certificate
) -> None:
    supervisor = centre.account(Role.SUPERVISOR)
    certificates.revoke(
        centre.store, supervisor, certificate.code, "somebody else sat it", datetime.now(UTC)
    )
    page = text_of(centre.visitor(), certificate.code)
    assert "state revoked" in page
    assert "somebody else" not in page


def test_guessing_codes_is_slowed_down(centre: Centre, certificate: Certificate) -> None:
    guesser = centre.visitor("203.0.113.9")
    answers = [guesser.get(f"/certificates/{certificates.new_code()}") for _ in range(25)]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert "state valid" in text_of(centre.visitor("198.51.100.7"), certificate.code)


def test_checking_genuine_codes_is_not_slowed_down(
    centre: Centre, certificate: Certificate
) -> None:
    reader = centre.visitor()
    assert all("state valid" in text_of(reader, certificate.code) for _ in range(30))


def test_the_owner_gets_the_pdf_in_the_language_asked_for(
    centre: Centre, agent: Account, certificate: Certificate
) -> None:
    answer = centre.browser(agent).get(f"/certificates/{certificate.code}/pdf?language=ar")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert f"itqan-{certificate.code}-ar.pdf" in answer.headers["content-disposition"]


def test_the_teams_supervisor_gets_the_pdf_too(centre: Centre, certificate: Certificate) -> None:
    supervisor = centre.browser(centre.account(Role.SUPERVISOR))
    assert supervisor.get(f"/certificates/{certificate.code}/pdf").status_code == 200


def test_nobody_else_gets_the_pdf(centre: Centre, certificate: Certificate) -> None:
    address = f"/certificates/{certificate.code}/pdf"
    others = [
        centre.account(Role.AGENT),
        centre.account(Role.SUPERVISOR, centre.there),
        centre.account(Role.REVIEWER),
        centre.account(Role.ADMIN),
    ]
    assert [centre.browser(other).get(address).status_code for other in others] == [404] * 4
    assert centre.visitor().get(address).status_code == 303


def test_a_withdrawn_certificate_has_no_pdf(
    centre: Centre, agent: Account, certificate: Certificate
) -> None:
    supervisor = centre.account(Role.SUPERVISOR)
    certificates.revoke(centre.store, supervisor, certificate.code, "why", datetime.now(UTC))
    assert centre.browser(agent).get(f"/certificates/{certificate.code}/pdf").status_code == 409
