"""Certificates: issued once, found by a code nobody guesses, withdrawn with a reason."""

from datetime import timedelta

import pytest

from services import certificates
from services.certificates import LETTERS, new_code, read_code
from services.errors import Invalid, NotFound, PermissionDenied, Refused, SlowDown
from storage.learning_tables import AttemptRow
from storage.records import Role
from tests.certified import passed
from tests.sample_module import sample_module
from tests.services.conftest import NOW, Centre

SITE = "http://127.0.0.1:8501"


def test_an_attempt_has_one_certificate_at_most(both: Centre) -> None:
    first = passed(both.store, both.agent)
    with both.store.transaction() as work:
        attempt = work.certificates._session.get_one(AttemptRow, first.attempt_id)
        again = certificates.issue(work, attempt, sample_module(), both.agent, NOW)
    assert again == first
    assert both.audit_acts().count("certificate.issue") == 1


def test_a_certificate_keeps_the_name_and_title_of_its_day(both: Centre) -> None:
    certificate = passed(both.store, both.agent, score=92.4)
    assert (certificate.agent_name, certificate.score) == (both.agent.name, 92.4)
    assert certificate.title == {"ar": "التعاطف (empathy)", "en": "Empathy"}


def test_codes_have_no_letters_that_look_alike() -> None:
    for pair in ("0O", "1I", "1L", "2Z", "5S", "8B", "UV"):
        assert len(set(pair) & set(LETTERS)) <= 1
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(read_code(code) == code for code in codes)


@pytest.mark.parametrize(
    "typed",
    ["k7qm3xpd9htr", " K7QM 3XPD 9HTR ", "K7QM–3XPD–9HTR", "Ｋ７QM3XPD9HTR", "K٧QM٣XPD٩HTR"],
)
def test_a_code_is_known_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "K7QM-3XPD-9HTR"


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-3XPD-9HTRX", "0000-0000-0000", "😀" * 12, "\0"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_a_stranger_reads_what_a_code_stands_for(both: Centre) -> None:
    certificate = passed(both.store, both.agent)
    checked = certificates.check(both.store, certificate.code, "203.0.113.9", NOW)
    assert checked and (checked.name, checked.revoked_at) == (both.agent.name, None)


def test_guesses_are_slowed_down_for_their_network_only(centre: Centre) -> None:
    certificate = passed(centre.store, centre.agent)
    with pytest.raises(SlowDown):
        for _ in range(100):
            certificates.check(centre.store, new_code(), "203.0.113.9", NOW)
    with pytest.raises(SlowDown):
        certificates.check(centre.store, certificate.code, "203.0.113.9", NOW)
    assert certificates.check(centre.store, certificate.code, "198.51.100.7", NOW)
    later = NOW + timedelta(hours=2)
    assert certificates.check(centre.store, certificate.code, "203.0.113.9", later)


def test_a_supervisor_withdraws_with_a_reason_that_the_audit_keeps(both: Centre) -> None:
    certificate = passed(both.store, both.agent)
    supervisor = both.person(Role.SUPERVISOR)
    certificates.revoke(both.store, supervisor, certificate.code, "somebody else sat it", NOW)
    certificates.revoke(both.store, supervisor, certificate.code, "twice", NOW)
    checked = certificates.check(both.store, certificate.code, "203.0.113.9", NOW)
    assert checked and checked.revoked_at == NOW
    assert both.audit_acts().count("certificate.revoke") == 1
    with both.store.reading() as work:
        assert work.audit.latest(0, 1)[0].detail == {"reason": "somebody else sat it"}


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_withdrawing_needs_a_reason(centre: Centre, reason: str) -> None:
    certificate = passed(centre.store, centre.agent)
    supervisor = centre.person(Role.SUPERVISOR)
    with pytest.raises(Invalid):
        certificates.revoke(centre.store, supervisor, certificate.code, reason, NOW)


def test_only_the_teams_supervisor_withdraws(centre: Centre) -> None:
    certificate = passed(centre.store, centre.agent)
    elsewhere = centre.person(Role.SUPERVISOR, centre.there)
    with pytest.raises(NotFound):
        certificates.revoke(centre.store, elsewhere, certificate.code, "why", NOW)
    for person in (centre.agent, centre.reviewer, centre.admin):
        with pytest.raises((NotFound, PermissionDenied)):
            certificates.revoke(centre.store, person, certificate.code, "why", NOW)


def test_own_certificates_and_those_of_the_own_team_are_listed(centre: Centre) -> None:
    certificate = passed(centre.store, centre.agent)
    other = centre.add_person(Role.AGENT, centre.here)
    assert certificates.list_own(centre.store, centre.agent) == (certificate,)
    assert certificates.list_own(centre.store, other) == ()
    supervisor = centre.person(Role.SUPERVISOR)
    assert certificates.list_of(centre.store, supervisor, centre.agent.account_id) == (certificate,)
    with pytest.raises(NotFound):
        elsewhere = centre.person(Role.SUPERVISOR, centre.there)
        certificates.list_of(centre.store, elsewhere, centre.agent.account_id)


def test_a_withdrawn_certificate_is_not_drawn_any_more(centre: Centre) -> None:
    certificate = passed(centre.store, centre.agent)
    assert certificates.pdf(centre.store, centre.agent, certificate.code, "en", SITE)[1]
    supervisor = centre.person(Role.SUPERVISOR)
    certificates.revoke(centre.store, supervisor, certificate.code, "why", NOW)
    with pytest.raises(Refused, match="certificate_revoked"):
        certificates.pdf(centre.store, centre.agent, certificate.code, "en", SITE)
