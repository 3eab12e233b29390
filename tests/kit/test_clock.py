"""One clock: instants are in UTC, days are where the hub is at home."""

from datetime import UTC, date, datetime

from impact_hub.kit import clock as the_clock


def test_now_knows_its_time_zone():
    assert the_clock.now().tzinfo is UTC


def test_the_day_begins_where_the_hub_is_at_home(clock):
    clock.now = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # 0:30 in Berlin

    assert the_clock.today() == date(2026, 7, 1)


def test_an_instant_lies_on_a_day_where_the_hub_is_at_home():
    assert the_clock.day_of(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)) == date(
        2026, 6, 30
    )
    assert the_clock.day_of(datetime(2026, 6, 30, 22, tzinfo=UTC)) == date(2026, 7, 1)


def test_home_may_be_elsewhere(clock, configure):
    configure(HUB_TIMEZONE="America/Lima")
    clock.now = datetime(2026, 7, 1, 4, tzinfo=UTC)

    assert the_clock.today() == date(2026, 6, 30)


def test_a_story_is_told_as_if_it_were_then():
    then = datetime(2024, 5, 1, tzinfo=UTC)

    with the_clock.at(then):
        assert the_clock.now() == then
        with the_clock.at(then.replace(year=2025)):
            assert the_clock.today() == date(2025, 5, 1)
        assert the_clock.now() == then
    assert the_clock.now() > then
