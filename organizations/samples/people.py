"""Fictional people of six sample organizations, one in each role."""

from functools import partial

from jitco_portal.common.days import today
from jitco_portal.common.models import User
from jitco_portal.common.registry import SampleAccount
from organizations.models import Membership, Organization, Role
from organizations.samples.contacts import keep_contact

# The word of the organization, and who administers, edits and reads there, each with their language.
# All rules of a match-up hold for Asahi and Sakura with Jasmine, Cedar and Lily (for care not with Cedar). The islands
# of Coral have no memorandum: nobody can say whether it may accept.
PEOPLE = (
    ("Asahi", (("見本 あさひ（見本）", "ja"), ("見本 一郎（見本）", "ja"), ("Emi Sample (sample)", "en"))),
    ("Sakura", (("見本 さくら（見本）", "ja"), ("見本 三郎（見本）", "ja"), ("見本 四郎（見本）", "ja"))),
    ("JASMINE", (("Jasmin Sample (sample)", "en"), ("Jonas Sample (sample)", "en"), ("見本 五郎（見本）", "ja"))),
    ("CORAL", (("Cora Sample (sample)", "en"), ("Carl Sample (sample)", "en"), ("Celia Sample (sample)", "en"))),
    ("CEDAR", (("Ada Sample (sample)", "en"), ("Alan Sample (sample)", "en"), ("Aya Sample (sample)", "en"))),
    ("LILY", (("Lila Sample (sample)", "en"), ("Leo Sample (sample)", "en"), ("見本 六郎（見本）", "ja"))),
)


def sample_people() -> list[SampleAccount]:
    return [
        SampleAccount(
            email=f"{word.lower()}.{role}@example.org",
            role=role.value,
            name=name,
            language=language,
            apply=partial(_join, word=word, role=role),
            with_totp=role == Role.ADMINISTRATOR,
        )
        for word, people in PEOPLE
        for role, (name, language) in zip(Role, people, strict=True)
    ]


def _join(user: User, *, word: str, role: Role) -> dict[str, str]:
    """A member in the role; whoever was one already stays what was made of them meanwhile."""
    organization = Organization.objects.get(short_name=f"{word} (sample)", is_sample=True)
    # The history too: a membership that ends on its first day leaves no row.
    events = Membership.pgh_event_model.objects  # type: ignore[attr-defined]
    if not events.filter(user_id=user.pk, organization_id=organization.pk).exists():
        Membership.objects.create(user=user, organization=organization, role=role, from_on=today())
    current = Membership.objects.filter(user=user, organization=organization, role=Role.ADMINISTRATOR).current()
    if role == Role.ADMINISTRATOR and (administrator := current.first()):
        keep_contact(membership=administrator)
    return {"organization": organization.public_id, "organization_name": organization.name_en}
