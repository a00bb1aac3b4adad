"""What search engines read out of the page of a material: schema.org LearningResource as microdata."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from jitco_portal.common.microdata import Item, Property
from materials.models import Access
from materials.queries.profile import WITHDRAWN, MaterialProfile, ShownEdition, ShownFile


def microdata_of(profile: MaterialProfile) -> Item | None:
    """Only of what everybody may read; what is fictional is no use to a search engine."""
    material = profile.material
    if material.access != Access.EVERYBODY or not material.is_listed or material.is_sample:
        return None
    return Item("LearningResource", list(_of_material(profile)))


def _of_material(profile: MaterialProfile) -> Iterator[Property]:
    material = profile.material
    yield Property("name", text=material.title)
    yield Property("url", url=f"{settings.SITE_URL}{material.get_absolute_url()}")
    if material.summary:
        yield Property("description", text=material.summary)
    yield Property("learningResourceType", text=str(material.get_kind_display()))
    for each in profile.languages:
        if each.latest and each.latest.state != WITHDRAWN:
            yield Property("workTranslation", item=Item("CreativeWork", list(_of_edition(each.latest))))


def _of_edition(shown: ShownEdition) -> Iterator[Property]:
    edition = shown.edition
    yield Property("url", url=f"{settings.SITE_URL}{edition.get_absolute_url()}")
    yield Property("inLanguage", text=edition.language)
    yield Property("version", text=edition.version)
    yield Property("datePublished", text=str(edition.dated))
    for each in shown.whole_files:
        yield Property("encoding", item=Item("MediaObject", list(_of_file(each))))


def _of_file(shown: ShownFile) -> Iterator[Property]:
    file = shown.file
    yield Property("contentUrl", url=f"{settings.SITE_URL}{file.get_absolute_url()}")
    yield Property("encodingFormat", text=file.type)
    yield Property("contentSize", text=str(file.size))
    yield Property("sha256", text=file.sha256)
