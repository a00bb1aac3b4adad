"""Triggers that mark the entries of the search when something changes that a country's rows are found by.

Kinds of entries: country, section, notice, talk. The rows of a country are found by its names as well.
"""

import pgtrigger

from countries.models.agreements import Counterpart, GovernmentTalk
from countries.models.countries import Country
from countries.models.texts import CountrySection, Notice
from jitco_portal.common.search.triggers import marks_entry

_ROWS_OF_COUNTRIES = (
    "(SELECT 'section' AS kind, id, country_id FROM countries_countrysection"
    " UNION ALL SELECT 'notice', id, country_id FROM countries_notice"
    " UNION ALL SELECT 'talk', id, country_id FROM countries_governmenttalk) AS told WHERE told.country_id = {row}.id"
)
_NAMES = ("code", "name_en", "name_ja", "name_kana")
_IS_RENAMED = {"operation": pgtrigger.Update, "condition": pgtrigger.AnyChange(*_NAMES)}

pgtrigger.register(
    marks_entry("is_found", kind="'country'", operation=pgtrigger.Insert | pgtrigger.Delete),
    marks_entry("is_found_anew", kind="'country'", **_IS_RENAMED),
    marks_entry("rows_are_found_anew", kind="told.kind", object_id="told.id", rows=_ROWS_OF_COUNTRIES, **_IS_RENAMED),
)(Country)
pgtrigger.register(marks_entry("office_is_found", kind="'country'", object_id="{row}.country_id"))(Counterpart)
pgtrigger.register(marks_entry("is_found", kind="'section'"))(CountrySection)
pgtrigger.register(marks_entry("is_found", kind="'notice'"))(Notice)
pgtrigger.register(marks_entry("is_found", kind="'talk'"))(GovernmentTalk)
