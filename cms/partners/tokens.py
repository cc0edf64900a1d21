"""The form of a key: `assay_<27 letters and digits>_<6 for the checksum>`, so that scanners can know it.

The middle is 160 random bits in base 62, the end the CRC-32 of everything before it: a mistyped key is told
from an unknown one without asking the database.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib

_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_BITS = 160
_SECRET_LENGTH, _CHECKSUM_LENGTH = 27, 6
SHOWN = 12
# What a key looks like anywhere, even cut or mistyped.
LIKENESS = re.compile(r"assay_[0-9A-Za-z]{8,}")
_FORM = re.compile(rf"assay_[0-9A-Za-z]{{{_SECRET_LENGTH}}}_[0-9A-Za-z]{{{_CHECKSUM_LENGTH}}}")


def make_token() -> str:
    """A new key from 160 random bits."""
    stem = f"assay_{_base62(secrets.randbits(_BITS), _SECRET_LENGTH)}"
    return f"{stem}_{_checksum(stem)}"


def is_well_formed(token: str) -> bool:
    """Whether it is one of ours by its form and its checksum."""
    if not _FORM.fullmatch(token):
        return False
    stem, _, checksum = token.rpartition("_")
    return checksum == _checksum(stem)


def digest_of(token: str) -> str:
    """sha256 in hex. The key is random enough that no salt or stretching adds anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def _checksum(stem: str) -> str:
    return _base62(zlib.crc32(stem.encode()), _CHECKSUM_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = _DIGITS[rest] + digits
    return digits.rjust(length, "0")
