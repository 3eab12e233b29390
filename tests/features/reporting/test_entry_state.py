"""The entry page's state: one field costs little, and answers with its line only."""

import pytest

from impact_hub.features.indicators.rules.kinds import OverPartners, OverTime, ValueKind
from impact_hub.features.reporting.models import Update
from impact_hub.features.reporting.state.entering import EntryState
from impact_hub.features.reporting.views.lines import Line
from impact_hub.identity import sessions
from impact_hub.kit import clock as hub_clock
from impact_hub.kit import db
from tests.factories import assign, make_dimension, make_indicator, make_split
from tests.features.reporting.sheets import Tab, approved
from tests.statements import asked
from tests.states import act, state_of
from tests.world import cast_in, world_in

pytestmark = pytest.mark.anyio

# So many statements one field may cost, with those that find out who writes.
MOST = 15


class Page:
    """The reporter's tab, on the entry page of the world's quarter."""

    def __init__(self, locale: str = "en") -> None:
        with db.transaction() as session:
            self.cast, self.world = cast_in(session), world_in(session)
            person = self.cast.reporter.person_id or 0
            token = sessions.open_session(session, person)
        place = {
            "slug": "world",
            "period": str(self.world.quarter.id),
            "partner": self.cast.partner.slug,
        }
        self.state = state_of(EntryState, token=token, accepts=locale, **place)

    async def load(self) -> "Page":
        await act(self.state, "load")
        self.state._get_root_state()._clean()
        return self

    def key(self, cell: str = "", part: str = "figure") -> str:
        return f"{self.world.people.id}|{cell}|{part}"

    async def write(self, typed: str, cell: str = "") -> None:
        await act(self.state, "write", self.key(cell), typed)

    def sent(self) -> set[str]:
        """The names of what goes to the browser now."""
        root = self.state._get_root_state()
        delta = root.get_delta()
        root._clean()
        return {
            name.removesuffix("_rx_state_") for each in delta.values() for name in each
        }

    @property
    def changed(self) -> Line:
        """The line that was sent last."""
        state = self.state
        changed = (state.changed_a, state.changed_b, state.changed_c, state.changed_d)
        return max(changed, key=lambda each: each.number)


@pytest.fixture
async def page(hub, clock) -> Page:
    return await Page().load()


async def test_a_field_for_money_says_in_which_currency(hub, clock):
    page = Page()
    with db.transaction() as session:
        given = make_indicator(
            session,
            page.world.initiative,
            code="given",
            kind=ValueKind.AMOUNT,
            currency="EUR",
            titles={"en": "Given"},
        )
        assign(session, given, page.cast.partner)

    await page.load()

    asked_in = {line.title: line.asked_in for line in page.state.lines}
    assert asked_in["Given"] == "€"


async def test_one_field_answers_with_its_line_only(page):
    await page.write("42")
    page.sent()

    await page.write("43")

    sent = page.sent()
    assert "lines" not in sent
    assert len([each for each in sent if each.startswith("changed_")]) == 1
    assert (page.changed.id, page.changed.shown) == (str(page.world.people.id), "43")


async def test_four_lines_on_their_way_at_once_all_arrive(page):
    for typed in ("1", "2", "3", "4"):
        await page.write(typed)

    sent = {each for each in page.sent() if each.startswith("changed_")}
    assert sent == {"changed_a", "changed_b", "changed_c", "changed_d"}
    assert page.changed.shown == "4"


@pytest.fixture
def widest(hub, clock) -> Page:
    """A page whose indicator is summed up, split twice, and crossed."""
    page = Page()
    with db.transaction() as session:
        sex = make_dimension(session, page.world.initiative, "sex", "f", "m")
        people = session.merge(page.world.people)
        people.summed_over_id = page.world.age.id
        make_split(session, people, sex, position=1)
        make_split(session, people, page.world.age, sex, position=2)
    return page


async def test_one_field_costs_few_statements_however_it_is_split(widest):
    page = await widest.load()
    await page.write("1", "age=0-17")
    await page.write("1", "age=0-17&sex=f")

    for typed, cell in (
        ("2", "age=0-17"),
        ("3", "age=0-17&sex=f"),
        ("drei", "age=0-17"),
        ("4", "age=0-17"),
    ):
        with asked() as statements:
            await page.write(typed, cell)
        assert len(statements) <= MOST, "\n".join(statements)


async def test_a_field_of_a_correction_costs_as_few(widest):
    with db.transaction() as session:
        tab = Tab(session, widest.cast.reporter, widest.world)
        tab.write("7", cell="age=0-17")
        tab.write("8", cell="sex=f")
        tab.write("7", cell="sex=f")
        tab.write_ratio("3", "8")
        widest_update = tab.submit()
        widest_update.status = "returned"
        widest_update.approved_at = hub_clock.now()
    page = await widest.load()
    await page.write("8", "age=0-17")

    with asked() as statements:
        await page.write("9", "age=0-17")

    assert len(statements) <= MOST, "\n".join(statements)


async def test_the_first_field_of_an_update_costs_as_few_where_its_cell_is_known(page):
    await page.write("1")
    await page.write("")

    with asked() as statements:
        await page.write("2")

    assert len(statements) <= MOST, "\n".join(statements)


async def test_what_cannot_be_read_is_not_done_and_survives_a_reload(page):
    await page.write("20")
    assert (page.changed.is_done, page.state.done) == (True, 1)

    await page.write("drei", "age=0-17")
    assert (page.changed.is_done, page.state.done) == (False, 0)

    again = await page.load()
    (line, _) = again.state.lines
    field = line.splits[0].groups[0].lines[0].fields[0]
    assert (field.saved, line.is_done, again.state.done) == ("drei", False, 0)
    assert field.error == "“drei” is not a number. Please write 42 or 1.5."


async def test_nothing_is_submitted_over_it_and_the_cursor_goes_there(page):
    await page.write("20")
    await page.write("−7", "age=0-17")
    for part in ("numerator", "denominator"):
        await act(page.state, "write", f"{page.world.share.id}||{part}", "8")

    await act(page.state, "submit")

    state = page.state
    assert state.errors == {page.key("age=0-17"): "A count can't be below zero."}
    assert state.refusals == 1
    assert state.head.status == "draft"


async def test_what_is_wrong_elsewhere_stays_said_while_one_field_is_mended(page):
    await act(page.state, "submit")
    assert set(page.state.errors) == {page.key(), f"{page.world.share.id}||numerator"}

    await page.write("20")

    assert set(page.state.errors) == {f"{page.world.share.id}||numerator"}


async def test_an_amount_below_zero_is_confirmed(hub, clock):
    page = Page()
    with db.transaction() as session:
        money = make_indicator(
            session, page.world.initiative, kind=ValueKind.AMOUNT, currency="EUR"
        )
        assign(session, money, page.cast.partner)
    await page.load()
    key = f"{money.id}||figure"

    await act(page.state, "write", key, "-3.10")
    (field,) = page.changed.fields
    assert (field.error, field.asks) == ("Is it really below zero?", True)

    await act(page.state, "confirm", key, field.saved)
    (field,) = page.changed.fields
    assert (field.error, field.asks, field.saved) == ("", False, "−3.10")
    assert page.changed.is_done


async def test_sums_that_part_are_said_while_typing(widest):
    page = await widest.load()
    await page.write("20", "age=0-17")
    await page.write("22", "sex=f")

    by_sex = page.changed.splits[1]
    assert by_sex.problem == "age 20, sex 22: this does not fit together."
    assert by_sex.rest == ""


async def test_crossings_stand_in_groups_below_their_first_category(widest):
    page = await widest.load()

    crossing = page.state.lines[0].splits[2]

    assert crossing.title == "age × sex"
    assert [group.title for group in crossing.groups] == ["0-17", "18-64"]
    assert [line.title for line in crossing.groups[0].lines] == ["f", "m"]


async def test_parts_of_a_share_have_their_names(hub, clock):
    page = Page()
    with db.transaction() as session:
        share = session.merge(page.world.share)
        share.part_names, share.whole_names = {"en": "in training"}, {"en": "left"}
    await page.load()

    _, line = page.state.lines
    assert [field.part for field in line.fields] == ["in training", "left"]


async def test_words_are_asked_with_consent_to_quote_them(hub, clock):
    page = Page()
    with db.transaction() as session:
        words = make_indicator(
            session,
            page.world.initiative,
            kind=ValueKind.TEXT,
            over_time=OverTime.LIST,
            over_partners=OverPartners.LIST,
        )
        assign(session, words, page.cast.partner)
    await page.load()
    line = page.state.lines[-1]
    assert line.is_text

    await act(page.state, "write", line.fields[0].key, "Es läuft.")
    await act(page.state, "mark_quotable", line.id, True)
    assert (page.changed.shown, page.changed.may_quote) == ("Es läuft.", True)

    await act(page.state, "mark_quotable", line.id, False)
    assert page.changed.may_quote is False


async def test_a_partner_corrects_what_was_approved_or_leaves_it(hub, clock):
    page = Page()
    with db.transaction() as session:
        approved(session, page.cast, Tab(session, page.cast.reporter, page.world))
    await page.load()
    state = page.state
    assert (state.head.may_correct, bool(state.head.locked)) == (True, True)

    await act(state, "begin_correction", "begin-correction", {"reason": " "})
    (why,) = state.forms["begin-correction"].fields
    assert why.error == "Please say why."

    await act(state, "begin_correction", "begin-correction", {"reason": "Zwei doppelt"})
    assert (state.head.locked, state.head.is_being_corrected) == ("", True)
    await page.write("40")
    assert (page.changed.shown, page.changed.counts) == ("40", "42")

    await act(state, "drop_correction")
    assert (state.head.status, state.lines[0].shown) == ("approved", "42")


async def test_a_form_that_nobody_touched_is_no_draft(page):
    assert page.state.head.status == "none"

    await page.write("42")
    assert page.state.head.status == "draft"

    await page.write("")
    assert page.state.head.status == "none"
    with db.reading() as session:
        assert session.get(Update, 1) is None


async def test_nothing_that_is_closed_was_reported(hub, clock):
    page = Page()
    with db.transaction() as session:
        session.merge(page.world.quarter).closed_at = hub_clock.now()

    await page.load()

    assert page.state.head.status == "not_reported"
