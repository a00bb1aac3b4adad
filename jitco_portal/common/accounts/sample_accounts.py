"""Log-ins of a trial installation, written to a file that only its owner reads."""

from __future__ import annotations

import copy
import json
import os
import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pghistory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.hashers import check_password, get_hasher
from django.contrib.auth.models import Group
from django.db import transaction

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER, SYSTEM_ADMINISTRATOR
from jitco_portal.common.models import User
from jitco_portal.common.privacy.consent import agree_to_privacy_notice
from jitco_portal.common.registry import SampleAccount, sample_accounts

FILE_NAME = "sample_accounts.json"


def join_group(user: User, group: str) -> None:
    user.groups.set([Group.objects.get(name=group)])


def _staff(email: str, group: str, name: str, language: str) -> SampleAccount:
    return SampleAccount(
        email=email,
        role=f"staff {group}",
        name=name,
        language=language,
        values={"is_staff": True},
        apply=partial(join_group, group=group),
        with_totp=True,
    )


def staff_samples() -> list[SampleAccount]:
    everything = {"is_staff": True, "is_superuser": True}
    return [
        SampleAccount("staff@example.org", "staff", "Sample Staff", values=everything, with_totp=True),
        _staff("publisher1@example.org", PUBLISHER, "見本 花子（見本）", "ja"),
        _staff("publisher2@example.org", PUBLISHER, "Ken Sample (sample)", "en"),
        _staff("editor@example.org", EDITOR, "見本 太郎（見本）", "ja"),
        _staff("auditor@example.org", AUDITOR, "Mari Sample (sample)", "en"),
        _staff("system@example.org", SYSTEM_ADMINISTRATOR, "見本 次郎（見本）", "ja"),
        SampleAccount("nobody@example.org", "person without an organization", "Kim Sample (sample)"),
    ]


def all_samples() -> Iterator[SampleAccount]:
    for function in (staff_samples, *sample_accounts):
        yield from function()


def keep_sample_accounts(folder: Path) -> None:
    """Make the accounts with secrets of this installation's own; those that work already stay as they are."""
    path = folder / FILE_NAME
    known = {each["email"]: each for each in _read(path)}
    with pghistory.context(command="load_sample_data"), transaction.atomic():
        accounts = [_keep(account, known.get(account.email, {})) for account in all_samples()]
    if accounts != list(known.values()):
        _write(path, accounts)
    path.chmod(0o600)


def _keep(account: SampleAccount, known: dict[str, str]) -> dict[str, str]:
    """Make one account or bring it back to its role; returns what the file tells of it."""
    password = known.get("password") or secrets.token_urlsafe(18)
    user = User.objects.filter(email__iexact=account.email).first()
    if user is None:
        user = User.objects.create_user(
            account.email, None, name=account.name, language=account.language, **account.values
        )
    if not check_password(password, user.password):
        user.password = _hashed(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(
        user=user, email__iexact=account.email, defaults={"email": account.email, "verified": True, "primary": True}
    )
    agree_to_privacy_notice(user=user, language=user.language)
    told = {"email": account.email, "password": password, "role": account.role, "name": account.name}
    told["language"] = account.language
    if account.apply:
        told |= account.apply(user) or {}
    if account.with_totp:
        secret = _keep_totp(user, known.get("totp_secret", ""))
        told |= {"totp_secret": secret, "totp_address": _totp_address(account.email, secret)}
    return told


def _hashed(password: str) -> str:
    """With few rounds: many are to slow the guessing of words, and these are 144 random bits.

    At the first log-in the hash is renewed with the usual number.
    """
    hasher: Any = copy.copy(get_hasher())
    hasher.iterations = 1000
    encoded: str = hasher.encode(password, hasher.salt())
    return encoded


def _keep_totp(user: User, secret: str) -> str:
    """The secret of the device that the person has; a device nobody knows the secret of is replaced."""
    held = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    if secret and any(decrypt(each.data["secret"]) == secret for each in held):
        return secret
    held.delete()
    secret = secret or generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def _totp_address(email: str, secret: str) -> str:
    """For an app that shows codes, as the QR code on the page would say it."""
    issuer = quote(settings.MFA_TOTP_ISSUER)
    return f"otpauth://totp/{issuer}:{quote(email)}?secret={secret}&issuer={issuer}"


def _read(path: Path) -> list[dict[str, str]]:
    """What the file holds; nothing where it is missing or was damaged."""
    try:
        accounts = json.loads(path.read_text(encoding="utf-8"))
        # Every account has these; what is missing is made anew.
        return [
            {str(name): str(value) for name, value in each.items()}
            for each in accounts
            if {"email", "password", "role"} <= set(each)
        ]
    except (OSError, ValueError, TypeError, AttributeError):
        return []


def _write(path: Path, accounts: list[dict[str, str]]) -> None:
    """A new file takes the place of the old one at once, and nobody else could ever open it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(accounts, file, indent=2, ensure_ascii=False)
        file.write("\n")
    new.replace(path)
