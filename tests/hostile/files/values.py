"""Values that a careless reader would change: numbers, booleans, nulls, dates, times."""

from __future__ import annotations

from tests.hostile.case import Hostile, added


def _minutes(name: str, text: str, code: str) -> Hostile:
    return added(name, f"minutes: {text}", code, 1, 10)


def _next(name: str, text: str, code: str = "bad-date") -> Hostile:
    return added(name, f"next: {text}", code, 1, 7)


def _start(name: str, text: str, code: str) -> Hostile:
    return added(name, f"start: {text}", code, 1, 8)


FILES: tuple[Hostile, ...] = (
    added("nothing", "minutes:", "empty-value", 1, 1),
    _minutes("a tilde", "~", "empty-value"),
    _minutes("null", "null", "empty-value"),
    _minutes("Null", "Null", "empty-value"),
    added("nothing in a list", "observers:\n  -\n  - boss", "empty-value", 2),
    added("a null in a list", "observers: [boss, null]", "empty-value", 1, 19),
    added("nothing in brackets", "notes: {plan: }", "empty-value", 1, 9),
    added("a key in brackets without a value", "notes: {plan}", "empty-value", 1, 9),
    added("two commas", "observers: [boss,, worker]", "bad-syntax"),
    _minutes("a fraction", "60.5", "fraction"),
    _minutes("a fraction without its end", "60.", "fraction"),
    _minutes("a fraction without its start", ".5", "fraction"),
    _minutes("a fraction of nothing", "60.0", "fraction"),
    _minutes("an exponent", "6e1", "fraction"),
    _minutes("an exponent that no computer holds", "1e999", "fraction"),
    _minutes("without end", ".inf", "fraction"),
    _minutes("without end, below", "-.Inf", "fraction"),
    _minutes("not a number", ".NaN", "fraction"),
    _minutes("an octal number", "012", "wrong-type"),
    _minutes("an octal number of the other kind", "0o74", "wrong-type"),
    _minutes("a hexadecimal number", "0x3C", "wrong-type"),
    _minutes("a binary number", "0b111100", "wrong-type"),
    _minutes("a number with an underscore", "1_0", "wrong-type"),
    _minutes("a number with a comma", "1,000", "wrong-type"),
    _minutes("a number with a plus", "+60", "wrong-type"),
    _minutes("a number in quotes", '"60"', "wrong-type"),
    _minutes("a number to the base of sixty", "1:00", "wrong-type"),
    _minutes("minus nothing", "-0", "wrong-type"),
    _minutes("a number below nothing", "-1", "out-of-range"),
    _minutes("a number that is too large", "1441", "out-of-range"),
    _minutes("a number of fifteen digits", "999999999999999", "out-of-range"),
    _minutes("a number of a thousand digits", "9" * 1000, "wrong-type"),
    _minutes("a number in digits of another script", "\u0666\u0660", "wrong-type"),
    _minutes("a boolean", "true", "wrong-type"),
    _minutes("a list", "[60]", "wrong-type"),
    _minutes("a mapping", "{n: 60}", "wrong-type"),
    _minutes("infinity as a word", "Infinity", "wrong-type"),
    added("yes for true", "prepared: {family_told: yes}", "wrong-type", 1, 25),
    added("on for true", "prepared: {family_told: on}", "wrong-type", 1, 25),
    added("True for true", "prepared: {family_told: True}", "wrong-type", 1, 25),
    added("one for true", "prepared: {family_told: 1}", "wrong-type", 1, 25),
    added("true in quotes", 'prepared: {family_told: "true"}', "wrong-type", 1, 25),
    _start("a time without quotes that YAML reads as seconds", "9:00", "bad-form"),
    _start("a time as one number", "1000", "wrong-type"),
    _start("a time with a dot", "10.30", "fraction"),
    _start("a time that there is not", '"24:00"', "bad-form"),
    _start("a minute that there is not", '"10:60"', "bad-form"),
    _start("a time with seconds", '"10:30:00"', "bad-form"),
    _start("a time with a line end after it", r'"10:30\n"', "bad-form"),
    _start("a time with a zone", '"10:30Z"', "bad-form"),
    _next("the 30th of February", "2026-02-30"),
    _next("the 29th of February of an ordinary year", "2026-02-29"),
    _next("the 31st of April", "2026-04-31"),
    _next("a thirteenth month", "2026-13-01"),
    _next("a month of nothing", "2026-00-10"),
    _next("a day of nothing", "2026-01-00"),
    _next("a day of one digit", "2026-7-1"),
    _next("a date with slashes", "01/07/2026"),
    _next("a date with dots, day first", "01.07.2026"),
    _next("a year of two digits", "26-07-01"),
    _next("a date in one number", "20260701", "wrong-type"),
    _next("a date with a time", "2026-07-01T10:00:00"),
    _next("a date and a space", '"2026-07-01 "'),
    _next("a date and a line end", r'"2026-07-01\n"'),
    _next("a date of the week", "2026-W27-3"),
    _next("a date of the day in the year", "2026-182"),
    _next("a year before the first", "0000-01-01"),
    _next("a year of the first century", "0001-01-01", "bad-form"),
    _next("the last day of the last year", "9999-12-31", "bad-form"),
    _next("a year of five digits", "10000-01-01"),
    _next("a year below nothing", "-2026-07-01"),
    _next("a date in words", "tomorrow"),
    _next("a date that is empty", '""'),
)
