"""What a government's list would change: printed, nothing is written.

manage.py preview_list FILE --country VN --programme TITP --kind approvals --complete --issuer NAME
    --published 2024-03-01 --json
"""

from organizations.management.list_words import ListCommand


class Command(ListCommand):
    help = "Compare a government's list with what we hold, and change nothing. Ends with 0, 3 (asks) or 1 (error)."
