"""impact-hub create-admin"""

from dataclasses import replace

import click

from impact_hub.cli.refusals import terminal_language
from impact_hub.features.organisations import service as organisations
from impact_hub.identity import service as identity
from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import house
from impact_hub.kit import db
from impact_hub.kit.db import id_of
from impact_hub.texts.refusals import sentence


@click.command("create-admin")
@click.option("--email", required=True, help="Their e-mail address.")
@click.option("--name", required=True, help="Their name.")
@click.option(
    "--organisation", required=True, help="What their organisation is called."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in OrganisationKind]),
    default=OrganisationKind.NONPROFIT.value,
    show_default=True,
    help="What their organisation is.",
)
@click.option("--password", help="Their password; asked for where it is not given.")
def command(
    email: str, name: str, organisation: str, kind: str, password: str | None
) -> None:
    """Add a person who owns an organisation, and can invite everyone else."""
    language = terminal_language()
    if password is None:
        password = click.prompt(
            sentence("cli.ask_password", language),
            hide_input=True,
            confirmation_prompt=sentence("cli.ask_again", language),
        )
    actor = house("command line")
    with db.transaction() as session:
        person = identity.create_person(
            session, actor, email=email, name=name, password=password
        )
        founded = organisations.found_organisation(
            session,
            replace(actor, person_id=id_of(person)),
            name=organisation,
            kind=OrganisationKind(kind),
        )
    click.echo(
        sentence(
            "cli.admin_created",
            language,
            name=person.name,
            organisation=founded.name,
        )
    )
