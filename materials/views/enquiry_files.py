"""Files in a form of a thread, from members and at the desk: kept as they come, or told why they are not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jitco_portal.common.models import User
from jitco_portal.common.virus_scan import InfectedFile, ScannerUnavailable
from materials.forms.enquiries import FilesForm
from materials.queries.enquiries_files import LaidFile
from materials.services.enquiry_files import TooManyLaid, lay_away


def files_of(form: FilesForm, *, by: User) -> list[LaidFile]:
    """Those of before and the new ones, laid away; a file that is not taken is told in the form."""
    form.is_valid()
    try:
        return [*form.laid, *lay_away(form.cleaned_data.get("files") or [], by=by)]
    except InfectedFile:
        told = _("A virus was found in one of these files. None of them was taken.")
    except ScannerUnavailable:
        told = _("Files cannot be checked for viruses at the moment. Please try again later.")
    except TooManyLaid:
        told = _("You have sent as many files today as one may. Send the others tomorrow.")
    form.add_error("files", told)
    return list(form.laid)
