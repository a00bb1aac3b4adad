"""The shipped organizations load wherever the clock of the machine stands."""

import pytest
import time_machine
from django.core.management import call_command

from organizations.models import Organization


@pytest.mark.django_db
@time_machine.travel("2026-01-15T12:00:00+09:00")
def test_rows_that_are_evidence_of_nothing_load_before_the_day_of_their_check():
    call_command("load_reference_data", verbosity=0)

    assert Organization.objects.sending().count() == 27
