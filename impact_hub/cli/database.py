"""impact-hub migrate"""

import click
from alembic.command import upgrade
from alembic.config import Config

from impact_hub.cli.refusals import terminal_language
from impact_hub.config import ROOT
from impact_hub.texts.refusals import sentence


@click.command("migrate")
def command() -> None:
    """Set up the database, or bring it up to date."""
    upgrade(Config(str(ROOT / "alembic.ini")), "head")
    click.echo(sentence("cli.migrated", terminal_language()))
