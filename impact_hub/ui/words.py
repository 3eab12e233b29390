"""Words for fixed choices that several rooms offer."""

from typing import Any

from impact_hub.ui.text import Text, t


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


def adding_up_words() -> dict[Any, Text]:
    """How values become one, over time or over partners."""
    return {
        "sum": t("added up"),
        "latest": t("the latest counts"),
        "average": t("the average counts"),
        "range": t("a range: several may serve the same people"),
        "none": t("side by side"),
    }
