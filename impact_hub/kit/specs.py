"""A form, declared once: its fields with labels, limits, and what they must be.

In a room's `forms.py`. The type says what kind of field it is, a default that it may be
left empty:

    class RenameCategory(FormSpec):
        title: Words = field(N_("Category"), most=200)

In its state, where the page loads, and where the form is handed in:

    self._show(
        RenameCategory,
        Content({"title": row.titles}, row.revision, languages=row.languages),
        key=str(row.id),
    )

    @rx.event
    @submitting(RenameCategory)
    async def rename(self, form: RenameCategory):
        await self._do(
            splitting.rename, int(form.key), form.title, revision=form.revision
        )
        await self._load()
        self._say("done.saved")

In its page, also inside of `rx.foreach`:

    form(RenameCategory, key=item.id, on_submit=State.rename, save=t("Rename"))

What a service refuses with `Invalid` goes to the field that it names (`title.de`), all
else to the form as a whole. Where somebody has changed the row meanwhile, `_load` shows
the form anew; the browser keeps what was typed, and says what differs.

- `adds = True` in a form that makes something new: it begins anew when it was taken.
- Choices that depend on one another: a field that is `live=True` sends the event
  `on_redraw` with what is typed; the state shows the form with other options, or
  `without` some fields, and says for what it is `drawn_for`. What was typed into fields
  that go away is there again when they come back.
- Rows: `aims: tuple[Aim, ...]`, where `Aim` is a form as well, has the fields
  `aims.0.due`, `aims.0.figure` … Rows that are left blank are not read.
- Words instead of the declared ones, such as a category's name: `Content.labels`.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, ClassVar, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from impact_hub.kit.forms import check_length

Words = dict[str, str]  # by language; only the main one must be there
MOST = 20_000  # letters, where a field sets no limit of its own


class FieldKind(StrEnum):
    """How a field is drawn, and what its text is read as."""

    LINE = auto()
    TEXT = auto()  # several lines
    SECRET = auto()  # a password: never kept, never trimmed
    EMAIL = auto()
    DAY = auto()
    WHOLE = auto()  # a whole number
    DECIMAL = auto()  # a text for the room to read: decimal signs differ by language
    SELECT = auto()  # one of a few
    TICK = auto()  # yes or no
    TICKS = auto()  # any of a few


@dataclass(frozen=True)
class FieldSpec:
    """What a form says about one of its fields."""

    label: str  # a sentence, in English
    hint: str = ""
    most: int = 0  # letters; 0: MOST
    options: Mapping[Any, str] | None = None  # sentences by value; None: given later
    kind: FieldKind | None = None  # None: as its type says
    empty: str = ""  # the code of what is said where it is left empty
    short: bool = False
    live: bool = False  # the form is drawn anew when it changes
    auto: str = ""  # what browsers fill in


@dataclass(frozen=True)
class OptionView:
    """Something to choose, in the reader's words."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldView:
    """A field as it stands on a page."""

    id: str  # of the page's element: one of its kind in the whole page
    name: str  # `title`, `title.de`, `aims.0.due`
    label: str
    kind: str
    hint: str = ""
    tag: str = ""  # the name of its language, where there are several
    lang: str = ""
    row: str = ""  # `aims.0`: fields of one row stand side by side
    value: str = ""
    chosen: tuple[str, ...] = ()  # of TICKS
    options: tuple[OptionView, ...] = ()
    most: int = 0
    needed: bool = False
    short: bool = False
    live: bool = False
    drawn_for: str = ""  # of a live field: the value that the form is drawn for
    auto: str = ""
    error: str = ""


@dataclass(frozen=True)
class FormView:
    """A form as it stands on a page."""

    id: str
    spec: str  # which form it is, and of what
    key: str
    fields: tuple[FieldView, ...]
    revision: int = 0  # of the row that it changes; 0: none, or it has no revisions
    adds: bool = False  # it makes something new, and begins anew afterwards
    error: str = ""  # what is wrong with it as a whole
    refusals: int = 0  # grows when it was refused: the first wrong field gets the focus
    title: str = ""  # its name for screen readers, where a page has many alike


class FormSpec(BaseModel):
    """The base of every form. What is declared in it are its fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    adds: ClassVar[bool] = False  # it makes something new, and begins anew afterwards

    _key: str = PrivateAttr(default="")
    _revision: int = PrivateAttr(default=0)

    @property
    def key(self) -> str:
        """Which one of several: the number of the category that it renames."""
        return self._key

    @property
    def revision(self) -> int:
        """The revision of the row that the person had before them."""
        return self._revision

    @classmethod
    def spec(cls) -> str:
        """Its name: `rename-category` for RenameCategory."""
        letters = (f"-{c.lower()}" if c.isupper() else c for c in cls.__name__)
        return "".join(letters).removeprefix("-")

    @classmethod
    def form_id(cls, key: str = "") -> str:
        """The id of the form on a page."""
        return f"{cls.spec()}-{key}" if key else cls.spec()

    def check_limits(self) -> None:
        """Refuse texts that are too long, wherever they come from."""
        for each in slots(type(self)):
            value = getattr(self, each.name)
            texts = {"": value} if isinstance(value, str) else value
            if not each.by_language and not isinstance(value, str):
                continue
            for language, text in texts.items():
                at = f"{each.name}.{language}" if language else each.name
                check_length(text, most=each.asked.most or MOST, field=at)

    def of(self, view: FormView) -> "FormSpec":
        """The same, knowing which form it came from."""
        self._key, self._revision = view.key, view.revision
        return self


S = TypeVar("S", bound=FormSpec)


@dataclass(frozen=True)
class FieldSlot:
    """A declared field: what is asked, and what its type says."""

    name: str
    asked: FieldSpec
    kind: FieldKind
    needed: bool
    by_language: bool = False
    rows: type[FormSpec] | None = None  # it is a list of these
    default: Any = None  # what it holds before anybody has filled it in


def field(  # noqa: PLR0913 - a declaration names what it says
    label: str,
    *,
    default: Any = ...,
    hint: str = "",
    most: int = 0,
    options: Mapping[Any, str] | None = None,
    kind: FieldKind | None = None,
    empty: str = "",
    short: bool = False,
    live: bool = False,
    auto: str = "",
    **constraints: Any,
) -> Any:
    """Declare a field. One without a default must be filled in; `constraints` are
    pydantic's, such as `ge` and `le`."""
    asked = FieldSpec(label, hint, most, options, kind, empty, short, live, auto)
    extra: Any = {"asked": asked}
    return Field(default, json_schema_extra=extra, **constraints)


def slots(spec: type[FormSpec]) -> Iterator[FieldSlot]:
    """The fields of a form, in their order."""
    for name in spec.model_fields:
        yield slot(spec, name)


def slot(spec: type[FormSpec], name: str) -> FieldSlot:
    """A declared field by its name."""
    info = spec.model_fields[name]
    extra = cast("dict[str, Any]", info.json_schema_extra)
    asked: FieldSpec = extra["asked"]
    core = _core(info.annotation)
    return FieldSlot(
        name=name,
        asked=asked,
        kind=asked.kind or _kind(core),
        needed=info.is_required(),
        by_language=core == Words,
        rows=_rows(core),
        default=None if info.is_required() else info.default,
    )


def slot_of(spec: type[FormSpec], path: str) -> FieldSlot:
    """The field that a name on a page belongs to, such as `title.de`, `aims.0.due`."""
    first, _, rest = path.partition(".")
    found = slot(spec, first)
    if found.rows is None:
        return found
    return slot_of(found.rows, rest.partition(".")[2])


def refusal(code: str, *, at: str = "", **params: object) -> PydanticCustomError:
    """What a validator of a form raises: a code with its sentence's parameters.
    `at` names the field, where a validator looks at several."""
    said: Any = code
    return PydanticCustomError(said, said, {**params, "at": at})


def _core(annotation: Any) -> Any:
    """`date` of `date | None`."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


def _rows(core: Any) -> type[FormSpec] | None:
    inner: Any = get_args(core)[0] if get_origin(core) is tuple else None
    if isinstance(inner, type) and issubclass(inner, FormSpec):
        return inner
    return None


_KINDS: dict[Any, FieldKind] = {
    bool: FieldKind.TICK,
    date: FieldKind.DAY,
    int: FieldKind.WHOLE,
    Decimal: FieldKind.DECIMAL,
}


def _kind(core: Any) -> FieldKind:
    if get_origin(core) is tuple:
        return FieldKind.TICKS
    if isinstance(core, type) and issubclass(core, StrEnum):
        return FieldKind.SELECT
    return _KINDS.get(core, FieldKind.LINE)
