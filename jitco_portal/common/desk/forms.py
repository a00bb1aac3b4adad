"""Forms of the desk that say what is wrong beside the field, and never answer bad data with an error page."""

import datetime

from django import forms
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _


class PortalForm(forms.ModelForm):
    """A broken constraint is told beside the field it is named after, else above the form.

    A constraint's name ends with the field to correct (``approval_approved_from_approved_until``), or
    ``beside`` names it.
    """

    beside: dict[str, str] = {}
    # A formset that compares all rows of one parent takes this over, see PeriodsApartFormSet.
    checks_exclusions = True

    def _post_clean(self):
        # Django's own check forgets which constraint spoke; the row asks ours while it is cleaned.
        self.instance.validate_constraints = self.validate_constraints
        try:
            super()._post_clean()
        finally:
            del self.instance.validate_constraints

    def validate_constraints(self, exclude=None):
        errors: dict[str, list[ValidationError]] = {}
        for model, constraints in self.instance.get_constraints():
            # Last those that compare with other rows by its dates: they say something once the dates are sound.
            for constraint in sorted(constraints, key=lambda each: isinstance(each, ExclusionConstraint)):
                if isinstance(constraint, ExclusionConstraint) and (errors or not self.checks_exclusions):
                    continue
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    errors.setdefault(self.field_of(constraint) or NON_FIELD_ERRORS, []).append(error)
        if errors:
            raise ValidationError(errors)

    def field_of(self, constraint) -> str | None:
        name = self.beside.get(constraint.name, "")
        if name in self.fields:
            return name
        fields = sorted(self.fields, key=len, reverse=True)
        return next((field for field in fields if constraint.name.endswith(f"_{field}")), None)


class PeriodForm(PortalForm):
    checks_exclusions = False


class PeriodsApartFormSet(BaseInlineFormSet):
    """Rows of one parent whose periods may not overlap, compared with each other as they will be saved.

    The constraint alone would compare each row with what stands in the database: two overlapping new rows
    would pass, and ending one row while the next begins would be refused.
    """

    constraint_name = ""
    same: tuple[str, ...] = ()
    # The first that is not blank is the start.
    starts: tuple[str, ...] = ()
    end = ""

    def clean(self):
        super().clean()
        held: list[tuple[tuple, datetime.date, datetime.date]] = []
        for form in self.forms:
            if form.errors or form in self.deleted_forms or (form.instance._state.adding and not form.has_changed()):
                continue
            start = next((value for name in self.starts if (value := getattr(form.instance, name))), None)
            end = getattr(form.instance, self.end)
            if start is None or (end and end.earliest < start.latest):
                continue
            key = tuple(getattr(form.instance, f"{name}_id") for name in self.same)
            first, last = start.latest, end.earliest if end else datetime.date.max
            if any(key == other and first <= its_last and its_first <= last for other, its_first, its_last in held):
                constraint = next(each for each in self.model._meta.constraints if each.name == self.constraint_name)
                form.add_error(self.starts[0], constraint.get_violation_error_message())
            held.append((key, first, last))


def refusal_of(error: IntegrityError) -> str:
    """The sentence of the constraint by which the database refused a write that the form had let through."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = diagnosis.constraint_name if diagnosis else None
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return constraint.get_violation_error_message()
    return _("These values contradict another row, which may just have been written. Check them and save again.")
