"""What kinds of organisations, and roles in them, are called."""

from collections.abc import Mapping
from types import MappingProxyType

from impact_hub.identity.kinds import OrganisationKind
from impact_hub.identity.permissions import Role
from impact_hub.texts import N_

KINDS: Mapping[OrganisationKind, str] = MappingProxyType(
    {
        OrganisationKind.NONPROFIT: N_("Nonprofit organisation"),
        OrganisationKind.PUBLIC_BODY: N_("Public body"),
        OrganisationKind.COMPANY: N_("Company"),
        OrganisationKind.FOUNDATION: N_("Foundation"),
        OrganisationKind.SCHOOL: N_("School"),
        OrganisationKind.CONGREGATION: N_("Congregation"),
        OrganisationKind.CITIZENS_GROUP: N_("Citizens' group"),
    }
)

# What a role may do, where one is given.
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.OWNER: N_("Owner: everything, and who belongs to it"),
        Role.EDITOR: N_("Editor: gives and reviews figures"),
        Role.VIEWER: N_("Viewer: reads"),
    }
)
