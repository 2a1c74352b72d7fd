"""Front matter and settings are input: each hostile page or file is refused at its place, and judges nobody."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from supervision_records.cli import main
from supervision_records.files import Disk
from supervision_records.protocol import build_protocols, read_protocols
from supervision_records.protocol_files import FOLDER
from supervision_records.repository import no_folders
from supervision_records.schema import Schemas
from supervision_records.settings import FILE, Settings, parse_settings, read_settings

ROOT = Path(__file__).parents[1]
PAGE = (
    (ROOT / "tests" / "cases" / "front-matter" / "page.md").read_text(encoding="utf-8").replace("RULE", "  # no more")
)
SCHEMAS = Schemas.read(ROOT / "schemas")


def page(old: str, new: str) -> bytes:
    """The page with something else in one place."""
    assert PAGE.count(old) == 1, old
    return PAGE.replace(old, new).encode("utf-8", "surrogatepass")


def rule(text: str) -> bytes:
    """The page with one more rule, at line 22."""
    return page("  # no more", f"  - {{title: T, strength: must, {text}}}")


def cadence(every: str, more: str = "") -> bytes:
    """The page with one more cadence, at line 22."""
    return rule(f"id: FOS-4, form: cadence, subject: person, event: {{observation: true}}, every: {every}{more}")


# what it is, the page, the code, the line
PAGES: list[tuple[str, bytes, str, int]] = [
    # What no page may be
    ("empty", b"", "no-front-matter", 1),
    ("no front matter", b"# Words\n", "no-front-matter", 1),
    ("front matter that does not end", b"---\ntitle: T\n", "no-front-matter", 1),
    ("front matter further down", b"\n" + PAGE.encode(), "no-front-matter", 1),
    ("empty front matter", b"---\n---\n", "empty-file", 1),
    ("not UTF-8", PAGE.encode().replace(b"foster", b"f\xf6ster"), "not-utf-8", 2),
    ("UTF-16", PAGE.encode("utf-16"), "not-utf-8", 1),
    ("byte order mark", b"\xef\xbb\xbf" + PAGE.encode(), "byte-order-mark", 1),
    ("huge", PAGE.encode() + b"x" * 300_000, "too-large", 1),
    ("Git LFS pointer", b"version https://git-lfs.github.com/spec/v1\n", "lfs-pointer", 1),
    ("conflict", page("reference: F1", "<<<<<<< a\nreference: F1\n=======\n>>>>>>> b"), "conflict-marker", 3),
    ("text that turns round", page("Service manager", "Service \u202emanager"), "control-character", 7),
    ("words that turn round", page("# Supervision of", "# \u202eSupervision of"), "control-character", 24),
    # What no front matter may be
    ("list", b"---\n- a\n---\n", "wrong-type", 2),
    ("text", b"---\nwords\n---\n", "wrong-type", 2),
    ("alias", page("reference: F1", "reference: &a F1"), "alias", 3),
    ("laughs", page("reference: F1", "reference: *a"), "alias", 3),
    ("merge", page("reference: F1", "<<: {reference: F1}"), "merge-key", 3),
    ("tag", page("reference: F1", "reference: !!python/name:os.system F1"), "tag", 3),
    ("second document", page("reference: F1", "--- \nreference: F1"), "missing-key", 2),
    ("depth", page("reference: F1", "reference: " + "[" * 40 + "]" * 40), "too-deep", 3),
    ("depth without end", page("reference: F1", "reference: " + "[" * 90_000), "too-deep", 3),
    ("key twice", page("reference: F1", "reference: F1\nreference: F2"), "duplicate-key", 4),
    ("key of a rule twice", rule("id: FOS-4, form: review, form: count"), "duplicate-key", 22),
    ("unknown key", page("reference: F1", "reference: F1\nrulse: []"), "unknown-key", 4),
    ("key that only looks right", page("reference: F1", "reference: F1\nrule\u0455: []"), "unknown-key", 4),
    ("number for a title", page("title: Supervision of foster carers\nref", "title: 12\nref"), "wrong-type", 2),
    ("rules that are a mapping", page("rules:\n", "rules: {}\nrulez:\n"), "wrong-type", 17),
    ("no rules", page("rules:\n", "agenda_:\n"), "missing-key", 2),
    ("date that is none", page("in_force: 2026-01-01", "in_force: 2026-02-30"), "bad-date", 4),
    ("date far off", page("in_force: 2026-01-01", "in_force: 9999-12-31"), "bad-form", 4),
    ("date in other digits", page("in_force: 2026-01-01", "in_force: \u0662\u0660\u0662\u0666-01-01"), "bad-date", 4),
    ("name with a capital", page("{id: risks, title: Risks}", "{id: Risks, title: Risks}"), "bad-form", 13),
    ("name that climbs", page("{id: risks, title: Risks}", "{id: ../risks, title: Risks}"), "bad-form", 13),
    # Rules
    ("rule that is a word", page("  # no more", "  - FOS-4"), "wrong-type", 22),
    ("rule without a form", rule("id: FOS-4"), "missing-key", 22),
    ("id in small letters", rule("id: fos-4, form: review"), "bad-form", 22),
    ("id that only looks right", rule("id: F\u041eS-4, form: review"), "bad-form", 22),
    ("id in wide letters", rule("id: \uff26OS-4, form: review"), "bad-form", 22),
    ("id with other digits", rule("id: FOS-\u0664, form: review"), "bad-form", 22),
    ("id with a line break", rule('id: "FOS-4\\n", form: review'), "bad-form", 22),
    ("id with a long number", rule("id: FOS-4000, form: review"), "bad-form", 22),
    ("id of another rule of its form", rule("id: FOS-9, form: review"), "duplicate-rule", 22),
    ("unknown form", rule("id: FOS-4, form: forgive"), "not-allowed-value", 22),
    ("interval of nothing", cadence("{days: 0}"), "out-of-range", 22),
    ("interval below nothing", cadence("{days: -7}"), "out-of-range", 22),
    ("interval without end", cadence("{days: 1000000000}"), "out-of-range", 22),
    ("interval beyond numbers", cadence("{days: 99999999999999999999}"), "wrong-type", 22),
    ("interval of a fraction", cadence("{days: 0.5}"), "fraction", 22),
    ("interval that is infinite", cadence("{days: .inf}"), "fraction", 22),
    ("interval in words", cadence("{days: ten}"), "wrong-type", 22),
    ("interval that is true", cadence("{days: true}"), "wrong-type", 22),
    ("two intervals", cadence("{days: 7, weeks: 1}"), "too-many", 22),
    ("no interval", cadence("{}"), "too-few", 22),
    ("availability below nothing", cadence("{calendar: month}", ", minimum_available: -1"), "out-of-range", 22),
    ("availability beyond a year", cadence("{calendar: month}", ", minimum_available: 1000"), "out-of-range", 22),
    ("scope of itself", cadence("{days: 7}", ", scope: {of: FOS-4}"), "circular-rule", 22),
    ("scope of nobody", cadence("{days: 7}", ", scope: {roles: []}"), "too-few", 22),
    ("parameter that nothing looks at", cadence("{days: 7}", ", whole_periods: true"), "not-allowed-here", 22),
    ("needs of nothing", rule("id: FOS-4, form: completeness, of: {persons: FOS-1}, needs: {}"), "too-few", 22),
    ("least that is no number", rule("id: FOS-4, form: count, subject: team, every: {calendar: year}, "
                                     "count: {audit_files: joint}, min: none"), "wrong-type", 22),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "code", "line"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_a_hostile_page_is_refused_at_its_place(raw: bytes, code: str, line: int) -> None:
    started = time.monotonic()
    protocols, problems = build_protocols([(f"{FOLDER}/foster.md", raw)], SCHEMAS)
    assert time.monotonic() - started < 1
    assert protocols == {}
    assert (code, line) in {(problem.code, problem.line) for problem in problems}, problems
    assert {problem.path for problem in problems} == {f"{FOLDER}/foster.md"}
    assert all(problem.message.endswith(".") and problem.hint for problem in problems)


# what it is, the file, the code, the line
SETTINGS: list[tuple[str, bytes, str, int]] = [
    ("list", b"- a\n", "wrong-type", 1),
    ("text", b"words\n", "wrong-type", 1),
    ("not UTF-8", b"organisation: \xff\n", "not-utf-8", 1),
    ("huge", b"# " + b"x" * 300_000, "too-large", 1),
    ("only a remark", b"# nothing\n", "empty-file", 1),
    ("alias", b"organisation: &a X\naudience: *a\n", "alias", 1),
    ("tag", b"organisation: !!python/object/apply:os.getcwd []\n", "tag", 1),
    ("key twice", b"audience: staff\naudience: managers\n", "duplicate-key", 2),
    ("unknown key", b"audiense: staff\n", "unknown-key", 1),
    ("unknown audience", b"audience: everybody\n", "not-allowed-value", 1),
    ("date that is none", b"as_of: 2026-02-30\n", "bad-date", 1),
    ("date far off", b"as_of: 9999-12-31\n", "bad-form", 1),
    ("date and time", b"as_of: 2026-07-15T10:00:00\n", "bad-date", 1),
    ("threshold below nothing", b"small_numbers: -1\n", "out-of-range", 1),
    ("threshold that is true", b"small_numbers: true\n", "wrong-type", 1),
    ("threshold of a fraction", b"small_numbers: 4.5\n", "fraction", 1),
    ("threshold that is infinite", b"small_numbers: .inf\n", "fraction", 1),
    ("working day that is none", b"working_days:\n  added: [2026-13-01]\n", "bad-date", 2),
    ("working days in words", b"working_days: always\n", "wrong-type", 1),
    ("place that is a pattern", b'narrative:\n  plain: ["(a+)+"]\n', "bad-form", 2),
    ("place of everything", b"narrative:\n  plain: all\n", "wrong-type", 2),
    ("sample below nothing", b"sample: {people: -1}\n", "out-of-range", 1),
    ("depth", b"sample: " + b"[" * 40 + b"]" * 40, "too-deep", 1),
]


@pytest.mark.parametrize(("raw", "code", "line"), [case[1:] for case in SETTINGS], ids=[case[0] for case in SETTINGS])
def test_hostile_settings_are_refused_at_their_place(raw: bytes, code: str, line: int) -> None:
    settings, problems = parse_settings(raw, SCHEMAS)
    assert settings == Settings()
    assert (code, line) in {(problem.code, problem.line) for problem in problems}, problems
    assert {problem.path for problem in problems} == {FILE}


def test_the_tables_are_large_and_have_no_doubles() -> None:
    assert len({name for name, *_ in PAGES}) == len(PAGES) >= 55
    assert len({name for name, *_ in SETTINGS}) == len(SETTINGS) >= 20


# What many of one thing do


def seconds(text: str) -> float:
    """How long a page takes that is refused or not."""
    started = time.monotonic()
    build_protocols([(f"{FOLDER}/foster.md", text.encode())], SCHEMAS)
    return time.monotonic() - started


def test_many_rules_and_forms_take_no_time_to_speak_of() -> None:
    every = "subject: person, event: {observation: true}, every: {days: 7}"
    chain = [
        f"  - {{id: CH-{n}, form: cadence, title: T, strength: must, {every}, scope: {{of: CH-{n + 1}}}}}"
        for n in range(900)
    ]
    ring = [line.replace("CH-900", "CH-0") for line in chain]
    form = "title: F, kind: sessions, type: case, parts: [{title: P, new_page: true}]"
    forms = "forms:\n" + "".join(f"  - {{id: f{n}, {form}}}\n" for n in range(900))
    for lines in (chain, ring):
        assert seconds(PAGE.replace("  # no more", "\n".join(lines) + f"\n{forms}")) < 5


def test_no_more_problems_of_a_page_than_anybody_reads() -> None:
    lines = "\n".join(f"  - {{id: CH-{n}, form: review, title: T, strength: must, local: [every]}}" for n in range(300))
    _, problems = build_protocols([(f"{FOLDER}/foster.md", PAGE.replace("  # no more", lines).encode())], SCHEMAS)
    assert len(problems) == 100


# Files


def read(root: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """The ids of a folder's protocols, and the path and code of each problem."""
    protocols, problems = read_protocols(Disk(root), SCHEMAS)
    return list(protocols), [(problem.path.removeprefix(f"{FOLDER}/"), problem.code) for problem in problems]


def folder(tmp_path: Path) -> Path:
    """A folder with one good page."""
    made = tmp_path / FOLDER
    made.mkdir(parents=True)
    (made / "foster.md").write_text(PAGE)
    return made


@pytest.mark.parametrize(
    "name", ["Foster.md", "foster 2.md", "foster.MD", "foster.markdown", ".foster.md", "f\u043ester.md", ".md"]
)
def test_a_page_by_another_name_is_told(tmp_path: Path, name: str) -> None:
    (folder(tmp_path) / name).write_text(PAGE)
    names, problems = read(tmp_path)
    assert names == ["foster"]
    assert [code for _, code in problems] == ["bad-name"]


def test_links_and_folders_by_the_name_of_a_page_are_told(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "a.md").symlink_to(made / "foster.md")
    (made / "b.md").symlink_to(made / "nowhere")
    (made / "c.md").mkdir()
    (made / "c.md" / "page.md").write_text("# Words\n")
    assert read(tmp_path) == (
        ["foster"],
        [("a.md", "not-a-file"), ("b.md", "not-a-file"), ("c.md/page.md", "not-a-file")],
    )


def test_rules_on_a_page_that_is_not_read_for_rules_are_told(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "index.md").write_text(PAGE)
    (made / "foster").mkdir()
    (made / "foster" / "more.md").write_text(PAGE)
    (made / "foster" / "words.md").write_text("# Words about rules\n")
    (made / "picture.png").write_bytes(b"rules")
    assert read(tmp_path) == (["foster"], [("foster/more.md", "misplaced-rules"), ("index.md", "misplaced-rules")])


def test_one_rule_id_on_two_pages_is_told(tmp_path: Path) -> None:
    (folder(tmp_path) / "adoption.md").write_text(PAGE)
    assert {code for _, code in read(tmp_path)[1]} == {"duplicate-rule"}


def test_a_schema_that_lets_other_shapes_through_ends_in_a_problem() -> None:
    loose = {"type": "object", "properties": {"rules": True, "title": True}, "unevaluatedProperties": False}
    schemas = Schemas.read(ROOT / "schemas")
    weak = Schemas({**schemas.validators, "protocol": schemas.validators["protocol"].evolve(schema=loose)})
    for text in ("rules: 1", "rules: [1]", "rules: [{}]", "title: x", "rules: []\ntitle: x"):
        protocols, problems = build_protocols([(f"{FOLDER}/a.md", f"---\n{text}\n---\n".encode())], weak)
        assert protocols == {}
        assert [problem.code for problem in problems] == ["unfit-front-matter"]


def test_settings_by_another_name_are_told(tmp_path: Path) -> None:
    (tmp_path / "supervision.yml").write_text("audience: staff\n")
    settings, problems = read_settings(tmp_path, SCHEMAS)
    assert settings == Settings()
    assert [(problem.path, problem.code) for problem in problems] == [("supervision.yml", "bad-name")]


@pytest.mark.parametrize("name", ["schemas", FOLDER])
def test_ours_do_not_stand_in_for_a_folder_that_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    assert list(no_folders(Disk(tmp_path))) == []
    (tmp_path / name).symlink_to(ROOT / name)
    assert [(problem.path, problem.code) for problem in no_folders(Disk(tmp_path))] == [(name, "not-a-folder")]
    (tmp_path / name).unlink()
    (tmp_path / name).write_text("no folder")
    assert [(problem.path, problem.code) for problem in no_folders(Disk(tmp_path))] == [(name, "not-a-folder")]


# From the command line


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        (f"{FOLDER}/foster.md", PAGES[20][1]),
        (FILE, b"audience: everybody\n"),
        ("schemas/sessions.schema.json", b"{}"),
        ("schemas/settings.schema.json", b"true"),
    ],
)
def test_the_tool_is_not_fit_to_judge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, raw: bytes
) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "schemas").mkdir()
    for schema in (ROOT / "schemas").iterdir():
        (tmp_path / "schemas" / schema.name).write_bytes(schema.read_bytes())
    folder(tmp_path)
    (tmp_path / path).write_bytes(raw)
    for verb in ("check", "compliance"):
        assert main([verb, "--root", str(tmp_path), "--format", "json"]) == 3
        printed = capsys.readouterr()
        assert path in printed.out + printed.err
        assert "Traceback" not in printed.out + printed.err
        assert not json.loads(printed.out or "{}").get("findings")
