"""Who did what to what, and when, stands in the audit."""

from sqlmodel import select

from impact_hub.kit import audit
from impact_hub.kit.audit import AuditLine


def test_a_change_is_written_down_with_who_and_when(session, cast, clock):
    audit.record(session, cast.reporter, "update.submit", 7, within=3, period="2026-Q2")

    line = session.exec(select(AuditLine)).one()
    assert (line.at, line.who) == (clock.now, "Rita Reporter")
    assert (line.person_id, line.subject_id) == (cast.reporter.person_id, 7)
    assert (line.action, line.details) == ("update.submit", {"period": "2026-Q2"})


def test_a_program_of_the_house_is_written_down_by_its_name(session, cast):
    audit.record(session, cast.house, "period.add", 1)

    line = session.exec(select(AuditLine)).one()
    assert (line.who, line.person_id) == ("tests", None)


def test_the_version_of_a_whole_grows_with_every_change_in_it(session, cast):
    before = audit.version(session, 3)
    audit.record(session, cast.owner, "period.add", 1, within=3)
    after = audit.version(session, 3)
    audit.record(session, cast.owner, "period.add", 1, within=4)

    assert before == 0
    assert after > before
    assert audit.version(session, 3) == after
