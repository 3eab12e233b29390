"""impact-hub migrate"""

import click

from impact_hub.cli.refusals import terminal_language
from impact_hub.kit import migrations
from impact_hub.texts.refusals import sentence


@click.command("migrate")
def command() -> None:
    """Set up the database, or bring it up to date."""
    migrations.migrate()
    click.echo(sentence("cli.migrated", terminal_language()))
