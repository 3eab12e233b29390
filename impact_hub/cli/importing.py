"""impact-hub import"""

from pathlib import Path
from typing import Any

import click

from impact_hub.cli.actors import acting
from impact_hub.cli.refusals import Failed, terminal_language
from impact_hub.features.exchange.formats.times import DATES, YearBegins
from impact_hub.features.exchange.formats.uploads import Description, Upload
from impact_hub.features.exchange.rules.plans import Plan, Refused
from impact_hub.features.exchange.rules.problems import Problem
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.exchange.service.planning import plan
from impact_hub.kit import db
from impact_hub.texts import LANGUAGES, pick
from impact_hub.texts.refusals import explain, sentence

SHOWN = 20  # problems on a screen


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--initiative", required=True, help="Its short name in addresses.")
@click.option("--partner", default="", help="Open SDG: whose figures these are.")
@click.option(
    "--metadata",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Open SDG: the indicator's description; may be given per language.",
)
@click.option("--as", "email", help="Act as this person, with their rights.")
@click.option("--dry-run", is_flag=True, help="Only say what an import would do.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default=None,
    help="Of the words in the file.",
)
@click.option("--decimal", type=click.Choice([".", ","]), help="Its decimal sign.")
@click.option(
    "--year-begins",
    type=click.Choice(list(YearBegins)),
    help="When years begin that are written like 2023/24.",
)
@click.option(
    "--dates",
    type=click.Choice(list(DATES)),
    help="What days in the column of years stand for.",
)
@click.option("--why", default="", help="Why figures change that are approved.")
@click.option("--indicator", default="", help="The code that the figures are for.")
@click.option("--source", default="", help="Where the figures come from.")
@click.option("--source-url", default="", help="Where that can be read.")
@click.option("--licence", default="", help="Under which they may be used.")
def command(
    file: Path,
    initiative: str,
    metadata: tuple[Path, ...],
    email: str | None,
    *,
    dry_run: bool,
    language: str | None,
    year_begins: str | None,
    dates: str | None,
    **about: Any,  # noqa: ANN401 - the fields of an upload, by their names
) -> None:
    """Import a file of figures: all of it or, with one problem, nothing."""
    upload = Upload(
        data=file.read_bytes(),
        name=file.name,
        metadata=tuple(Description(path.read_bytes(), path.name) for path in metadata),
        language=language or "",
        year_begins=YearBegins(year_begins) if year_begins else None,
        dates=DATES[dates] if dates else None,
        **about,
    )
    upload.read()  # before the database is locked
    if dry_run:
        with db.reading() as session:
            found = plan(session, acting(session, email), initiative, upload)
        _tell(found)
        if not found.is_possible:
            raise _in_the_way(Refused(found))
        click.echo(_said("cli.dry_run"))
        return
    try:
        with db.transaction() as session:
            found = carry_out(session, acting(session, email), initiative, upload)
    except Refused as refused:
        raise _in_the_way(refused) from None
    _tell(found)
    code = "exchange.done" if found.changes_something else "exchange.nothing_new"
    click.echo(_said(code))


def _tell(found: Plan) -> None:
    """What an import does, line by line."""
    lines = [
        _said(
            "cli.values",
            rows=found.rows,
            added=found.added,
            changed=found.changed,
            unchanged=found.unchanged,
            blank=found.blank,
            removed=found.removed,
            repeated=found.repeated,
        )
    ]
    if found.summed:
        lines.append(_said("cli.summed", n=found.summed))
    language = terminal_language()
    for one in found.new.indicators:
        title = pick(one.titles, language)
        lines.append(_said("cli.new_indicator", short=one.code, title=title))
    for one in found.new.dimensions:
        title = pick(one.titles, language)
        lines.append(_said("cli.new_dimension", short=one.code, title=title))
    if found.new.categories:
        lines.append(_said("cli.new_categories", n=len(found.new.categories)))
    if found.new.areas:
        lines.append(_said("cli.new_areas", n=len(found.new.areas)))
    if found.periods:
        codes = [span.code for span in found.periods]
        lines.append(_said("cli.new_periods", periods=codes))
    if found.updates:
        lines.append(_said("cli.updates", n=len(found.updates)))
    lines += [_said("cli.doubt", problem=_line(one)) for one in found.doubts]
    click.echo("\n".join(lines))


def _in_the_way(refused: Refused) -> Failed:
    """Why nothing was imported: the first problems, and what is not said yet."""
    found = refused.plan
    lines = [_line(one) for one in found.problems[:SHOWN]]
    if found.problems_total > SHOWN:
        lines.append(_said("cli.more_problems", n=found.problems_total - SHOWN))
    for one in found.questions:
        option = "--" + one.field.replace("_", "-")
        lines.append(f"{option}: {explain(one, terminal_language())}")
    return Failed("\n".join([*lines, explain(refused, terminal_language())]))


def _line(one: Problem) -> str:
    message = _said(one.code, **one.params)
    if not one.column:
        return _said("cli.problem_in_line", line=one.line, message=message)
    return _said("cli.problem", line=one.line, column=one.column, message=message)


def _said(code: str, **params: object) -> str:
    return sentence(code, terminal_language(), **params)
