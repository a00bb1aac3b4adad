"""Log-ins of a trial installation, written to a file that only its owner reads."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from jitco_portal.common.models import User

FILE_NAME = "sample_accounts.json"
ACCOUNTS: list[dict[str, Any]] = [
    {"email": "staff@example.org", "role": "staff", "name": "Sample Staff", "is_staff": True, "is_superuser": True},
]


def keep_sample_accounts(folder: Path) -> None:
    """Make the accounts with passwords of this installation's own; those that work already stay as they are."""
    path = folder / FILE_NAME
    known = {each["email"]: each["password"] for each in _read(path)}
    accounts = []
    for account in ACCOUNTS:
        values = {name: value for name, value in account.items() if name != "role"}
        password = known.get(account["email"]) or secrets.token_urlsafe(18)
        user = User.objects.filter(email__iexact=account["email"]).first()
        if user is None:
            User.objects.create_user(values.pop("email"), password, **values)
        elif not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        accounts.append({"email": account["email"], "password": password, "role": account["role"]})
    if accounts != _read(path):
        _write(path, accounts)
    path.chmod(0o600)


def _read(path: Path) -> list[dict[str, str]]:
    """What the file holds; nothing where it is missing or was damaged."""
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))
        return [
            {"email": str(each["email"]), "password": str(each["password"]), "role": str(each["role"])}
            for each in accounts
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _write(path: Path, accounts: list[dict[str, str]]) -> None:
    """A new file takes the place of the old one at once, and nobody else could ever open it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(accounts, file, indent=2)
        file.write("\n")
    new.replace(path)
