"""Real statistics in a real hub: as many figures, and the same sum, as pandas finds."""

import math
from dataclasses import replace
from pathlib import Path

import pandas
import pytest
from sqlmodel import col, select

from impact_hub.features.exchange.formats.uploads import Description, Upload
from impact_hub.features.exchange.rules.plans import Refused
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.indicators.models import Indicator
from impact_hub.features.initiatives.models import Period
from impact_hub.features.reporting.models import Update, Value
from impact_hub.features.reporting.rules.workflow import Status
from impact_hub.kit import db
from tests.factories import make_initiative, take_part
from tests.features.exchange.files import everything, wrong
from tests.people import Cast
from tests.world import cast_in

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "indicators"
PLACES = ("uk-ons", "uk-bristol", "de-dns", "de-sh")
FILES = sorted(path for place in PLACES for path in DATA.glob(f"{place}/*.csv"))

# Two rows for all ages and sexes in 2012/13, with different rates.
CONTRADICTION = DATA / "uk-ons" / "indicator_16-1-1.csv"
WITHOUT_METADATA_ON_SOURCES = "de-sh"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data are not beside the repository"
)


def name_of(path: Path) -> str:
    return path.relative_to(DATA).as_posix()


def upload_of(path: Path) -> Upload:
    code = path.stem.removeprefix("indicator_")
    place = path.parent.name
    return Upload(
        data=path.read_bytes(),
        name=path.name,
        metadata=tuple(
            Description(file.read_bytes(), file.name)
            for file in sorted(path.parent.glob(f"meta/{code}.*"))
        ),
        partner="partner",
        language=place[:2] if place.startswith("de-") else "en",
        licence="as published",
        source="Land" if place == WITHOUT_METADATA_ON_SOURCES else "",
    )


@pytest.fixture
def office(hub) -> Cast:
    """An initiative whose partner provides statistics."""
    with db.transaction() as session:
        cast = cast_in(session)
        initiative = make_initiative(session, cast.backbone, slug="office")
        take_part(session, initiative, cast.partner)
    return cast


def bring(office: Cast, upload: Upload):
    with db.transaction() as session:
        return carry_out(session, office.coordinator, "office", upload)


def figures() -> list[float]:
    with db.reading() as session:
        found = session.exec(select(Value.figure).where(col(Value.figure).is_not(None)))
        return [float(figure) for figure in found]


def in_pandas(path: Path) -> list[float]:
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return [float(cell) for cell in table["Value"].str.strip() if cell]


def test_the_files_are_there():
    assert len(FILES) == 44


@pytest.mark.parametrize(
    "path", [path for path in FILES if path != CONTRADICTION], ids=name_of
)
def test_figures_and_their_sum_are_those_that_pandas_finds(office, path):
    done = bring(office, upload_of(path))

    expected, found = in_pandas(path), figures()
    assert len(found) == len(expected) > 0
    assert math.isclose(math.fsum(found), math.fsum(expected), rel_tol=1e-9)
    assert done.rows == done.added + done.blank
    with db.reading() as session:
        statuses = set(session.exec(select(Update.status)))
        rhythms = session.exec(
            select(Indicator.rhythm, Period.rhythm)
            .join(Value, col(Value.indicator_id) == Indicator.id)
            .join(Update, col(Update.id) == Value.update_id)
            .join(Period, col(Period.id) == Update.period_id)
            .distinct()
        )
        assert statuses == {Status.APPROVED}
        assert all(one is other for one, other in rhythms)


@pytest.mark.parametrize(
    "path", [path for path in FILES if path != CONTRADICTION], ids=name_of
)
def test_the_same_file_again_changes_nothing(office, path):
    bring(office, upload_of(path))
    with db.reading() as session:
        before = everything(session)

    again = bring(office, upload_of(path))

    assert not again.changes_something
    with db.reading() as session:
        assert everything(session) == before


def test_a_real_contradiction_is_named_and_nothing_of_it_is_imported(office):
    with pytest.raises(Refused) as refused:
        bring(office, upload_of(CONTRADICTION))

    plan = refused.value.plan
    assert wrong(plan) == [(67, "Value", "exchange.row_contradicts")]
    assert plan.problems[0].params == {"first": 34}
    assert figures() == []


def test_without_the_contradicting_row_the_rest_is_imported(office):
    lines = CONTRADICTION.read_bytes().splitlines(keepends=True)
    whole = upload_of(CONTRADICTION)
    corrected = Upload(
        b"".join(lines[:66] + lines[67:]),
        whole.name,
        whole.metadata,
        whole.partner,
        licence=whole.licence,
        language=whole.language,
    )

    bring(office, corrected)

    assert len(figures()) == len(in_pandas(CONTRADICTION)) - 1


def test_all_of_them_live_in_one_initiative(office):
    """They share periods, dimensions and updates, and stay what they are."""
    expected: list[float] = []
    for path in FILES:
        if path != CONTRADICTION:
            bring(office, upload_of(path))
            expected += in_pandas(path)

    found = figures()
    assert len(found) == len(expected)
    assert math.isclose(math.fsum(found), math.fsum(expected), rel_tol=1e-9)
    with db.reading() as session:
        before = everything(session)
    again = [bring(office, upload_of(path)) for path in FILES if path != CONTRADICTION]
    assert not any(plan.changes_something for plan in again)
    with db.reading() as session:
        assert everything(session) == before


@pytest.mark.parametrize("language", ["", "de", "en"])
def test_no_description_takes_the_place_of_another(office, language):
    """The one without a language in it is German, whatever the person says."""
    upload = upload_of(DATA / "de-dns" / "indicator_4-3-a.csv")

    done = bring(office, replace(upload, language=language))

    (made, *_) = done.new.indicators
    assert made.titles["de"].startswith("Weiterbildungsbeteiligung")
    assert made.titles["en"].startswith("Participation")
    assert made.definitions["de"] != made.definitions["en"]
    assert not done.doubts
