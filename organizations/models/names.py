"""Names that an organization bore before, or is known by besides: what an old business card says."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.partial_dates import PartialDateField, partial_date_check
from jitco_portal.common.sources import Sourced
from organizations.models.organizations import Organization


@pghistory.track()
class OrganizationName(Sourced):
    """A former name or another one; the names of today stand on the organization itself."""

    class Kind(models.TextChoices):
        FORMER = "former", _("former name")
        ALIAS = "alias", _("also known as")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="further_names", verbose_name=_("organization")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=300)
    until_on = PartialDateField(_("until"), blank=True, help_text=_("Last day of a former name, where it is known."))

    class Meta:
        verbose_name = _("former or other name")
        verbose_name_plural = _("former and other names")
        ordering = ["organization", "kind", "-until_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="organizationname_once",
                violation_error_message=_("This name is there already."),
            ),
            models.CheckConstraint(name="organizationname_is_written", condition=~Q(name="")),
            partial_date_check("organizationname", "source_on", "until_on"),
        ]

    def __str__(self):
        return self.name
