"""States of organisations, their members and invitations."""

from dataclasses import dataclass

import reflex as rx

from impact_hub.config import settings
from impact_hub.features.organisations import queries, service
from impact_hub.features.organisations.forms import (
    Invite,
    NewOrganisation,
    Profile,
)
from impact_hub.identity.models import Organisation
from impact_hub.identity.permissions import Permission, Role
from impact_hub.kit.forms import one_of, row_number
from impact_hub.texts import formats
from impact_hub.ui.formstate import submitting
from impact_hub.ui.formviews import Content
from impact_hub.ui.state import AppState, answering, arriving


@dataclass(frozen=True)
class MemberItem:
    """Somebody in an organisation."""

    id: str
    name: str
    email: str
    role: str
    is_me: bool


@dataclass(frozen=True)
class InvitationItem:
    """An invitation that nobody has accepted yet."""

    id: str
    role: str
    note: str
    is_open: bool
    expires: str


class NewOrganisationState(AppState):
    """Adding one's own organisation."""

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        (await self._arrive()).require_sign_in()
        self._show(NewOrganisation)

    @rx.event
    @submitting(NewOrganisation)
    async def create(self, form: NewOrganisation):
        organisation = await self._do(
            service.found_organisation,
            name=form.name,
            kind=form.kind,
            place=form.place,
        )
        return rx.redirect(f"/o/{organisation.slug}")


class OrganisationState(AppState):
    """One organisation: its profile, members and invitations."""

    name: str = ""
    kind: str = ""
    place: str = ""
    website: str = ""
    description: str = ""
    may_edit: bool = False
    is_member: bool = False
    members: list[MemberItem] = []
    invitations: list[InvitationItem] = []
    link: str = ""

    @rx.event
    @arriving
    async def load(self):
        self._leave()
        self.link = ""
        await self._load()

    async def _load(self) -> None:
        slug = self._part("org")
        actor = await self._arrive()
        found = await self._read(queries.get_organisation, slug)
        self.name, self.kind = found.name, str(found.kind)
        self.place, self.website = found.place, found.website
        self.description = found.description
        self.is_member = actor.may(Permission.FIGURES_SEE, at=found.id)
        self.may_edit = actor.may(Permission.ORGANISATION_EDIT, at=found.id)
        self.members = (
            [
                MemberItem(
                    str(m.membership_id),
                    m.name,
                    m.email,
                    str(m.role),
                    m.person_id == actor.person_id,
                )
                for m in await self._read(queries.list_members, slug)
            ]
            if self.is_member
            else []
        )
        self.invitations = (
            [
                InvitationItem(
                    str(i.id),
                    str(i.role),
                    i.note,
                    i.status == "open",
                    formats.day_of(i.expires_at, self.locale),
                )
                for i in await self._read(queries.list_invitations, slug)
            ]
            if actor.may(Permission.MEMBERS_MANAGE, at=found.id)
            else []
        )
        if self.may_edit:
            self._show(Profile, _profile(found))
            self._show(Invite, Content({"role": Role.EDITOR}))

    @rx.event
    @submitting(Profile)
    async def save(self, form: Profile):
        await self._do(
            service.edit_organisation, self._part("org"), form, revision=form.revision
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @submitting(Invite)
    async def invite(self, form: Invite):
        token = await self._do(
            service.invite, self._part("org"), role=form.role, note=form.note
        )
        await self._load()
        self.link = f"{str(settings().public_url).rstrip('/')}/invite/{token}"

    @rx.event
    @answering
    async def withdraw(self, invitation_id: str):
        await self._do(service.withdraw_invitation, row_number(invitation_id))
        await self._load()
        self._say("organisations.withdrawn")

    @rx.event
    @answering
    async def change_role(self, membership_id: str, role: str):
        await self._do(
            service.change_role,
            self._part("org"),
            row_number(membership_id),
            role=one_of(Role, role, field="role"),
        )
        await self._load()
        self._say("done.saved")

    @rx.event
    @answering
    async def remove(self, membership_id: str):
        await self._do(
            service.remove_member, self._part("org"), row_number(membership_id)
        )
        await self._load()
        self._say("done.removed")


def _profile(found: Organisation) -> Content:
    return Content(found.model_dump(include=set(Profile.model_fields)), found.revision)
