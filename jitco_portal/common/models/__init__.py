"""The ground that every app stands on: the person who logs in, mail, consent."""

from jitco_portal.common.models.mail import OutboxMessage, Unsubscription
from jitco_portal.common.models.people import (
    SECOND_FACTORS,
    Address,
    AddressEvent,
    EmailUserManager,
    GroupPermission,
    GroupPermissionEvent,
    SecondFactor,
    SecondFactorEvent,
    User,
    UserGroup,
    UserGroupEvent,
    UserPermission,
    UserPermissionEvent,
)
from jitco_portal.common.models.privacy import Consent, LegalText
from jitco_portal.common.models.search import SearchEntry, SearchWord

__all__ = [
    "SECOND_FACTORS",
    "Address",
    "AddressEvent",
    "Consent",
    "EmailUserManager",
    "GroupPermission",
    "GroupPermissionEvent",
    "LegalText",
    "OutboxMessage",
    "SearchEntry",
    "SearchWord",
    "SecondFactor",
    "SecondFactorEvent",
    "Unsubscription",
    "User",
    "UserGroup",
    "UserGroupEvent",
    "UserPermission",
    "UserPermissionEvent",
]
