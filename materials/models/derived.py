"""Triggers that mark the entries of the search when something changes that a material or an answer is found by.

A material has an entry of its own words, and each file of a current edition one of its text: a title that changes
is no reason to read long texts again. Those on tables of other apps hang on proxies here.
"""

import pgtrigger

from countries.models import Country, Programme
from jitco_portal.common.search.triggers import marks_entry
from materials.models.editions import Edition, FileCare
from materials.models.enquiries import QuestionAnswer
from materials.models.materials import Material, MaterialOperation
from organizations.models import JobCategory, Operation

MATERIAL_KIND, TEXT_KIND, QUESTION_KIND = "material", "material_text", "question"
_MATERIAL, _TEXT, _QUESTION = (f"'{kind}'" for kind in (MATERIAL_KIND, TEXT_KIND, QUESTION_KIND))


def _in_both(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{language}" for field in fields for language in ("en", "ja"))


MATERIAL_WORDS = (*_in_both("title", "summary", "form"), "kind", "audiences", "programme_id")
QUESTION_WORDS = (*_in_both("question", "answer"), "topic", "country_id", "programme_id", "state")


def _marks_own(kind: str, words: tuple[str, ...]) -> list[pgtrigger.Trigger]:
    """Of a row's own entry: when it comes or goes, and when a word of it changes."""
    return [
        marks_entry("is_found", kind=kind, operation=pgtrigger.Insert | pgtrigger.Delete),
        marks_entry(
            "is_found_anew", kind=kind, operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*words)
        ),
    ]  # fmt: skip


pgtrigger.register(*_marks_own(_MATERIAL, MATERIAL_WORDS))(Material)
pgtrigger.register(*_marks_own(_QUESTION, QUESTION_WORDS))(QuestionAnswer)
pgtrigger.register(marks_entry("material_is_found", kind=_MATERIAL, object_id="{row}.material_id"))(MaterialOperation)
# Published or withdrawn: the languages of the material are other ones, and so are the texts of this language.
_CHANGED_STATE = pgtrigger.AnyChange("state")
pgtrigger.register(
    marks_entry(
        "material_is_found",
        kind=_MATERIAL,
        object_id="{row}.material_id",
        operation=pgtrigger.Update,
        condition=_CHANGED_STATE,
    ),
    marks_entry(
        "texts_are_found",
        kind=_TEXT,
        object_id="held.id",
        rows=(
            "materials_editionfile AS held JOIN materials_edition AS one ON one.id = held.edition_id"
            " WHERE one.material_id = {row}.material_id AND one.language = {row}.language"
        ),
        operation=pgtrigger.Update,
        condition=_CHANGED_STATE,
    ),
)(Edition)
pgtrigger.register(
    marks_entry(
        "text_is_found",
        kind=_TEXT,
        object_id="{row}.file_id",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("text"),
    ),
    marks_entry(
        "text_comes_or_goes",
        kind=_TEXT,
        object_id="{row}.file_id",
        operation=pgtrigger.Insert | pgtrigger.Delete,
    ),
)(FileCare)


def _marks_by_name(name: str, kind: str, rows: str, object_id: str = "held.id") -> pgtrigger.Trigger:
    """Rows that are found by the name of one of another table."""
    return marks_entry(
        name,
        kind=kind,
        object_id=object_id,
        rows=rows,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("name_en", "name_ja"),
    )


_OF_OPERATIONS = (
    "materials_material_operations AS held JOIN organizations_operation AS one ON one.id = held.operation_id"
)


@pgtrigger.register(
    _marks_by_name(
        "materials_are_found_anew", _MATERIAL, f"{_OF_OPERATIONS} WHERE one.id = {{row}}.id", "held.material_id"
    )
)
class OperationOfMaterials(Operation):
    """Materials are found by the names of their operations; these know nothing of materials."""

    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(
    _marks_by_name(
        "materials_are_found_anew",
        _MATERIAL,
        f"{_OF_OPERATIONS} WHERE one.category_id = {{row}}.id",
        "held.material_id",
    )
)
class CategoryOfMaterials(JobCategory):
    """As above, of their job categories."""

    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(
    _marks_by_name(
        "materials_are_found_anew", _MATERIAL, "materials_material AS held WHERE held.programme_id = {row}.id"
    ),
    _marks_by_name(
        "questions_are_found_anew", _QUESTION, "materials_questionanswer AS held WHERE held.programme_id = {row}.id"
    ),
)
class ProgrammeOfMaterials(Programme):
    """As above, of programmes."""

    class Meta:
        proxy = True
        default_permissions = ()


@pgtrigger.register(
    marks_entry(
        "questions_are_found_anew",
        kind=_QUESTION,
        object_id="held.id",
        rows="materials_questionanswer AS held WHERE held.country_id = {row}.id",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("code", "name_en", "name_ja", "name_kana"),
    )
)
class CountryOfQuestions(Country):
    """As above, of countries."""

    class Meta:
        proxy = True
        default_permissions = ()
