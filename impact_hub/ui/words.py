"""Words for fixed choices that several rooms offer."""

from typing import Any

from impact_hub.ui.text import Text, t


def rhythm_options() -> list[tuple[str, Text]]:
    """How often is reported."""
    return [
        ("month", t("every month")),
        ("quarter", t("every quarter")),
        ("half_year", t("every half-year")),
        ("year", t("every year")),
        ("school_year", t("every school year")),
        ("span", t("for stretches of time of its own")),
    ]


def kind_options() -> list[tuple[str, Text]]:
    """What an organisation is."""
    return [
        ("nonprofit", t("Nonprofit organisation")),
        ("public_body", t("Public body")),
        ("company", t("Company")),
        ("foundation", t("Foundation")),
        ("school", t("School")),
        ("congregation", t("Congregation")),
        ("citizens_group", t("Citizens' group")),
    ]


def step_words() -> dict[Any, Text]:
    """The steps of the Wirkungstreppe (after PHINEO), by their number."""
    return {
        "7": t("Society changes"),
        "6": t("Living conditions of the target groups change"),
        "5": t("Target groups change their behaviour"),
        "4": t("Target groups change their awareness and skills"),
        "3": t("Target groups accept the offers"),
        "2": t("Target groups are reached"),
        "1": t("Activities take place as planned"),
        "0": t("Inputs"),
    }


def step_options() -> list[tuple[str, Text]]:
    """The steps to choose from, each with its number."""
    return [(number, number + " · " + words) for number, words in step_words().items()]


def group_words() -> dict[Any, Text]:
    """The families of steps: inputs, outputs, outcomes, impact."""
    return {
        "input": t("Input"),
        "output": t("Output"),
        "outcome": t("Outcome"),
        "impact": t("Impact"),
    }


def value_kind_words() -> dict[Any, Text]:
    """Kinds of value, in a word."""
    return {
        "count": t("Count"),
        "amount": t("Amount of money"),
        "ratio": t("Share"),
        "yes_no": t("Yes or no"),
        "statistic": t("Statistic"),
    }


def value_kind_options() -> list[tuple[str, Text]]:
    """Kinds of value, to choose from."""
    return [
        ("count", t("Count: how many people or things")),
        ("ratio", t("Share: how many of how many")),
        ("amount", t("Amount of money")),
        ("yes_no", t("Yes or no")),
        ("statistic", t("Statistic from elsewhere: shown, never added up")),
    ]


def status_words() -> dict[Any, Text]:
    """The word for every status of updates, periods and targets."""
    return {
        "draft": t("draft"),
        "submitted": t("submitted"),
        "returned": t("returned"),
        "approved": t("approved"),
        "none": t("nothing yet"),
        "not_expected": t("not expected"),
        "planned": t("planned"),
        "open": t("open"),
        "overdue": t("overdue"),
        "complete": t("complete"),
        "closed": t("closed"),
        "reached": t("reached"),
        "on_track": t("on track"),
        "watch": t("watch"),
        "behind": t("behind plan"),
        "no_figure": t("no figure"),
    }


def adding_up_words() -> dict[Any, Text]:
    """How values become one, over time or over partners."""
    return {
        "sum": t("added up"),
        "latest": t("the latest counts"),
        "average": t("the average counts"),
        "range": t("a range: several may serve the same people"),
        "none": t("side by side"),
    }
