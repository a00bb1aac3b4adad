"""The storage of files in a bucket, of Amazon S3 or a server that speaks like it; read by the settings."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_PART = 5 * 1024 * 1024


def s3_storage(
    bucket: str,
    *,
    link_seconds: int,
    S3_ENDPOINT_URL: str,
    S3_REGION: str,
    S3_ACCESS_KEY_ID: str,
    S3_SECRET_ACCESS_KEY: str,
) -> dict[str, Any]:
    """``STORAGES["default"]``: private, nothing written over, read by signed addresses only.

    Arguments are called as the variables they come from. Without keys, boto's own chain finds those of the machine.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise ImproperlyConfigured(f"S3_BUCKET: {bucket!r} is no name of a bucket: a-z, 0-9, - and dots, 3 to 63.")
    if S3_ENDPOINT_URL and not re.fullmatch(r"https?://[^/\s?#@]+/?", S3_ENDPOINT_URL):
        raise ImproperlyConfigured(f"S3_ENDPOINT_URL: {S3_ENDPOINT_URL!r} is not scheme://host without a path.")
    if S3_REGION and not re.fullmatch(r"[a-z0-9-]{2,40}", S3_REGION):
        raise ImproperlyConfigured(f"S3_REGION: {S3_REGION!r} is no region like ap-northeast-1.")
    if bool(S3_ACCESS_KEY_ID) != bool(S3_SECRET_ACCESS_KEY):
        raise ImproperlyConfigured("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together, or neither is.")
    # Only where files lie there: botocore is slow to load.
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config

    return {
        "BACKEND": "jitco_portal.common.s3_storage.PortalS3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "access_key": S3_ACCESS_KEY_ID or None,
            "secret_key": S3_SECRET_ACCESS_KEY or None,
            "region_name": S3_REGION or "ap-northeast-1",
            "endpoint_url": S3_ENDPOINT_URL.rstrip("/") or None,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            "querystring_expire": link_seconds,
            # What is read here is held in memory up to so much, then in a file.
            "max_memory_size": 1024 * 1024,
            # In the thread of the request, one part at a time, of the least length that S3 takes: flat in memory.
            "transfer_config": TransferConfig(use_threads=False, multipart_threshold=_PART, multipart_chunksize=_PART),
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if S3_ENDPOINT_URL else "virtual"},
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
                # Servers other than Amazon's do not know its newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        },
    }
