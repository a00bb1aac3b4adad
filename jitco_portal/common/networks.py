"""Addresses of readers, as far as one is told from another by them."""

from __future__ import annotations

import ipaddress


def network_of(address: str) -> str:
    """The address; of IPv6 the network, whose hosts are endless for whoever has it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network(f"{parsed}/{64 if parsed.version == 6 else 32}", strict=False))
