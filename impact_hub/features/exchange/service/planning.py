"""The plan of an import: everything that it would do, and what is in its way."""

from dataclasses import dataclass

from sqlmodel import Session

from impact_hub.features.exchange.queries.known import get_known, get_values
from impact_hub.features.exchange.rules.checking import check_changes, read_figures
from impact_hub.features.exchange.rules.comparing import (
    Change,
    compare,
    plan_periods,
    plan_updates,
    statuses,
)
from impact_hub.features.exchange.rules.content import Content
from impact_hub.features.exchange.rules.detect import Format
from impact_hub.features.exchange.rules.encodings import read_text
from impact_hub.features.exchange.rules.known import Known
from impact_hub.features.exchange.rules.metadata import Metadata, read_metadata
from impact_hub.features.exchange.rules.plans import Plan, Upload
from impact_hub.features.exchange.rules.statistics import read_statistics
from impact_hub.features.exchange.rules.sums import check_sums
from impact_hub.features.initiatives import queries as initiatives
from impact_hub.identity.permissions import Actor, Permission
from impact_hub.kit.calendar import Rhythm
from impact_hub.kit.errors import Invalid
from impact_hub.texts import N_, text

_RHYTHMS = {
    Rhythm.MONTH: N_("monthly"),
    Rhythm.QUARTER: N_("quarterly"),
    Rhythm.HALF_YEAR: N_("half-yearly"),
    Rhythm.YEAR: N_("yearly"),
    Rhythm.SCHOOL_YEAR: N_("by school year"),
    Rhythm.SPAN: N_("other periods"),
}


@dataclass(frozen=True)
class Prepared:
    """A plan, and what carrying it out needs besides."""

    plan: Plan
    known: Known
    changes: tuple[Change, ...]


def plan(session: Session, actor: Actor, slug: str, upload: Upload) -> Plan:
    """What an import of this file would do. Nothing is changed.

    Files that can't be read at all are refused with the reason; what is wrong with
    single rows stands in the plan.
    """
    return prepare(session, actor, slug, upload).plan


def check_right(session: Session, actor: Actor, slug: str) -> None:
    """Refuse whoever may not import, before their file is looked at."""
    actor.require_sign_in()
    initiative = initiatives.get_own(session, actor, slug)
    actor.require(Permission.FIGURES_IMPORT, at=initiative.lead_id)


def prepare(
    session: Session, actor: Actor, slug: str, upload: Upload, *, lock: bool = False
) -> Prepared:
    """The plan with the changes behind it; locked for whoever carries it out."""
    check_right(session, actor, slug)
    known = get_known(session, actor, slug, lock=lock)
    content = _content(upload, known)
    values = get_values(
        session,
        actor,
        slug,
        codes={record.indicator for record in content.records},
        partners={record.partner for record in content.records},
    )
    problems = content.problems
    compared = compare(content.records, values)
    changes, doubts = compared.changes, content.doubts
    if content.format is Format.OWN:
        fitting = check_changes(changes, known, problems)
        checked = check_sums(fitting, content.records, values, known)
        problems.include(*checked.problems)
        changes, doubts = checked.changes, (*doubts, *checked.doubts)
    wanted = statuses(content.records, problems)
    updates = plan_updates(content, changes, wanted, known, problems)
    periods = plan_periods(content, updates, changes, known, problems)
    return Prepared(
        plan=Plan(
            file=upload.name,
            format=content.format,
            rows=content.rows,
            repeated=content.repeated,
            empty=content.empty + compared.empty,
            added=sum(one.replaces is None for one in changes),
            changed=sum(one.replaces is not None for one in changes),
            unchanged=compared.unchanged,
            new=content.new,
            periods=periods,
            updates=updates,
            problems=tuple(problems),
            problems_total=len(problems),
            doubts=doubts,
            fields=content.fields,
        ),
        known=known,
        changes=changes,
    )


def _content(upload: Upload, known: Known) -> Content:
    if upload.format is Format.OWN:
        return read_figures(upload, known)
    if not upload.partner:
        raise Invalid("exchange.partner_needed", field="partner")
    if upload.partner not in known.partners:
        raw = upload.partner[:80]
        raise Invalid("exchange.no_such_partner", field="partner", raw=raw)
    return read_statistics(upload, _metadata(upload, known), known, _rhythm_word)


def _metadata(upload: Upload, known: Known) -> Metadata:
    """What the descriptions say, each in its own language or else in the upload's."""
    language = upload.language or known.languages[0]
    found = Metadata()
    for data in upload.metadata:
        try:
            described = read_metadata(read_text(data), language=language)
        except Invalid as error:
            raise Invalid(error.code, field="metadata", **error.params) from None
        found = found.beside(described)
    return found


def _rhythm_word(rhythm: Rhythm, language: str) -> str:
    return text(_RHYTHMS[rhythm], language)
