"""Routes for files: figures and their codebook out, files of figures in."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from impact_hub.config import settings
from impact_hub.features.exchange.formats.times import DATES, YearBegins
from impact_hub.features.exchange.formats.uploads import Description, Upload
from impact_hub.features.exchange.queries.figures import codebook, export_file
from impact_hub.features.exchange.rules.plans import Plan, Refused
from impact_hub.features.exchange.rules.problems import Doubt, Problem
from impact_hub.features.exchange.service.importing import carry_out
from impact_hub.features.exchange.service.planning import check_right, plan
from impact_hub.identity import sessions
from impact_hub.identity.browser import SameSite, Token
from impact_hub.identity.permissions import Actor
from impact_hub.kit import clock, db
from impact_hub.kit.calendar import Rhythm, Span
from impact_hub.kit.errors import Invalid, TooLarge
from impact_hub.kit.forms import keepable
from impact_hub.kit.tabular import Layout
from impact_hub.rest import Reader, Reading, locale_of
from impact_hub.texts import formats, pick
from impact_hub.texts.refusals import sentence

router = APIRouter(prefix="/api/v1/initiatives/{slug}", tags=["figures"])

MEGABYTE = 1024 * 1024
# What a form may have besides the file: descriptions, and the fields' own words.
BESIDES = MEGABYTE
# So much more than is allowed is read and thrown away, so that the browser gets to
# hear why: one whose upload is cut off shows no answer.
PATIENCE = 4
MOST_FILES = 8

Wanted = Annotated[Layout, Query(alias="format")]


@router.get("/figures.csv")
def get_figures(
    slug: str, session: Reading, actor: Reader, layout: Wanted = Layout.CSV
) -> Response:
    """All the figures that one may take away, a row for each value."""
    return _file(f"figures-{slug}", export_file(session, actor, slug, layout))


@router.get("/codebook.csv")
def get_codebook(
    slug: str, session: Reading, actor: Reader, layout: Wanted = Layout.CSV
) -> Response:
    """What the codes in the figures mean, a row for each indicator and category."""
    return _file(f"codebook-{slug}", codebook(session, actor, slug, layout))


async def sent_form(request: Request) -> AsyncGenerator[FormData]:
    """The form with its files; refused while it is read where it is too large."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise Invalid("exchange.file_missing", field="file")
    parser = MultiPartParser(request.headers, _up_to(request), max_files=MOST_FILES)
    try:
        form = await parser.parse()
    except MultiPartException:
        raise Invalid("exchange.file_missing", field="file") from None
    try:
        yield form
    finally:
        await form.close()


# The body is read by hand, because of its limit; so its description is, too.
_WORDS = ("partner", "language", "source", "source_url", "licence", "indicator", "why")
_FILE = {"type": "string", "format": "binary"}
_FORM: dict[str, Any] = {
    "required": ["file"],
    "properties": {
        "file": _FILE,
        "metadata": {"type": "array", "items": _FILE},
        "mode": {"enum": ["plan", "carry_out"], "default": "plan"},
        "decimal": {"enum": [".", ",", ""]},
        "year_begins": {"enum": [*YearBegins, ""]},
        "dates": {"enum": [*DATES, ""]},
        **{name: {"type": "string"} for name in _WORDS},
    },
}
_BODY = {"content": {"multipart/form-data": {"schema": {"type": "object", **_FORM}}}}


@router.post("/import", dependencies=[SameSite], openapi_extra={"requestBody": _BODY})
def import_figures(
    request: Request,
    slug: str,
    form: Annotated[FormData, Depends(sent_form)],
    token: Token,
) -> JSONResponse:
    """Say what an import would do (`mode` is `plan`), or carry it out (`carry_out`).

    The answer has the plan, with sentences in the reader's language.
    """
    upload = _upload(form)
    if _text(form, "mode") != "carry_out":
        with db.reading() as session:
            actor = sessions.actor_of(session, token)
            found = plan(session, actor, slug, upload)
        return _answer(found, "", _locale(request, actor))
    with db.reading() as session:
        actor = sessions.actor_of(session, token)
        check_right(session, actor, slug)
    upload.read()  # before the database is locked
    try:
        with db.transaction() as session:
            actor = sessions.actor_of(session, token)
            done = carry_out(session, actor, slug, upload)
    except Refused as refused:
        locale = _locale(request, actor)
        return _answer(refused.plan, refused.code, locale, status=refused.status)
    code = "exchange.done" if done.changes_something else "exchange.nothing_new"
    return _answer(done, code, _locale(request, actor))


def _file(name: str, data: bytes) -> Response:
    attached = f'attachment; filename="{name}-{clock.today()}.csv"'
    return Response(
        data,
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": attached, "cache-control": "no-store"},
    )


async def _up_to(request: Request) -> AsyncGenerator[bytes]:
    """The body as far as it is allowed; the rest is read without being kept."""
    allowed = settings().max_upload_mb * MEGABYTE + BESIDES
    got = 0
    async for chunk in request.stream():
        got += len(chunk)
        if got > PATIENCE * allowed:
            break
        if got <= allowed:
            yield chunk
    if got > allowed:
        raise _too_large()


def _too_large() -> TooLarge:
    most = settings().max_upload_mb
    return TooLarge("exchange.file_too_large", field="file", most=most)


def _upload(form: FormData) -> Upload:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Invalid("exchange.file_missing", field="file")
    data = file.file.read()
    if len(data) > settings().max_upload_mb * MEGABYTE:
        raise _too_large()
    described = (
        Description(sent.file.read(), sent.filename)
        for sent in form.getlist("metadata")
        if isinstance(sent, UploadFile) and sent.filename
    )
    decimal, begins = _text(form, "decimal"), _text(form, "year_begins")
    words: Any = {name: _text(form, name) for name in _WORDS}
    return Upload(
        data=data,
        name=file.filename.replace("\\", "/").rpartition("/")[2],
        metadata=tuple(described),
        decimal=decimal if decimal in (".", ",") else None,
        year_begins=YearBegins(begins) if begins in list(YearBegins) else None,
        dates=DATES.get(_text(form, "dates")),
        **words,
    )


def _text(form: FormData, field: str) -> str:
    sent = form.get(field)
    return keepable(sent).strip() if isinstance(sent, str) else ""


def _locale(request: Request, actor: Actor) -> str:
    return locale_of(request, actor.locale)


def _answer(plan: Plan, code: str, locale: str, *, status: int = 200) -> JSONResponse:
    found = plan.problems_total + len(plan.questions)
    return JSONResponse(
        {
            "code": code,
            "field": None,
            "message": sentence(code, locale, n=found) if code else "",
            "done": status == 200 and bool(code),
            "plan": plan_json(plan, locale),
        },
        status_code=status,
    )


def plan_json(plan: Plan, locale: str) -> dict[str, Any]:
    """A plan as pages and programs read it, in a language."""
    return {
        "file": plan.file,
        "format": plan.format,
        "is_possible": plan.is_possible,
        "changes_something": plan.changes_something,
        "rows": plan.rows,
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "blank": plan.blank,
        "removed": plan.removed,
        "repeated": plan.repeated,
        "summed": plan.summed,
        "corrected": plan.corrected,
        **_definitions(plan, locale),
        "periods": [_period(span, locale) for span in plan.periods],
        "updates": [
            {
                "partner": one.partner,
                "partner_name": one.partner_name,
                "period": _period(one.period, locale),
                "before": one.before,
                "status": one.status,
                "added": one.added,
                "changed": one.changed,
                "removed": one.removed,
            }
            for one in plan.updates
        ],
        "problems": [_problem(one, locale) for one in plan.problems],
        "problems_total": plan.problems_total,
        "doubts": [_doubt(one, locale) for one in plan.doubts],
        "fields": [
            {
                "field": one.field,
                "code": one.code,
                "message": sentence(one.code, locale, **one.params),
            }
            for one in plan.questions
        ],
    }


def _definitions(plan: Plan, locale: str) -> dict[str, list[dict[str, Any]]]:
    return {
        "indicators": [
            {
                "code": one.code,
                "title": pick(one.titles, locale),
                "unit": pick(one.units, locale),
            }
            for one in plan.new.indicators
        ],
        "dimensions": [
            {"code": one.code, "title": pick(one.titles, locale)}
            for one in plan.new.dimensions
        ],
        "categories": [
            {
                "dimension": one.dimension,
                "code": one.code,
                "title": pick(one.titles, locale),
            }
            for one in plan.new.categories
        ],
        "areas": [
            {
                "dimension": one.dimension,
                "category": one.category,
                "geo_code": one.geo_code,
            }
            for one in plan.new.areas
        ],
        "splits": [
            {"indicator": one.indicator, "dimensions": list(one.dimensions)}
            for one in plan.new.splits
        ],
    }


def _period(span: Span, locale: str) -> dict[str, str]:
    """A period, and its days where its name does not tell them."""
    days = ""
    if span.rhythm is Rhythm.SCHOOL_YEAR:
        starts, ends = formats.day(span.starts, locale), formats.day(span.ends, locale)
        days = f"{starts} – {ends}"
    name = formats.period(span, locale)
    return {"code": span.code, "name": name, "days": days}


def _doubt(one: Doubt, locale: str) -> dict[str, str | int]:
    """The same, and in which field of the form one can say how it is meant."""
    return {**_problem(one, locale), "field": one.field}


def _problem(one: Problem, locale: str) -> dict[str, str | int]:
    return {
        "line": one.line,
        "column": one.column,
        "code": one.code,
        "message": sentence(one.code, locale, **one.params),
    }
