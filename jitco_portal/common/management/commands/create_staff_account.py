"""Makes an account for somebody of the staff; only the person ever knows its password."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from jitco_portal.common.accounts.staff_welcome import welcome_staff
from jitco_portal.common.simulation import add_simulate, taken_back


class Command(BaseCommand):
    help = (
        "Makes a staff account without a password and sends its owner a link to set one. The link is in the mail only: "
        "neither it nor a password is printed."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="The person's name.")
        parser.add_argument("--group", help="A group of permissions, for instance: publisher.")
        parser.add_argument("--language", choices=["en", "ja"], default="ja", help="Of the mail (default: ja).")
        parser.add_argument("--superuser", action="store_true", help="May do everything, and give every right.")
        add_simulate(parser, "say whether the account could be made; neither account nor mail is")

    def handle(self, *args, **options):
        try:
            with taken_back(options["simulate"]):
                user = welcome_staff(
                    email=options["email"],
                    name=options["name"],
                    language=options["language"],
                    group=options["group"] or "",
                    is_superuser=options["superuser"],
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["simulate"]:
            self.stdout.write(f"Would make the account of {user.email}, and send it a mail. Nothing changed.")
            return
        self.stdout.write(f"Made the account of {user.email}. A mail with a link to set the password is in the outbox.")
