"""impact-hub demo"""

import click

from impact_hub.cli.refusals import terminal_language
from impact_hub.demo.load import load
from impact_hub.demo.story import PASSWORD, PEOPLE
from impact_hub.kit import clock, migrations
from impact_hub.kit.calendar import Span
from impact_hub.texts import formats, pick
from impact_hub.texts.refusals import sentence


@click.command("demo")
def command() -> None:
    """Load a made-up world, where it is not there yet, and tell who can sign in."""
    language = terminal_language()
    migrations.migrate()
    is_new = load(clock.today(), _tell)
    code = "cli.demo_loaded" if is_new else "cli.demo_there"
    click.echo(sentence(code, language))
    click.echo(sentence("cli.demo_people", language, password=PASSWORD))
    longest = max(len(each.email) for each in PEOPLE)
    for each in PEOPLE:
        who = pick(each.who, language)
        click.echo(f"  {each.email:{longest}}  {each.name}: {who}")


def _tell(quarter: Span) -> None:
    language = terminal_language()
    period = formats.period(quarter, language)
    click.echo(sentence("cli.demo_quarter", language, period=period))
