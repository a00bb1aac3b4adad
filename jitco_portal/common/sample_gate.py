"""Fictional rows and accounts belong in the embedded database; into any other only when it is empty."""

from django.apps import apps
from django.conf import settings
from django.db import models

from jitco_portal.common.models import GroupPermissionEvent


class SampleDataRefused(Exception):
    """The text says why this database takes no sample data."""


def refuse_unless_samples_are_welcome() -> None:
    """Pass for the embedded database, and with SAMPLE=1 for one without any row of ours; else refuse.

    To be asked before reference data are loaded: those are rows too.
    """
    if settings.EMBEDDED_DATABASE:
        return
    if not settings.SAMPLE:
        raise SampleDataRefused(
            "Sample data and accounts are kept out of the database of DATABASE_URL; "
            "SAMPLE=1 allows them when it is empty."
        )
    for model in _our_models():
        if model._base_manager.exists():
            raise SampleDataRefused(
                "Sample data are refused: the database of DATABASE_URL is not empty "
                f"({model._meta.verbose_name_plural})."
            )


def _our_models() -> list[type[models.Model]]:
    """Every table of our own apps; those of Django's fill themselves when migrating.

    That the staff groups got their permissions stands in our history, but it is no data of anybody.
    """
    ours = set(settings.OUR_APPS)
    return [
        model
        for model in apps.get_models()
        if model._meta.app_config.name in ours
        and model._meta.managed
        and not model._meta.proxy
        and model is not GroupPermissionEvent
    ]
