"""The text that goes along with an invitation's link, to be copied into a mail."""

from dataclasses import dataclass

from impact_hub.features.initiatives.rules import Part
from impact_hub.features.joining.rows import AskedRow, InvitedRow, PartnersRow
from impact_hub.features.joining.rules import about_minutes
from impact_hub.texts import formats, ntext, pick, text


@dataclass(frozen=True)
class LetterItem:
    """An organisation that was invited, with its link and a text for a mail."""

    name: str
    address: str
    link: str
    subject: str
    text: str
    mail: str  # opens the mail program


def letter_of(
    invited: InvitedRow, place: PartnersRow, base: str, part: Part
) -> LetterItem:
    """A letter in the initiative's main language."""
    locale = place.languages[0]
    link = f"{base}/invite/{invited.token}"
    subject = text(
        "Invitation: {initiative}", locale, initiative=pick(place.names, locale)
    )
    written = "\n\n".join(_paragraphs(invited, place, part, link, locale))
    return LetterItem(
        name=invited.name,
        address=invited.address,
        link=link,
        subject=subject,
        text=written,
        mail=invited.address,
    )


def _paragraphs(
    invited: InvitedRow, place: PartnersRow, part: Part, link: str, locale: str
) -> list[str]:
    goal = pick(place.goals, locale)
    asked = (
        [asked_sentence(invited.asked, locale)]
        if part is Part.PARTNER
        else [text("You can read all results, and take them away.", locale)]
    )
    return [
        text("Hello,", locale),
        text(
            "{backbone} invites {organisation} to take part in “{initiative}”. The "
            "shared goal: {goal}",
            locale,
            backbone=place.backbone,
            organisation=invited.name,
            initiative=pick(place.names, locale),
            goal=goal,
        ),
        *asked,
        seen_sentence(place.threshold, place.backbone, locale, is_open=place.is_open),
        text(
            "This link is for you alone, and works until {day}:",
            locale,
            day=formats.day_of(invited.expires_at, locale),
        )
        + f"\n{link}",
    ]


def asked_sentence(asked: AskedRow, locale: str) -> str:
    """How many figures, for which period, until when, and about how long it takes."""
    if not asked.figures:
        return text("Nothing is asked of you yet.", locale)
    figures = ntext(
        "We ask you for {n} figure each time.",
        "We ask you for {n} figures each time.",
        asked.figures,
        locale,
    )
    takes = text(
        "That takes about {minutes} minutes.",
        locale,
        minutes=about_minutes(asked.fields),
    )
    first = _first(asked, locale)
    return " ".join(each for each in (figures, first, takes) if each)


def _first(asked: AskedRow, locale: str) -> str:
    if asked.span is None:
        return ""
    period = formats.period(asked.span, locale)
    if asked.due_on is None:
        return text("First for {period}.", locale, period=period)
    day = formats.day(asked.due_on, locale)
    return text("First for {period}, by {day}.", locale, period=period, day=day)


def seen_sentence(threshold: int, backbone: str, locale: str, *, is_open: bool) -> str:
    """Who sees what of it."""
    others = (
        text("Everyone sees only what all have together", locale)
        if is_open
        else text("Only those who take part see what all have together", locale)
    )
    return text(
        "Your own figures are seen by you and by {backbone}; other partners see your "
        "totals. {others}; numbers of people below {threshold} are withheld.",
        locale,
        backbone=backbone,
        others=others,
        threshold=threshold,
    )
