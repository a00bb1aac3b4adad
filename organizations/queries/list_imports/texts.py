"""Questions and remarks about a list in words; they are kept as codes, so that readers have them in their language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jitco_portal.common.spreadsheets.shapes import REFUSALS
from organizations.models import ListField
from organizations.queries.list_imports.shapes import Question

# Asked about the whole file before anything can be compared.
ASKS: dict[str, Promise] = {
    "encoding": _("The file does not tell its encoding. Which is it?"),
    "sheet": _("Several sheets look like a list: %(names)s. Which one is it?"),
    "columns": _("No heading was found that means a name or a number. Which columns hold what?"),
    "two_columns": _("Two columns may be “%(field)s”: %(names)s. Which one is it?"),
    "date_order": _(
        "The dates of “%(heading)s” can be read in two ways: %(example)s. Does the day or the month come first?"
    ),
    "measure": _("The list does not say which measure it tells."),
    "permit": _("The list does not say of which kind the permits are."),
    "issuer": _("No office is called “%(name)s”. Is it one of these: %(names)s? Give its name in full."),
}
# How the shell answers them.
ANSWERS = {
    "encoding": "encoding=cp1258",
    "sheet": "sheet=NAME",
    "columns": "column.3=name",
    "two_columns": "column.3=FIELD",
    "date_order": "date_order=dmy or date_order=mdy",
    "measure": "measure=suspension, measure=revocation or measure=warning",
    "permit": "permit=general or permit=specified",
    "hidden_rows": "hidden=count or hidden=leave",
}
QUESTIONS: dict[str, Promise | str] = {
    **ASKS,
    "hidden_row": _("This row is hidden in the sheet. Does it count?"),
    "hidden_rows": _("%(count)s rows are hidden in the sheet: %(lines)s. Do they count?"),
    "hidden_column": _("The column “%(heading)s” is hidden in the sheet; it was read."),
    "hidden_sheet": _("The sheet “%(name)s” is hidden; it was not read."),
    "no_date": _("“%(text)s” is no date that can be read."),
    "short_year": _("“%(text)s” has a year of two figures: which one is it?"),
    "serial_date": _("“%(text)s” is a number where a date should stand."),
    "two_ways": _("“%(text)s” can be read as two dates."),
    "cell_error": _("The cell holds a formula without a result, or an error (%(text)s)."),
    "too_long": _("The text is longer than %(most)s characters."),
    "kind_unknown": _("“%(text)s” is no kind that is known."),
    "state_unknown": _("The list says “%(text)s” of it: does the approval or licence stand?"),
    "no_name": _("The row holds neither a name nor a number."),
    "odd_name": _("“%(text)s” is no name: it begins as a formula does."),
    "no_start": _("The row says from when nothing holds: a measure needs the day from which it does."),
    "dates_reversed": _("The end (%(until)s) lies before the start (%(date)s)."),
    # Of the comparison.
    "same_number": _("The number %(number)s stands in several rows with different names: lines %(lines)s."),
    "named_twice": _("The same name stands in line %(line)s, with other particulars."),
    "number_differs": _("We hold this name with the number %(number)s."),
    "like": _("It may be one that we hold: %(names)s."),
    "number_held_twice": _("Several organizations that we hold bear the number %(number)s."),
    "newer_held": _("We hold newer word of it: %(day)s."),
    # Told, not asked.
    "left_out": _("Left out: %(count)s rows that are no entries (titles, totals, notes): lines %(lines)s."),
    "repeats": _("%(count)s rows repeat one above."),
    "read": _("Rows read of “%(sheet)s”: %(count)s."),
    "read_text": _("Rows read: %(count)s."),
    "new_office": _("No office of this name is held for the country; applying the list records it: %(name)s."),
    "not_complete": _("The list is not complete: what it does not name stays as it is."),
    "nobody_gone_unsure": _("Whoever a doubtful row may be is not counted as gone."),
    "refused_while_complete": _(
        "Some rows of this complete list cannot be read: one of them may be an organization that is counted as gone."
    ),
    "no_list": _("No list was found in this file: no row of headings and no rows below it."),
    "refused_file": "%(text)s",
    "wrong_words": "%(text)s",
}
REASONS: dict[str, Promise] = {
    "name": _("the same name"),
    "like_name": _("a name like it"),
    "name_en": _("the same English name"),
    "phone": _("the same telephone"),
    "website": _("the same web site"),
    "address": _("an address like it"),
    "number": _("the same number"),
}


def sentence(question: Question) -> str:
    """In the active language."""
    values = dict(question.values)
    if question.code == "refused_file":
        return str(REFUSALS.get(values["text"], values["text"]))
    if "field" in values and values["field"] in ListField.values:
        values["field"] = str(ListField(values["field"]).label)
    return str(QUESTIONS[question.code]) % values


def on_the_shell(question: Question) -> str:
    """The same, with the words by which an operator answers."""
    answer = ANSWERS.get(question.code)
    return f"{sentence(question)} (--answer {answer})" if answer else sentence(question)
