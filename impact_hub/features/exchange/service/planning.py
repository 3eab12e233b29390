"""The plan of an import: everything that it would do, and what is in its way."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlmodel import Session

from impact_hub.features.exchange.formats.metadata import read_descriptions
from impact_hub.features.exchange.formats.open_sdg import Meant, read_open_sdg
from impact_hub.features.exchange.formats.uploads import Upload
from impact_hub.features.exchange.queries.known import get_known, get_values
from impact_hub.features.exchange.rules.checking import check_changes, read_figures
from impact_hub.features.exchange.rules.comparing import (
    Compared,
    ComparedRow,
    check_partners,
    compare,
    new_periods,
    plan_updates,
    statuses,
)
from impact_hub.features.exchange.rules.plans import Format, Plan
from impact_hub.features.exchange.rules.records import Known, Place, Values
from impact_hub.features.exchange.rules.sheets import SheetContent
from impact_hub.features.exchange.rules.statistics import base_code, read_statistics
from impact_hub.features.exchange.rules.sums import Checked, check_sums
from impact_hub.features.indicators.rules import lengths
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
    changes: tuple[Compared, ...]


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
    compared = compare(content.records, values)
    checked = _checked(content, compared, values, known)
    changes, problems = checked.changes, content.problems
    check_partners(content, changes, known, problems)
    wanted = statuses(content.records, problems)
    updates = plan_updates(content, changes, wanted, known, problems)
    corrected = sum(one.is_correction(known) for one in changes)
    rows = _rows(content, compared, checked)
    questions = list(content.questions)
    if corrected and not upload.why:
        questions.append(Invalid("exchange.why_needed", field="why", n=corrected))
    if len(upload.why) > lengths.WHY:
        most, n = lengths.WHY, len(upload.why)
        questions.append(Invalid("forms.too_long", field="why", most=most, n=n))
    return Prepared(
        plan=Plan(
            file=upload.name,
            format=content.format,
            rows=content.rows,
            added=rows[ComparedRow.NEW],
            changed=rows[ComparedRow.CHANGED],
            unchanged=rows[ComparedRow.UNCHANGED],
            blank=rows[ComparedRow.BLANK],
            removed=rows[ComparedRow.REMOVED],
            repeated=rows[ComparedRow.REPEATED],
            summed=sum(one.record.place in checked.summed for one in changes),
            corrected=corrected,
            new=content.new,
            periods=new_periods(updates, known),
            updates=updates,
            problems=tuple(problems),
            problems_total=len(problems),
            doubts=(*content.doubts, *checked.doubts),
            questions=tuple(questions),
        ),
        known=known,
        changes=changes,
    )


def _checked(
    content: SheetContent, compared: Iterable[Compared], values: Values, known: Known
) -> Checked:
    """The changes that fit, with the totals that follow from them."""
    changes = [one for one in compared if one.is_change]
    if content.format is not Format.OWN:
        return Checked(tuple(changes), (), ())
    fitting = check_changes(changes, known, content.problems)
    checked = check_sums(fitting, content.records, values, known)
    content.problems.include(*checked.problems)
    return checked


def _rows(
    content: SheetContent, compared: Iterable[Compared], checked: Checked
) -> Counter[ComparedRow]:
    """What each row is beside the hub. Those with a problem are none of it.

    A total that is computed leaves nothing of a row for it that says nothing.
    """
    fits: set[Place] = {one.record.place for one in checked.changes} | checked.summed
    rows = Counter(
        ComparedRow.BLANK if one.record.place in checked.summed else one.row
        for one in compared
        if not one.is_change or one.record.place in fits
    )
    rows[ComparedRow.BLANK] += content.blank
    rows[ComparedRow.REPEATED] += content.repeated
    return rows


def _content(upload: Upload, known: Known) -> SheetContent:
    if upload.format is Format.OWN:
        return read_figures(upload.figures, known)
    if not upload.partner:
        raise Invalid("exchange.partner_needed", field="partner")
    if upload.partner not in known.partners:
        raw = upload.partner[:80]
        raise Invalid("exchange.no_such_partner", field="partner", raw=raw)
    try:
        metadata, doubts = read_descriptions(
            [(one.name, one.data) for one in upload.metadata],
            language=upload.language or known.languages[0],
            languages=known.languages,
        )
    except Invalid as error:
        raise Invalid(error.code, field="metadata", **error.params) from None
    meant = Meant(upload.decimal, upload.year_begins, upload.dates)
    base = base_code(upload, metadata)
    sheet = read_open_sdg(upload.table, metadata, base, meant)
    content = read_statistics(sheet, upload, metadata, known, _rhythm_word)
    return replace(content, doubts=(*doubts, *content.doubts))


def _rhythm_word(rhythm: Rhythm, language: str) -> str:
    return text(_RHYTHMS[rhythm], language)
