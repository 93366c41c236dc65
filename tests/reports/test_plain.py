"""What may disguise a text is replaced, for every character there is."""

from __future__ import annotations

import sys
import unicodedata

from circular.reports.plain import clean, scrubbed

BIDI = {0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)}
BREAKS = {"\n": "\n", "\r": "\n", "\t": " "}


def test_every_control_private_and_bidi_character_is_replaced_and_no_other() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1))).replace("\r\n", "\r x \n")
    wanted = [
        BREAKS.get(char) or ("�" if ord(char) in BIDI or unicodedata.category(char) in ("Cc", "Cs", "Co") else char)
        for char in text
    ]
    assert scrubbed(text) == "".join(wanted)


def test_lines_and_spaces_stay_and_a_clean_text_is_one_line() -> None:
    assert scrubbed("a\r\nb\rc\td  e ") == "a\nb\nc d  e "
    assert clean(" a\r\nb\rc\td  e ") == "a b c d e"
