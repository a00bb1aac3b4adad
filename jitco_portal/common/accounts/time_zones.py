"""The time zones a person may choose: those of Japan, of the sending countries, and of where else people work."""

import datetime
import zoneinfo

from babel.dates import get_timezone_location

from jitco_portal.common.languages import in_parentheses

TOKYO = "Asia/Tokyo"
OFFERED = (
    TOKYO,
    "Asia/Bangkok",
    "Asia/Bishkek",
    "Asia/Colombo",
    "Asia/Dhaka",
    "Asia/Dili",
    "Asia/Ho_Chi_Minh",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jayapura",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Makassar",
    "Asia/Manila",
    "Asia/Phnom_Penh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Taipei",
    "Asia/Tashkent",
    "Asia/Thimphu",
    "Asia/Ulaanbaatar",
    "Asia/Vientiane",
    "Asia/Yangon",
    "America/Lima",
    "America/New_York",
    "Europe/London",
    "Europe/Paris",
    "UTC",
)
# Babel gives these in Latin letters: the Unicode tables know them by older names.
JAPANESE = {
    "Asia/Ho_Chi_Minh": "ホーチミン",
    "Asia/Kathmandu": "カトマンズ",
    "Asia/Kolkata": "コルカタ",
    "Asia/Yangon": "ヤンゴン",
}


def time_zone_name(zone: str, *, language: str) -> str:
    """``Ho Chi Minh City (UTC+07:00)``, with the city as the language calls it."""
    offset = datetime.datetime.now(zoneinfo.ZoneInfo(zone)).strftime("%z")
    city = "UTC" if zone == "UTC" else get_timezone_location(zone, locale=language, return_city=True)
    if language == "ja":
        city = JAPANESE.get(zone, city)
    return f"{city}{in_parentheses(f'UTC{offset[:3]}:{offset[3:]}')}"


def time_zones(*, language: str, also: str = "") -> list[tuple[str, str]]:
    """What may be chosen, by the names of the cities; ``also`` stays although it is not offered."""
    zones = {*OFFERED, also} - {""}
    return sorted(((zone, time_zone_name(zone, language=language)) for zone in zones), key=lambda each: each[1])
