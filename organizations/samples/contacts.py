"""Who the fictional contacts are, who may see them, and which of them agreed to be seen from abroad."""

from countries.models import Country
from jitco_portal.common.models import User
from organizations.models import Membership, Organization
from organizations.models.organizations import Visibility
from organizations.queries.disclosure import NoNotice, NoRegimeText, agreed_abouts
from organizations.services.disclosure import consent_to_disclosure

# The administrators of the sample people, by the short name of their organization: who sees them.
OF_PEOPLE = {
    "ASAHI": ("見本 あさひ（見本）", Visibility.PUBLIC),
    "SAKURA": ("見本 さくら（見本）", Visibility.MEMBERS),
    "JASMINE": ("Jasmin Sample (sample)", Visibility.MEMBERS),
    "CORAL": ("Cora Sample (sample)", Visibility.OWN),
    "CEDAR": ("Ada Sample (sample)", Visibility.MEMBERS),
    "LILY": ("Lila Sample (sample)", Visibility.MEMBERS),
}
# These agreed to recipients in the Sample Republic and on the public page; the others were not asked.
AGREED = {"ASAHI"}


def contact_of(word: str, number: int, name: str) -> dict[str, str]:
    """The contact of a sample organization; its visibility goes round, so that each can be seen."""
    if person := OF_PEOPLE.get(word.upper()):
        name, visibility = person
        email = f"{word.lower()}.administrator@example.org"
    else:
        visibility, email = list(Visibility)[number % len(Visibility)], f"{word.lower()}@example.org"
    return {"contact_name": name, "contact_email": email, "contact_visibility": visibility.value}


def keep_contact(*, membership: Membership) -> None:
    """The administrator of a sample organization is its contact; some agreed to be seen from abroad."""
    user, organization = membership.user, membership.organization
    if organization.contact_email != user.email:  # somebody tried out another
        return
    if organization.contact_member_id != membership.pk:
        Organization.objects.filter(pk=organization.pk).update(contact_member=membership)
    word = organization.short_name.partition(" ")[0]
    if word.upper() in AGREED and not agreed_abouts(user).exists():
        _agree(user)


def _agree(user: User) -> None:
    for country in (None, Country.objects.filter(code="XS").first()):
        try:
            consent_to_disclosure(user=user, country=country, language=user.language)
        except (NoNotice, NoRegimeText):  # the notices are not loaded: nothing can be agreed
            return
