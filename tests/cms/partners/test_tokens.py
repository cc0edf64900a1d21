"""The form of keys."""

from __future__ import annotations

import zlib

import pytest

from cms.partners.tokens import LIKENESS, digest_of, is_well_formed, make_token


def test_a_key_has_160_random_bits_and_a_checksum() -> None:
    tokens = {make_token() for _ in range(500)}
    assert len(tokens) == 500
    for token in tokens:
        assert is_well_formed(token)
        head, secret, checksum = token.split("_")
        assert (head, len(secret), len(checksum)) == ("assay", 27, 6)
        assert LIKENESS.search(f"?key={token}&x=1")


def test_every_single_mistyped_character_is_noticed() -> None:
    token = make_token()
    for n, letter in enumerate(token):
        other = "x" if letter != "x" else "y"
        assert not is_well_formed(token[:n] + other + token[n + 1 :])


@pytest.mark.parametrize(
    "text", ["", "assay_", "assay_x_y", "Bearer", "ä" * 40, "assay_" + "0" * 27 + "_000000"]
)
def test_what_is_no_key_is_told(text: str) -> None:
    assert not is_well_formed(text)


def test_the_checksum_is_crc32_of_what_stands_before_it() -> None:
    token = make_token()
    stem, checksum = token.rsplit("_", 1)
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    assert sum(digits.index(c) * 62**n for n, c in enumerate(reversed(checksum))) == zlib.crc32(stem.encode())
    assert len(digest_of(token)) == 64
