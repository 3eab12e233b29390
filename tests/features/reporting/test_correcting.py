"""What was approved stands until its correction is approved, or it is withdrawn."""

import pytest
from sqlmodel import select

from impact_hub.features.indicators.rules.kinds import (
    MissingReason,
    OverPartners,
    OverTime,
    Part,
    ValueKind,
)
from impact_hub.features.indicators.rules.values import written
from impact_hub.features.reporting.models import ApprovedValue, Correction, Value
from impact_hub.features.reporting.queries import forms
from impact_hub.features.reporting.queries.figures import answer_of
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.features.reporting.service import correcting, reviewing, submitting
from impact_hub.kit.audit import AuditLine
from impact_hub.kit.errors import Conflict, Forbidden, Invalid, InvalidFields, NotFound
from tests.factories import assign, make_dimension, make_indicator, make_split
from tests.features.reporting.sheets import Tab, approved, returned


@pytest.fixture
def tab(session, cast, world):
    return Tab(session, cast.reporter, world)


def counts(tab: Tab, indicator=None) -> list[str]:
    """The figures of an indicator that count."""
    number = (indicator or tab.world.people).id
    found = tab.session.exec(
        select(ApprovedValue)
        .where(ApprovedValue.indicator_id == number)
        .order_by(ApprovedValue.cell_id)
    )
    return [written(answer_of(each)) for each in found]


def approve(tab: Tab, cast) -> None:
    update = tab.submit()
    reviewing.approve(
        tab.session, cast.coordinator, update.id, revision=update.revision
    )
    tab.revision = update.revision


def begin(tab: Tab, update, reason="Zwei doppelt") -> None:
    correcting.begin_correction(tab.session, tab.actor, update.id, reason=reason)
    tab.revision = update.revision


def withdraw(tab: Tab, cast, update, reason="Falsches Jahr", revision=None):
    reviewing.withdraw_update(
        tab.session,
        cast.coordinator,
        update.id,
        revision=update.revision if revision is None else revision,
        reason=reason,
    )
    tab.revision = update.revision


def test_what_was_approved_counts_until_its_correction_is_approved(
    session, cast, tab, clock
):
    update = returned(session, cast, tab, reason="Zwei fehlen")
    assert counts(tab) == ["42"]
    form = forms.get_form_of(session, tab.actor, update)
    assert (form.status, form.is_being_corrected) == (Status.RETURNED, True)

    tab.write("44")
    assert counts(tab) == ["42"]
    entry = next(e for e in forms.get_form_of(session, tab.actor, update).entries)
    assert [each.figure for each in entry.counts.values()] == [42]

    clock.tick(days=2)
    approve(tab, cast)

    assert counts(tab) == ["44"]
    assert not forms.get_form_of(session, tab.actor, update).is_being_corrected
    (correction,) = session.exec(select(Correction)).all()
    assert (correction.before, correction.after) == ("42", "44")
    assert (correction.who, correction.at) == ("Rita Reporter", clock.now)
    assert (correction.who_id, correction.why) == (tab.actor.person_id, "Zwei fehlen")


def test_what_changes_before_the_first_approval_is_no_correction(session, cast, tab):
    tab.fill()
    tab.write("43")
    approve(tab, cast)

    assert tab.corrections() == []


def test_what_was_typed_on_the_way_is_no_correction(session, cast, tab):
    returned(session, cast, tab)
    for typed in ("43", "drei", "", "42"):
        tab.write(typed)
    approve(tab, cast)

    assert (tab.corrections(), counts(tab)) == ([], ["42"])


@pytest.mark.parametrize(
    ("change", "corrections"),
    [
        (
            lambda tab: tab.give_reason(MissingReason.WITHHELD),
            [("", "42", "withheld")],
        ),
        (
            lambda tab: tab.write("7", cell="age=0-17"),
            [("age=0-17", "", "7")],
        ),
        (
            lambda tab: tab.write_ratio("3", "9"),
            [("", "3/8", "3/9")],
        ),
    ],
)
def test_every_cell_that_changed_is_kept_with_both_values(
    session, cast, tab, change, corrections
):
    returned(session, cast, tab)
    change(tab)
    approve(tab, cast)

    assert tab.corrections() == corrections


def test_a_sum_that_changes_is_a_correction_too(session, cast, world, tab):
    sex = make_dimension(session, world.initiative, "sex", "f", "m")
    summed = make_indicator(session, world.initiative, sex, summed_over_id=sex.id)
    assign(session, summed, cast.partner)
    tab.write("7", summed, "sex=f")
    returned(session, cast, tab)

    tab.write("8", summed, "sex=f")
    approve(tab, cast)

    assert sorted(tab.corrections()) == [("", "7", "8"), ("sex=f", "7", "8")]


def test_an_indicator_that_had_no_figure_is_added_and_not_corrected(
    session, cast, world, tab
):
    update = returned(session, cast, tab)
    further = make_indicator(session, world.initiative)
    make_split(session, further, world.age)
    assign(session, further, cast.partner)
    tab.write("5", further)
    approve(tab, cast)

    assert (tab.corrections(), counts(tab, further)) == ([], ["5"])
    assert update.status is Status.APPROVED


# The partner's own wish


def test_a_partner_begins_a_correction_itself_and_says_why(
    session, cast, world, tab, clock
):
    update = approved(session, cast, tab)
    world.quarter.closed_at = clock.now

    begin(tab, update, " Zwei doppelt ")
    assert (update.status, counts(tab)) == (Status.DRAFT, ["42"])
    tab.write("40")  # also after its period has closed
    approve(tab, cast)

    (correction,) = session.exec(select(Correction)).all()
    assert (correction.after, correction.why) == ("40", "Zwei doppelt")
    assert (update.correction_reason, counts(tab)) == ("", ["40"])


@pytest.mark.parametrize("reason", ["", " \n"])
def test_no_correction_begins_without_a_reason(session, cast, tab, reason):
    update = approved(session, cast, tab)

    with pytest.raises(Invalid, match=r"reporting\.reason_needed"):
        begin(tab, update, reason)

    assert update.status is Status.APPROVED


def test_only_what_is_approved_is_opened_for_a_correction(session, tab):
    tab.fill()
    update = tab.submit()

    with pytest.raises(Conflict, match=r"reporting\.move"):
        begin(tab, update)


def test_a_correction_that_is_given_up_leaves_everything_as_it_was(session, cast, tab):
    update = approved(session, cast, tab)
    begin(tab, update)
    tab.write("40")
    tab.write("drei", cell="age=0-17")

    correcting.drop_correction(session, tab.actor, update.id)

    assert (update.status, tab.values(), tab.held()) == (
        Status.APPROVED,
        {"": "42"},
        {},
    )
    assert (counts(tab), tab.corrections()) == (["42"], [])


def test_what_the_backbone_asked_for_is_not_given_up(session, cast, tab):
    update = returned(session, cast, tab)

    with pytest.raises(Conflict, match=r"reporting\.move"):
        correcting.drop_correction(session, tab.actor, update.id)


def test_a_draft_that_was_never_approved_is_not_given_up(session, tab):
    update = tab.write("42").update

    with pytest.raises(Conflict, match=r"reporting\.move"):
        correcting.drop_correction(session, tab.actor, update.id)


def test_a_correction_that_was_handed_in_is_taken_back_after_closing(
    session, cast, world, tab, clock
):
    update = approved(session, cast, tab)
    begin(tab, update)
    tab.submit()
    world.quarter.closed_at = clock.now

    submitting.take_back(session, tab.actor, update.id)

    assert (update.status, counts(tab)) == (Status.DRAFT, ["42"])


def test_nothing_is_handed_in_as_a_correction_over_what_cannot_be_read(
    session, cast, tab
):
    update = approved(session, cast, tab)
    begin(tab, update)
    tab.write("vierzig")

    with pytest.raises(InvalidFields):
        tab.submit()

    assert counts(tab) == ["42"]


# Withdrawing


def test_what_is_withdrawn_counts_no_longer_and_its_partner_reads_why(
    session, cast, tab, clock
):
    update = approved(session, cast, tab)

    withdraw(tab, cast, update, " Falsches Jahr ")

    assert (update.status, update.approved_at) == (Status.RETURNED, None)
    assert counts(tab) == []
    form = forms.get_form_of(session, tab.actor, update)
    assert (form.withdrawal_reason, form.is_being_corrected) == (
        "Falsches Jahr",
        False,
    )
    assert tab.corrections() == [("", "42", ""), ("", "3/8", "")]
    line = session.exec(
        select(AuditLine).where(AuditLine.action == "update.withdraw")
    ).one()
    assert (line.who, line.subject_id) == ("Cora Coordinator", update.id)

    tab.write("44")
    approve(tab, cast)
    assert (counts(tab), update.withdrawal_reason) == (["44"], "")
    assert ("", "", "44") in tab.corrections()


def test_a_correction_on_its_way_goes_on_when_the_old_is_withdrawn(session, cast, tab):
    update = returned(session, cast, tab)
    tab.write("44")
    tab.submit()

    withdraw(tab, cast, update)

    assert (update.status, counts(tab)) == (Status.SUBMITTED, [])


def test_what_does_not_count_cannot_be_withdrawn(session, cast, tab):
    tab.fill()
    update = tab.submit()

    with pytest.raises(Conflict, match=r"reporting\.does_not_count"):
        withdraw(tab, cast, update)


def test_nothing_is_withdrawn_without_a_reason_or_unseen(session, cast, tab):
    update = approved(session, cast, tab)

    with pytest.raises(Invalid, match=r"reporting\.reason_needed"):
        withdraw(tab, cast, update, " ")
    with pytest.raises(Conflict, match=r"reporting\.changed_elsewhere"):
        withdraw(tab, cast, update, revision=update.revision - 1)

    assert counts(tab) == ["42"]


def test_only_the_backbones_editors_withdraw(session, cast, tab):
    update = approved(session, cast, tab)

    for actor in (cast.viewer, cast.reporter):
        with pytest.raises(Forbidden):
            reviewing.withdraw_update(
                session, actor, update.id, revision=update.revision, reason="x"
            )
    with pytest.raises(NotFound):
        reviewing.withdraw_update(
            session, cast.funder, update.id, revision=update.revision, reason="x"
        )


# Consent to be quoted


def test_consent_is_withdrawn_at_once_also_from_what_is_approved(
    session, cast, world, tab
):
    words = make_indicator(
        session,
        world.initiative,
        kind=ValueKind.TEXT,
        over_time=OverTime.LIST,
        over_partners=OverPartners.LIST,
    )
    assign(session, words, cast.partner)
    tab.write("Es läuft.", words, part=Part.TEXT)
    tab.remark(words, may_quote=True)
    update = approved(session, cast, tab)

    def may_quote() -> list[bool]:
        return [
            session.exec(
                select(table.may_quote).where(table.indicator_id == words.id)
            ).one()
            for table in (Value, ApprovedValue)
        ]

    assert may_quote() == [True, True]

    correcting.withdraw_consent(session, tab.actor, update.id, words.id)

    assert may_quote() == [False, False]
    assert update.status is Status.APPROVED
    with pytest.raises(Forbidden):
        correcting.withdraw_consent(session, cast.coordinator, update.id, words.id)
