"""Each detector: what it finds, however it is written, and what it takes for nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_records.privacy import BY_CODE, DETECTORS, found_in
from supervision_records.privacy.numbers import is_nhs_number, is_upn
from supervision_records.privacy.text import plain, words
from tests.privacy.made import LANDLINE, LONDON, MAIL, MANCHESTER, MOBILE, nhs, nino, postcode, upn

A, B, C = nhs("999000001"), nhs("999123451"), nhs("943476591")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
AROUND = ("{}", "see {}.", "({})", "no:{}", "ref={};", "a, {}, b", "{}\n", "\n{}", '"{}"', "[{}]")


def spaced(number: str, sizes: Sequence[int], gap: str) -> str:
    """The signs of a number in groups."""
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return gap.join(parts)


def all_around(*texts: str) -> list[str]:
    """Each text in sentences of all sorts."""
    return [around.format(text) for text in texts for around in AROUND]


U, V = upn("123456789012"), upn("82001001001A")
N, M = nino(), nino("JK", suffix="C")
P, Q, R = postcode("SW"), postcode("M"), postcode("ZE", "9")
YES: dict[str, list[str]] = {
    "nhs-number": [
        *all_around(A, C),
        *(spaced(B, (3, 3, 4), gap) for gap in (" ", "-", ".", "/", " - ", "\u00a0", "\u2009", "\u2013", "\u2011")),
        " ".join(A), f"x{A}x", f"1 {spaced(A, (3, 3, 4), ' ')}", A.translate(WIDE), A.translate(ARABIC),
        "\u200b".join(A), "\u00ad".join(A), f"nhs-{A}", f"{A}-notes", spaced(A, (5, 5), " "), f"{A}{' '}{B}",
    ],
    "upn": [
        *all_around(U, V), U.lower(), spaced(U, (1, 12), " "), spaced(U, (5, 4, 4), " "), " ".join(U),
        U.translate(WIDE), U.translate(ARABIC), "\u200b".join(U), f"child-{U.lower()}-x", f"{U}, {V}",
        spaced(V, (4, 9), "\u00a0"),
        f"UPN {U}", f"upn:{V.lower()}",
    ],
    "insurance-number": [
        *all_around(N, M), N.lower(), *(spaced(N, (2, 2, 2, 2, 1), gap) for gap in (" ", "-", ".", "\u00a0", "\u2013")),
        spaced(N, (2, 6, 1), " "), spaced(N, (8, 1), " "), N.translate(WIDE), N.translate(ARABIC), "\u200b".join(N),
        nino(suffix="D"), nino("YZ"), f"worker-{N.lower()}",
    ],
    "birth-date": [
        "born 3/4/2015", "Born on 3 April 2015", "born 03-04-15", "DOB 3.4.2015", "dob: 03/04/15", "d.o.b. 3/4/15",
        "D.O.B 030415",
        "D O B 3 4".replace(" 3 4", " 03/04/2015"), "date of birth 2015-04-03", "Date of birth: 3rd April 2015",
        "dates of birth 3/4/15 and 4/5/16",
        "birthday 3 April", "birthday on the 3rd of April", "birth date 20150403", "birthdate 3/4/2015",
        "born April 3, 2015", "born in hospital on 3 April",
        "3/4/2015 (dob)", "3 April 2015, date of birth", "2015-04-03 born", "born 3\u00a0April\u00a02015",
        "born ３/４/２０１５", "born\u200b 3/4/2015", "dob3/4/2015",
        "DOB=3-Apr-2015", "dob - 3 Apr 15", "Dob. 3/4", "born:\t3/4/2015", "was born on the 3/4",
        "newly born, 3 May 2026",
    ],
    "postcode": [
        *all_around(P, Q, R), P.lower(), Q.lower(), P.replace(" ", ""), Q.replace(" ", ""),
        P.replace(" ", "").lower(), P.replace(" ", "  "),
        P.replace(" ", "\u00a0"), P.translate(WIDE), f"near {postcode('SW', '9A', '9ZZ')}", postcode("EC", "9Y"),
        postcode("W", "9A").lower(),
        f"family-{P.replace(' ', '').lower()}", P.replace(" ", "-"), f"org-{P.replace(' ', '-').lower()}",
        postcode("W", "9A").replace(" ", "-").lower(), postcode("B", "99", "1ST"), postcode("GY"), postcode("BT"),
    ],
    "telephone": [
        *all_around(" ".join(LANDLINE), "".join(MOBILE)), "-".join(LANDLINE), "({}) {}".format(*LANDLINE),
        " ".join(LONDON), "-".join(MANCHESTER),
        ".".join(MANCHESTER), " ".join("".join(MOBILE)), "+44 " + "".join(MOBILE)[1:], "+44" + "".join(MOBILE)[1:],
        "+44 (0)20 7946 0123", "(+44) 20 7946 0123",
        "0044 " + " ".join(MOBILE)[1:], "0044" + "".join(LONDON)[1:], "44" + "".join(MOBILE)[1:], "0770 090 0123",
        "077 0090 0123", "(0161) 496-0123",
        "".join(MOBILE).translate(WIDE), "".join(MOBILE).translate(ARABIC), "\u2011".join(LANDLINE),
        "\u00a0".join(LONDON), "\u200b".join("".join(MOBILE)),
        "01632 960 123", "01632 96012", "+353 1 555 0123", "+1 202 555 0123", "tel:" + "".join(MOBILE),
        "call-" + "".join(MOBILE), "call 07700 900123 by 3 May 2026",
    ],
    "e-mail": [
        *all_around(MAIL, "a@b.example"), MAIL.upper(), MAIL.replace("@", "\uff20"), MAIL.replace("@", "(at)"),
        MAIL.replace("@", " [at] "), MAIL.replace("@", " (AT) "),
        "a.b+c@mail.example.org", "a_b@x-y.example", "o'b@example.org", "mailto:" + MAIL, f"<{MAIL}>",
        "1@example.org", "ü@exämple.example", "a%b@example.co.example",
        MAIL.replace("@", "@\u200b"), f"{MAIL},b", "x-" + MAIL,
    ],
}  # fmt: skip
#: What ordinary records hold, for all detectors.
HONEST = [
    "2025-07-03-mh1-pr-04-case", "partnership-2025-09-18-vn-hv-01", "c-ab12cd34", "c-4f7k2m9p", "k-ash-birch",
    "r-2026-014", "s-2026-06-10-ash", "sw-12",
    "Update the plan and share it", "Ask health for the chronology", "Recorded on the system by the date",
    "2026-06-10 14:30", "2026-06-10T14:30:00",
    "03/05/2026 10:00", "by 3 May 2026", "on 12/06/2026 at 9.30", "14:30", "60 minutes", "TEL-8 2AB", "WTW-12",
    "ISL-2b", "group 2", "case 12345678", "LCS 1234567",
    "version 1.12.3", "section 3.4.15", "1 2 3 4 5 6 7 8 9", "room b1 1st floor", "team e1 2nd visit",
    "s1 2hr session", "15 of 20", "£1,234,567.89",
    "3/4 of the files", "0.125", "50 %", "1-2-12", "020-2026-06-10", "2026/2027", "Q3 2026", "week 24", "age 7 years",
    "aged 12", "20260610", "20260610-0930",
    "550e8400-e29b-41d4-a716-446655440000", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "north-cin",
    "borough-a-family", "newborn visit by 3 May 2026",
    "the borough met on 3 May 2026", "unborn", "@home", "meet @ 10.30", "a@b", "twitter @example", "3 @ 4.50",
    "e12ab", "x1", "level-3-safeguarding", "H2O", "B12", "",
]  # fmt: skip
NO: dict[str, list[str]] = {
    "nhs-number": [
        *(A[:9] + str((int(A[9]) + n) % 10) for n in range(1, 10)), *(A[:9] + "x" for _ in "1"), A + "0", "1" + A,
        A[:9], A[1:],
        "1111111111", "0000000000", "9" * 10, f"{A[:4]}x{A[4:]}", f"{A[:5]},{A[5:]}", spaced(A, (2, 2, 2, 2, 2), "-"),
        " ".join(LANDLINE),
        spaced(A, (4, 3, 3), "-"), spaced(A, (3, 3, 4), "_"), spaced(A, (3, 3, 4), ":"), "  ".join(A), "\n".join(A),
        "2026-06-10 14:30", "2026-07-15",
        spaced(A, (3, 3, 4), "-" * 4), f"0{A}", "12345",
    ],
    "upn": [
        *(letter + U[1:] for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if letter != U[0]), "I" + U[1:], "O" + U[1:],
        "S" + U[1:], U + "1", "x" + U, U[:-1],
        "-".join(U), "1" + U[1:],
    ],
    "insurance-number": [
        *(nino(prefix) for prefix in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")),
        *(nino(letter + "A") for letter in "DFIQUV"),
        *(nino("A" + letter) for letter in "DFIOQUV"), nino(suffix="E"), nino(suffix="Z"), nino(suffix=""), N + "1",
        "x" + N, N[1:], N[:-2], "A-B000000A",
        N.replace("00", "0", 1), N.replace("00", "000", 1), "ab12cd34", "ab-12", "1" + N, nino("A1"),
    ],
    "birth-date": [
        "by 3 May 2026", "3/4/2015", "3 April 2015", "born", "date of birth on file", "dob held in LCS",
        "born premature", "birthday party", "the borough, 3 May 2026",
        "newborn visit 3/4/2026", "stillborn", "born leader", "Osborne 3/4/2026", "dobbin 3/4/2026", "adobe 3/4/2026",
        "unborn child, meeting 3/4/2026",
        "birth certificate seen", "place of birth",
        "born abroad; reviewed by the team and by its manager on 3/4/2026",
        "reviewed on 3/4/2026 by the team and its manager; born abroad",
        "bob 3/4/2026", "dob.\n3/4/2026", "d.o.", "job 3/4/2026", "birth weight", "reborn 3/4/2026",
        "seaborne 3/4/2026", "airborne", "birth plan by 3 May", "childbirth class 3 May",
    ],
    "postcode": [
        "ZZ99 3WZ", "QQ1 1AA", "XY9 9ZZ", "AA1 1AA", "A1 1AA", "F1 1AA", "SW99 9ZC", "SW99 9CZ", "SW99 9IZ",
        "SW99 9KZ", "SW99 9MZ", "SW99 9OZ", "SW99 9VZ", "SW99 ZZ",
        "SW99 99Z", "SW999 9ZZ", "SWW9 9ZZ", "SW99 9ZZZ", "xSW99 9ZZ", "SW99", "9ZZ", "M9A 9ZZ", "LS9A 9ZZ",
        "S1-2AB", "s1-2ab", "e12-1st", "SW99--9ZZ", "SW 99 9ZZ", "s12ab", "e1 1st", "b1 3rd", "m1 5hr", "n1 2yr",
        "c-sw999zza", "TEL-8 2AB",
    ],
    "telephone": [
        "03/05/2026 10:00", "03-05-2026 10:30", "2026-06-10 0930", "0123", "01234567", "012345678901", "06123456789",
        "00123456789", "04123456789", "a07700900123", "07700900123b",
        "1234567890", "7700900123", "0.7700900123", "12-0161-496-0123", "2026-07-15-0161", "0100 1111", "999", "101",
        "+44", "+44 20", "0000000000", "00000000000",
        "ref 12345 678901", "20260610093000", "01-02-03 12345678", "1 0 1 0 1 0 1 0 1 0", "0930-1030", "010-20-30",
        "44 1632 960123"[:5],
    ],
    "e-mail": [
        "@", "a@", "@b.example", "a@b", "a @ b.example", "a@b.1", "a@b.c", "a@.example", "a@@b.example"[:3],
        "at home", "(at) home", "a(at)b", "a [at] b", "look at example.org",
        "@sw-ash", "x@10.30", "3@4.50", "a@b example.org", "a@b,example", "a at b.example", "example.org", "a@-",
        "https://example.org/a", "a@\nb.example", "@@@", "..@..",
        "a@b.", "a@b..", "1@2.3", "user@localhost",
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", YES)
def test_it_is_found_however_it_is_written(code: str) -> None:
    assert len(YES[code]) >= 30
    assert [text for text in YES[code] if code not in found_in(text).codes] == []


@pytest.mark.parametrize("code", NO)
def test_what_is_like_it_is_not_taken_for_it(code: str) -> None:
    assert len(NO[code]) >= 30
    assert [text for text in NO[code] if code in found_in(text).codes] == []


def test_ordinary_texts_raise_no_alarm() -> None:
    assert [(text, found_in(text).codes) for text in HONEST if found_in(text).codes] == []


def test_the_tables_are_whole() -> None:
    assert set(YES) == set(NO) == {detector.code for detector in DETECTORS} == set(BY_CODE) - {"name"}


@given(st.text("0123456789", min_size=9, max_size=9))
def test_one_digit_at_most_makes_nine_an_nhs_number(start: str) -> None:
    total = sum(int(digit) * weight for digit, weight in zip(start, range(10, 1, -1), strict=True))
    fitting = [digit for digit in "0123456789" if is_nhs_number(start + digit)]
    check = -total % 11
    assert fitting == ([] if check == 10 or len(set(start + str(check))) == 1 else [str(check)])


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9), st.integers(1, 9))
def test_a_slip_of_one_digit_is_no_nhs_number(start: str, at: int, more: int) -> None:
    number = start + str(-sum(int(d) * w for d, w in zip(start, range(10, 1, -1), strict=True)) % 11)[:1]
    slip = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]
    assert not (is_nhs_number(number) and is_nhs_number(slip))


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_a_slip_of_one_digit_is_no_pupil_number(digits: str, at: int, more: int) -> None:
    number = upn(digits)
    slip = number[: at + 1] + str((int(digits[at]) + more) % 10) + number[at + 2 :]
    assert is_upn(number)
    assert not is_upn(slip)


@given(st.text(max_size=60))
def test_plain_text_is_plain_at_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert re.sub(r"[0-9]", "", re.sub(r"\D", "", plain(text))) == ""


def test_words_are_those_of_a_name() -> None:
    assert words("Zoë O’Brien-Łuk2, JOSÉ_maria") == ["zoe", "obrien", "luk", "jose", "maria"]


@pytest.mark.parametrize(
    "text",
    [
        "0" * 200_000, "01632 " * 40_000, "a@" * 100_000, "a" * 200_000, "@" * 200_000, "(at)" * 50_000,
        "1/2/" * 50_000, "1 " * 100_000, "0(" * 100_000,
        "born " * 40_000, "born" + " x" * 100_000, "dob 1" * 40_000, "3 April " * 25_000, "SW99 " * 40_000,
        "AB12" * 50_000, "A1" * 100_000, "+44 (0)" * 30_000,
        "\u200b" * 200_000, "０" * 100_000, "a.b-" * 50_000 + "@", "x@" + "a." * 100_000, "x@" + "a" * 200_000,
        "1-" * 100_000, "0.1 (" * 40_000, "\u0661 " * 100_000,
    ],
    ids=lambda text: text[:6].encode("ascii", "replace").decode() + str(len(text)),
)  # fmt: skip
def test_a_long_text_made_to_be_slow_is_not(text: str) -> None:
    started = time.process_time()
    found_in(text)
    assert time.process_time() - started < 3
