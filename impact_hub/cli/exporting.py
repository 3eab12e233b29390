"""impact-hub export"""

from pathlib import Path

import click

from impact_hub.cli.actors import acting
from impact_hub.cli.refusals import terminal_language
from impact_hub.features.exchange.formats.own import write_rows
from impact_hub.features.exchange.queries.figures import export_figures
from impact_hub.kit import db
from impact_hub.texts.refusals import sentence


@click.command("export")
@click.option("--initiative", required=True, help="Its short name in addresses.")
@click.option("--as", "email", help="Act as this person, with their rights.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of the terminal.",
)
def command(initiative: str, email: str | None, output: Path | None) -> None:
    """Write out the figures of an initiative, a row for each value."""
    with db.reading() as session:
        records = export_figures(session, acting(session, email), initiative)
    data = write_rows(records)
    if output is None:
        click.echo(data, nl=False)
        return
    _write(output, data)
    said = sentence("cli.exported", terminal_language(), n=len(records), file=output)
    click.echo(said, err=True)


def _write(file: Path, data: bytes) -> None:
    """Write a file as a whole: where that fails, an older one stays as it was."""
    if file.exists() and not file.is_file():  # a pipe or a device
        file.write_bytes(data)
        return
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        error.filename = str(file)
        raise
