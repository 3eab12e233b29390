"""The main job from end to end, by everyone who has a part in it, in both languages.

Sign in, begin an initiative, put results on the stairs, define indicators, invite a
partner and a funder, open a period; the partner reports on a phone, leaves, comes back,
submits; it is returned, corrected, approved; the funder reads it and takes it away.
"""

import csv
import io
import re
from dataclasses import dataclass

from playwright.sync_api import expect

from impact_hub.kit import clock
from impact_hub.kit.calendar import from_code
from impact_hub.texts import formats
from tests.browser.visitors import PHONE, Visitor

PASSWORD = "a sentence is easy to remember"

WORDS = {
    "de": {
        "initiative": "Ankommen in Beispielstadt",
        "goal": "Wer neu in die Stadt kommt, findet hier Arbeit und Freunde.",
        "lower": "Menschen kommen in die Sprachcafés",
        "upper": "Zugezogene finden Arbeit",
        "dimension": "Alter",
        "categories": "unter 18\n18 bis 64\n65 und älter",
        "people": "Gäste in Sprachcafés",
        "unit": "Menschen",
        "share": "Haben nach einem Jahr Arbeit",
        "partner": "Café Beispiel e. V.",
        "funder": "Beispielstiftung",
        "reason": "Sind die 400 ein Tippfehler?",
        "half": "62,5",
    },
    "en": {
        "initiative": "Arriving in Exampletown",
        "goal": "Whoever comes to town finds work and friends here.",
        "lower": "People come to the language cafés",
        "upper": "Newcomers find work",
        "dimension": "Age",
        "categories": "under 18\n18 to 64\n65 and over",
        "people": "Guests of language cafés",
        "unit": "people",
        "share": "Have work after a year",
        "partner": "Café Example",
        "funder": "Example Foundation",
        "reason": "Is 400 a slip of the pen?",
        "half": "62.5",
    },
}


@dataclass
class Story:
    """What the acts of the journey hand on to each other."""

    words: dict[str, str]
    locale: str
    slug: str = ""
    period: str = ""  # its code

    def email(self, name: str) -> str:
        return f"{name}-{self.locale}@example.org"


def test_from_an_empty_hub_to_a_funders_table(own_hub, visit, locale):
    story = Story(WORDS[locale], locale)
    own_hub.run(
        *("create-admin", "--name", "Kim", "--email", story.email("kim")),
        *("--organisation", f"Example office {locale}", "--password", PASSWORD),
    )
    kim = visit(own_hub, locale)
    read_in(kim, locale)
    kim.sign_in(story.email("kim"), PASSWORD)
    read_in(kim, locale)

    begin_an_initiative(kim, story)
    put_results_on_the_stairs(kim, story)
    define_indicators(kim, story)
    partner_link = invite(kim, story, "partner")
    funder_link = invite(kim, story, "funder")
    open_a_period(kim, story)

    sam = visit(own_hub, locale, size=PHONE)
    join(sam, story, partner_link, "sam")
    begin_reporting(sam, story)
    come_back_and_submit(sam, story)
    send_it_back(kim, story)
    correct_it(sam, story)
    approve_it(kim, story)

    toni = visit(own_hub, locale)
    join(toni, story, funder_link, "toni")
    read_the_dashboard(toni, story)
    take_it_away(toni, story)


def read_in(visitor: Visitor, locale: str) -> None:
    """Choose the language."""
    if visitor.page.url == "about:blank":
        visitor.go("/")
    name = {"de": "Deutsch", "en": "English"}[locale]
    switch = visitor.page.locator(".masthead .only-wide").get_by_role(
        "button", name=name
    )
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator("html")).to_have_attribute("lang", locale)


def begin_an_initiative(kim: Visitor, story: Story) -> None:
    words = story.words
    kim.follow("Begin an initiative", within="main")
    kim.fill("Name", words["initiative"])
    kim.fill("Shared goal", words["goal"])
    kim.fill("Area", "Beispielstadt")
    kim.fill("From", f"{clock.today().year - 1}-01-01")
    kim.press("Begin")
    kim.page.wait_for_url(re.compile("/logic$"))
    story.slug = kim.page.url.split("/")[-2]


def put_results_on_the_stairs(kim: Visitor, story: Story) -> None:
    for step, name, noun, add in (
        (6, "upper", "Result", "Add a result"),
        (2, "lower", "Service", "Add a service"),
    ):
        button = f"{kim.say(add)} ({kim.say('Step {n}', n=step)})"
        kim.page.get_by_role("button", name=button).click()
        expect(kim.field(noun)).to_be_focused()
        kim.fill(noun, story.words[name])
        kim.press("Put it here")
        expect(kim.page.locator(f"[data-step-number='{step}']")).to_contain_text(
            story.words[name]
        )
    kim.press("Link {title}", title=story.words["lower"])
    kim.choose("Leads to", story.words["upper"])
    kim.press("Link", within="main form")
    taken_out = kim.button("Remove the link to {effect}", effect=story.words["upper"])
    expect(taken_out).to_be_visible()
    kim.press("Done", within="main")
    kim.sees(kim.say("leads to: {effect}", effect=story.words["upper"]))


def define_indicators(kim: Visitor, story: Story) -> None:
    words = story.words
    kim.go(f"/i/{story.slug}/indicators")
    kim.open("Add a way to split")
    kim.fill("Called", words["dimension"])
    kim.fill("Categories, one a line", words["categories"])
    kim.press("Add")
    kim.sees(words["categories"].split("\n")[0])

    kim.follow("Add an indicator", within="main")
    kim.page.wait_for_url(re.compile("/indicators/new$"))
    kim.arrived()
    kim.fill("Name", words["people"])
    kim.choose("Shows this result", words["lower"])
    kim.fill("Unit", words["unit"])
    kim.page.get_by_label(words["dimension"], exact=True).check()
    kim.fill("Reached before the first period", "100")
    kim.fill("Target", "1000")
    kim.fill("by", f"{clock.today().year + 1}-12-31")
    kim.press("Save")
    kim.page.wait_for_url(re.compile(r"/indicators/(?!new)[^/]+$"))
    kim.sees(kim.say("Nothing is approved yet"))

    kim.go(f"/i/{story.slug}/indicators/new")
    kim.fill("Name", words["share"])
    kim.choose("Kind of figure", kim.say("Share: how many of how many"))
    kim.fill("Target", "70")
    kim.fill("by", f"{clock.today().year + 1}-12-31")
    kim.press("Save")
    kim.page.wait_for_url(re.compile(r"/indicators/(?!new)[^/]+$"))


def invite(kim: Visitor, story: Story, part: str) -> str:
    """Invite an organisation; the link for it."""
    kim.go(f"/i/{story.slug}/partners")
    kim.fill("Whom do you invite?", story.words[part])
    labels = {"partner": "Partner, who reports", "funder": "Funder, who reads"}
    kim.choose("They take part as", kim.say(labels[part]))
    kim.press("Make invitations")
    named = kim.say("Invitation link for {name}").replace("{name}", story.words[part])
    link = kim.page.get_by_label(named, exact=True)
    expect(link).to_have_value(re.compile("/invite/"))
    expect(link).to_be_in_viewport()  # it is shown only once
    return link.input_value().removeprefix(kim.hub.address)


def open_a_period(kim: Visitor, story: Story) -> None:
    kim.go(f"/i/{story.slug}/figures")
    story.period = f"{clock.today().year - 1}-Q4"
    kim.page.get_by_label(kim.say("Period"), exact=True).select_option(story.period)
    kim.press("Open the period")
    kim.is_told("The period is there. Partners see it at once.")


def join(visitor: Visitor, story: Story, link: str, name: str) -> None:
    visitor.go(link)
    visitor.fill("Your name", name.title())
    visitor.fill("E-mail", story.email(name))
    visitor.page.get_by_label(visitor.say("Choose a password")).fill(PASSWORD)
    visitor.press("Create the account")
    visitor.page.wait_for_url(re.compile(r"[0-9]/$"))
    visitor.arrived()


def period_name(story: Story) -> str:
    return formats.period(from_code(story.period), story.locale)


def category_fields(story: Story) -> list[str]:
    """What the fields of the categories are called."""
    words = story.words
    before = f"{words['people']}, {words['dimension']}: "
    return [before + each for each in words["categories"].split("\n")]


def begin_reporting(sam: Visitor, story: Story) -> None:
    """Type two categories, and go away."""
    sam.page.get_by_role("link", name=period_name(story)).click()
    first, second, _ = category_fields(story)
    type_in(sam, first, "12")
    type_in(sam, second, "400")
    sam.sees(sam.say("saved {time}", time="").strip())
    sam.page.goto("about:blank")


def come_back_and_submit(sam: Visitor, story: Story) -> None:
    """Everything typed is there; the rest follows."""
    sam.go("/")
    sam.page.get_by_role("link", name=period_name(story)).click()
    _, second, third = category_fields(story)
    expect(number(sam, second)).to_have_value("400")
    type_in(sam, third, "8")
    type_in(sam, story.words["people"], "420")
    type_in(sam, f"{story.words['share']}, {sam.say('How many')}", "25")
    type_in(sam, f"{story.words['share']}, {sam.say('Of how many')}", "40")
    sam.press("Submit")
    sam.is_told("Submitted. Thank you!")


def number(visitor: Visitor, label: str):
    return visitor.page.get_by_label(label, exact=True)


def type_in(visitor: Visitor, label: str, value: str) -> None:
    """As one does on a phone: type, and press "next"."""
    field = number(visitor, label)
    field.fill(value)
    field.press("Enter")


def send_it_back(kim: Visitor, story: Story) -> None:
    kim.go("/")
    kim.page.get_by_role("link", name=story.words["partner"]).first.click()
    kim.sees("420")
    kim.press("Return")
    kim.fill("What should be corrected?", story.words["reason"])
    kim.press("Return it")
    kim.is_told("Returned to the partner, with your reason.")


def correct_it(sam: Visitor, story: Story) -> None:
    sam.go("/")
    sam.sees(re.compile(re.escape(story.words["reason"])))
    sam.page.get_by_role("link", name=period_name(story)).click()
    sam.sees(story.words["reason"])
    _, second, _ = category_fields(story)
    type_in(sam, second, "40")
    type_in(sam, story.words["people"], "60")
    sam.press("Submit")
    sam.is_told("Submitted. Thank you!")


def approve_it(kim: Visitor, story: Story) -> None:
    kim.go("/")
    kim.page.get_by_role("link", name=story.words["partner"]).first.click()
    kim.sees("60")
    kim.press("Approve")
    kim.is_told("Approved. The figures count from now on.")


def read_the_dashboard(toni: Visitor, story: Story) -> None:
    """Where we stand, how it moved, who has reported."""
    toni.page.get_by_role("link", name=story.words["initiative"]).click()
    toni.arrived()
    board = toni.page.locator(".scores")
    people = board.locator("li", has_text=story.words["people"])
    # 100 had been reached before the first period, and 60 came in it.
    expect(people.locator(".score-figure")).to_have_text("160")
    share = board.locator("li", has_text=story.words["share"])
    expect(share).to_contain_text(story.words["half"])
    toni.sees(toni.say("Who has reported"))
    for chart in toni.page.locator(".chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg.main-svg").first).to_be_visible()

    people.get_by_role("link").click()
    toni.arrived()
    expect(toni.page.locator("h1")).to_have_text(story.words["people"])
    toni.page.locator("summary", has_text=toni.say("As a table")).first.click()
    table = toni.page.get_by_role("region", name=story.words["people"])
    row = table.locator("tr", has_text=period_name(story))
    expect(row.locator("td").first).to_contain_text("60")


def take_it_away(toni: Visitor, story: Story) -> None:
    with toni.page.expect_download() as waiting:
        toni.page.locator("a[href*='/results.csv']").first.click()
    text = waiting.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert any(row["value"] == "60" for row in rows), text
