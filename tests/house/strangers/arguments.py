"""What pages send: the arguments of handlers, with the numbers of the closed world.

Handlers that want something else than others for a name have a row of their own.
"""

from typing import Any

from tests.house.strangers.closed import Closed

Arguments = dict[str, Any]

NEED_WHAT_IS_SUBMITTED = {
    "EntryState.take_back",
    "ReviewState.approve",
    "ReviewState.return_update",
}
# States that can change how figures are split.
DIMENSIONS = ("IndicatorFormState", "IndicatorsState")
NEED_WHAT_IS_APPROVED = {
    "EntryState.begin_correction",
    "EntryState.drop_correction",
    "EntryState.withdraw_consent",
    "ReviewState.withdraw",
}
# What has to happen first, in the same tab.
AFTER = {
    "EntryState.drop_correction": "EntryState.begin_correction",
    "IndicatorsState.restore": "IndicatorsState.retire",
    **{
        f"{state}.{verb}": f"{state}.change_dimension"
        for state in DIMENSIONS
        for verb in (
            "rename_dimension",
            "merge_dimension",
            "add_categories",
            "rename_category",
            "merge_category",
        )
    },
    **{f"{each}.restore_category": f"{each}.retire_category" for each in DIMENSIONS},
    "LogicState.add": "LogicState.begin_adding",
    "LogicState.assume": "LogicState.begin_linking",
    "LogicState.link": "LogicState.begin_linking",
    "LogicState.save": "LogicState.begin_editing",
    "PartnersState.resume": "PartnersState.end",
    "ReviewState.return_update": "ReviewState.begin_returning",
    "ReviewState.withdraw": "ReviewState.begin_withdrawing",
    "RoundsState.reopen": "RoundsState.close",
    "SettingsState.close_to_public": "SettingsState.open_to_public",
}
# Which form of the page a handler is sent.
FORMS = {
    "AccountState.rename": "own-name",
    "NewInitiativeState.create": "new-initiative",
    "NewOrganisationState.create": "new-organisation",
    "OrganisationState.invite": "invite",
    "OrganisationState.save": "profile",
    "SettingsState.save": "outline",
}


def by_name(closed: Closed) -> Arguments:
    """An argument for each name that handlers give to their parameters."""
    world = closed.world
    return {
        "answer": {"message": "read", "plan": {"rows": 1}},
        "by": 1,
        "category_id": str(closed.category.id),
        "code": "people",
        "dimension_id": str(world.age.id),
        "estimated": True,
        "indicator_id": str(world.people.id),
        "invitation_id": str(closed.invitation.id),
        "key": f"{world.people.id}||figure",
        "link_id": str(world.link.id),
        "locale": "de",
        "may_quote": True,
        "membership_id": str(closed.membership.id),
        "note": "Somebody else's words",
        "participation_id": str(world.as_partner.id),
        "period_id": str(world.quarter.id),
        "reason": "not_collected",
        "result_id": str(world.lower.id),
        "role": "viewer",
        "sent": _form(closed),
        "step": "3",
        "typed": "42",
    }


def of_handler(closed: Closed) -> dict[str, Arguments]:
    """What single handlers are sent instead."""
    world = closed.world
    form = _form(closed)
    return {
        "IndicatorFormState.save": {
            "form_id": "indicator-form",
            "sent": {**form, "kind": "count"},
        },
        "IndicatorFormState.redraw": {"form_id": "indicator-form"},
        "IndicatorsState.retire": {
            "form_id": "retire-indicator-people",
            "sent": {"ends": "2026-03-31"},
        },
        "IndicatorsState.delete": {"code": "unused"},
        **_of_dimensions(closed),
        **{handler: {"form_id": form_id} for handler, form_id in FORMS.items()},
        "LogicState.add": {"form_id": "new-result-3"},
        "LogicState.save": {"form_id": f"edit-result-{world.lower.id}"},
        "LogicState.assume": {"form_id": f"edit-link-{world.link.id}"},
        "LogicState.link": {
            "form_id": f"new-link-{world.lower.id}",
            "sent": {**form, "leads_to": str(closed.third.id)},
        },
        "PartnersState.invite_again": {"participation_id": str(closed.waiting.id)},
        "PartnersState.add_own": {
            "form_id": "add-own",
            "sent": {"organisation": "backbone", "part": "funder"},
        },
        "PartnersState.invite": {
            "form_id": "invite-organisations",
            "sent": {
                "people": "Somebody new",
                "part": "partner",
                "kind": "school",
                "since": "2026-04-01",
            },
        },
        "PartnersState.redraw": {
            "form_id": "invite-organisations",
            "sent": {"since": "other"},
        },
        "EntryState.begin_correction": {
            "form_id": "begin-correction",
            "sent": {"reason": "Two are missing"},
        },
        "ReviewState.return_update": {
            "form_id": "return-update",
            "sent": {"reason": "Please look again"},
        },
        "ReviewState.withdraw": {
            "form_id": "withdraw-update",
            "sent": {"reason": "It was somebody else's"},
        },
        "RoundsState.add": {
            "form_id": "open-period",
            "sent": {
                "period": "2026-Q4",
                "opens_on": "2026-10-01",
                "due_on": "2026-12-31",
            },
        },
        "RoundsState.approve_many": {
            "form_id": "approve-many",
            "sent": {"updates": [f"{closed.plain.id}:{closed.plain.revision}"]},
        },
        "RoundsState.change_window": {
            "form_id": f"change-window-{world.quarter.id}",
            "sent": {"opens_on": "2026-07-01", "due_on": "2026-12-31"},
        },
        "RoundsState.choose": {
            "form_id": "open-period",
            "sent": {"period": "2026-Q4"},
        },
        "RoundsState.remove": {"period_id": str(closed.empty_period.id)},
    }


def _of_dimensions(closed: Closed) -> dict[str, Arguments]:
    """What is sent about how figures are split, on either page."""
    age, young = closed.world.age.id, closed.category.id
    unused = str(closed.unused.id)
    form_ids = {
        "add_dimension": "new-dimension",
        "rename_dimension": f"rename-dimension-{age}",
        "add_categories": f"add-categories-{age}",
        "merge_dimension": f"merge-dimension-{age}",
        "rename_category": f"rename-category-{young}",
        "merge_category": f"merge-category-{young}",
    }
    into = {"merge_dimension": unused, "merge_category": str(closed.older.id)}
    sent = {
        handler: {
            "form_id": form_id,
            "sent": {**_form(closed), "into": into.get(handler, "")},
        }
        for handler, form_id in form_ids.items()
    }
    sent["remove_dimension"] = {"dimension_id": unused}
    return {
        f"{state}.{handler}": given
        for state in DIMENSIONS
        for handler, given in sent.items()
    }


def _form(closed: Closed) -> Arguments:
    """A form with the fields of all forms."""
    world = closed.world
    texts = (
        *("title", "description", "names", "goals", "notices"),
        *("titles", "definitions", "units"),
    )
    return {
        **{f"{each}.{lang}": "Words" for each in texts for lang in ("de", "en")},
        "area": "Elsewhere",
        "languages": ["de", "en"],
        "coverage": "50",
        "assumption.de": "If it is so",
        "categories.de": "one\ntwo",
        "description": "What we do",
        "direction": "up",
        "due_on": "2026-12-31",
        "ends": "",
        "id": str(world.lower.id),
        "kind": "nonprofit",
        "known_part": "partner",
        "lead": closed.cast.backbone.slug,
        "leads_to": str(world.upper.id),
        "name": "Another name",
        "note": "Somebody",
        "opens_on": "2026-10-01",
        "organisation": closed.cast.backbone.slug,
        "over_partners": "sum",
        "over_time": "sum",
        "part": "partner",
        "period": "2026-Q4",
        "period_id": str(world.quarter.id),
        "place": "Here",
        "reason": "Please look again",
        "result": str(world.lower.id),
        "rhythm": "quarter",
        "role": "editor",
        "starts": "2026-01-01",
        "step": "3",
        "threshold": "7",
        "website": "",
        "why": "Because",
    }


def place(closed: Closed, handler: str = "") -> dict[str, str]:
    """The parts of the addresses of pages."""
    update = closed.submitted if handler in NEED_WHAT_IS_SUBMITTED else closed.draft
    if handler in NEED_WHAT_IS_APPROVED:
        update = closed.approved
    return {
        "slug": closed.world.slug,
        "code": "people",
        "period": str(update.period_id),
        "partner": closed.cast.partner.slug,
        "org": closed.cast.backbone.slug,
        "invitation": closed.used_link,
    }
