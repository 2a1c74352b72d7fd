"""Malicious pull requests: what each does to the checkout, and by which code it has to be refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.pull_requests.workspace import SESSION, Workspace

SESSIONS = "records/sessions/north/2026"
PROTOCOL = "docs/protocols/case-management-supervision.md"
CODEOWNERS = ".github/CODEOWNERS"


@dataclass(frozen=True)
class Attack:
    """``code`` is the error that has to be among those annotated. ``plants``: a program that nobody may run."""

    make: Callable[[Workspace], None]
    code: str
    plants: bool = False

    @property
    def name(self) -> str:
        """What it does."""
        return self.make.__name__.replace("_", " ")


ATTACKS: list[Attack] = []


def refused(code: str, *, plants: bool = False) -> Callable[[Callable[[Workspace], None]], Callable[[Workspace], None]]:
    """Put an attack into the table, with the code that refuses it."""

    def enter(make: Callable[[Workspace], None]) -> Callable[[Workspace], None]:
        ATTACKS.append(Attack(make, code, plants))
        return make

    return enter


# ---- what records are judged by


@refused("weaker-schema")
def schema_weakened_to_true(w: Workspace) -> None:
    w.write("schemas/sessions.schema.json", "{}\n")
    w.write(f"{SESSIONS}/s-new.yaml", "remark: anything\n")


@refused("weaker-schema")
def required_dropped(w: Workspace) -> None:
    w.replace("schemas/tombstones.schema.json", '"required": ["reason", "on", "by"]', '"required": []')


@refused("weaker-schema")
def enum_widened(w: Workspace) -> None:
    w.replace("schemas/tombstones.schema.json", '"enum": ["mistake",', '"enum": ["none-of-your-business", "mistake",')


@refused("weaker-schema")
def schemas_folder_removed(w: Workspace) -> None:
    w.git("rm", "-r", "--quiet", "schemas")


@refused("weaker-rule")
def rule_removed(w: Workspace) -> None:
    text = (w.change / PROTOCOL).read_text(encoding="utf-8")
    start = text.index("  - id: ISL-5\n")
    w.write(PROTOCOL, text[:start] + text[text.index("  - id:", start + 5) :])


@refused("weaker-rule")
def interval_stretched(w: Workspace) -> None:
    w.replace(PROTOCOL, "within: {working_days: 5}", "within: {working_days: 50}")


@refused("weaker-rule")
def in_force_moved_to_the_future(w: Workspace) -> None:
    text = (w.change / PROTOCOL).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("in_force:"))
    w.write(PROTOCOL, text.replace(line, "in_force: 2099-01-01", 1))


@refused("weaker-rule")
def protocol_page_deleted(w: Workspace) -> None:
    w.write("docs/protocols/another.md", (w.change / PROTOCOL).read_text(encoding="utf-8").replace("ISL-", "ANO-"))
    (w.change / PROTOCOL).unlink()


@refused("weaker-rule")
def protocols_folder_removed(w: Workspace) -> None:
    w.git("rm", "-r", "--quiet", "docs/protocols")


@refused("weaker-setting")
def date_of_judgement_fixed_in_the_past(w: Workspace) -> None:
    w.replace("supervision.yaml", "as_of: 2026-06-30", "as_of: 2026-04-02")


@refused("weaker-setting")
def working_days_taken_away(w: Workspace) -> None:
    w.replace("supervision.yaml", "removed: [2026-12-24]", "removed: [2026-05-05, 2026-05-06, 2026-05-07]")


@refused("weaker-setting")
def narrative_opened(w: Workspace) -> None:
    w.write("supervision.yaml", (w.change / "supervision.yaml").read_text() + 'narrative: {plain: ["*.*", "*.*.*"]}\n')


@refused("not-a-file")
def settings_as_a_link(w: Workspace) -> None:
    (w.change / "supervision.yaml").unlink()
    (w.change / "supervision.yaml").symlink_to("/etc/hostname")


@refused("rules-and-records")
def stricter_rule_with_records(w: Workspace) -> None:
    w.replace("schemas/tombstones.schema.json", '"enum": ["mistake", ', '"enum": [')
    w.write(f"{SESSIONS}/s-new.yaml", SESSION.format(date="2026-06-25"))


# ---- what runs


@refused("changed-product", plants=True)
def checker_edited(w: Workspace) -> None:
    w.plant("scripts/supervision_records/__init__.py")
    w.write("scripts/supervision_records/cli/check.py", "def run(options):\n    return 0\n")
    w.write(f"{SESSIONS}/s-bad.yaml", "remark: anything\n")


@refused("changed-product", plants=True)
def modules_planted_for_python_to_find(w: Workspace) -> None:
    for name in ("sitecustomize.py", "usercustomize.py", "conftest.py", "supervision_records.py", "yaml.py", "git.py"):
        w.plant(name)
        w.plant(f"scripts/{name}")
    w.plant("supervision_records/__init__.py")


@refused("changed-product", plants=True)
def packaging_and_site_hook_edited(w: Workspace) -> None:
    w.plant("setup.py")
    w.plant("scripts/dev.py")
    w.plant("scripts/mkdocs_hook.py")
    w.replace("pyproject.toml", "dependencies = [", 'dependencies = [\n    "an-evil-package",')


@refused("changed-workflow")
def workflow_edited(w: Workspace) -> None:
    w.write(".github/workflows/pull-request.yml", "on: pull_request\njobs: {records: {steps: [{run: 'true'}]}}\n")


@refused("changed-workflow")
def code_owners_edited(w: Workspace) -> None:
    w.write(CODEOWNERS, (w.change / CODEOWNERS).read_text() + "/records/ @somebody\n")


@refused("codeowners-out-of-date")
def code_owners_left_behind_by_a_team_of_ones_own(w: Workspace) -> None:
    w.write("records/teams/south.yaml", (w.change / "records/teams/north.yaml").read_text().replace("North", "South"))


@refused("changed-product", plants=True)
def attributes_with_a_filter_and_another_encoding(w: Workspace) -> None:
    w.plant("filter.py")
    w.git("config", "filter.evil.smudge", f"{w.change / 'filter.py'}")
    w.write(".gitattributes", "*.yaml filter=evil eol=crlf ident export-ignore diff=evil merge=evil\n")


@refused("hidden-file")
def attributes_among_the_records(w: Workspace) -> None:
    w.write("records/.gitattributes", "*.yaml -text\n")


@refused("changed-product")
def records_hidden_by_gitignore(w: Workspace) -> None:
    w.write(".gitignore", "records/sessions/\n")


@refused("changed-product", plants=True)
def submodule_with_a_command(w: Workspace) -> None:
    w.plant("evil.sh")
    w.write(".gitmodules", f'[submodule "x"]\n\tpath = x\n\turl = ./x\n\tupdate = !sh {w.change / "evil.sh"}\n')


# ---- names and sorts of files


@refused("bad-name")
def file_name_as_a_workflow_command(w: Workspace) -> None:
    w.write(f"{SESSIONS}/::set-output name=x::y.yaml", SESSION.format(date="2026-06-25"))
    w.write(f"{SESSIONS}/a\n::error title=planted::b\n::stop-commands::x.yaml", SESSION.format(date="2026-06-25"))


@refused("bad-name")
def words_under_a_name_that_acts(w: Workspace) -> None:
    w.write("docs/a\n::add-mask::b.md", "# Words\n")


@refused("not-a-file")
def record_as_a_link_to_the_password_file(w: Workspace) -> None:
    (w.change / "records/people/link.yaml").symlink_to("/etc/passwd")


@refused("not-a-file")
def page_as_a_link_out_of_the_repository(w: Workspace) -> None:
    (w.change / "docs/secrets.md").symlink_to("/etc/passwd")


@refused("not-a-file")
def submodule_instead_of_a_folder(w: Workspace) -> None:
    w.git("update-index", "--add", "--cacheinfo", f"160000,{w.git('rev-parse', 'HEAD')},records/observations")
    w.git("commit", "--quiet", "-m", "A submodule")
    (w.change / "records/observations").mkdir()


@refused("case-collision")
def names_that_differ_by_capitals_only(w: Workspace) -> None:
    w.write("records/people/Worker.yaml", (w.change / "records/people/worker.yaml").read_bytes())


@refused("case-collision")
def folder_that_differs_by_capitals_only(w: Workspace) -> None:
    w.write("docs/Protocols/another.md", "# Words\n")


@refused("hidden-file")
def hidden_folder_of_records(w: Workspace) -> None:
    w.write("records/.sessions/s-new.yaml", SESSION.format(date="2026-06-25"))


@refused("no-records")
def records_replaced_by_a_file(w: Workspace) -> None:
    w.git("rm", "-r", "--quiet", "records")
    w.write("records", "nothing to see\n")


# ---- what records hold


@refused("removed-without-tombstone")
def record_deleted(w: Workspace) -> None:
    (w.change / "records/absences/2026/away-1.yaml").unlink()


@refused("removed-without-tombstone")
def record_renamed_over(w: Workspace) -> None:
    w.git("mv", f"{SESSIONS}/s-april.yaml", f"{SESSIONS}/s-may.yaml")


@refused("overwritten")
def another_record_put_in_its_place(w: Workspace) -> None:
    w.write(f"{SESSIONS}/s-signed.yaml", SESSION.format(date="2026-06-25").replace("[worker]", "[manager]"))


@refused("tombstone-of-a-record")
def tombstone_brought_in_advance(w: Workspace) -> None:
    w.write("records/tombstones/2026/sessions--s-signed.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")


@refused("tombstone-of-nothing")
def tombstone_of_what_may_come_one_day(w: Workspace) -> None:
    w.write("records/tombstones/2026/sessions--s-july.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")


@refused("tombstone-of-nothing")
def tombstone_of_what_came_and_went_on_the_way(w: Workspace) -> None:
    w.write(f"{SESSIONS}/s-july.yaml", SESSION.format(date="2026-06-25"))
    w.commit("With the record")
    (w.change / SESSIONS / "s-july.yaml").unlink()
    w.write("records/tombstones/2026/sessions--s-july.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")


@refused("unknown-reference")
def team_taken_away_under_its_people(w: Workspace) -> None:
    (w.change / "records/teams/north.yaml").unlink()
    w.write("records/teams/south.yaml", "name: South\norganisation: x\nagency: health\nmanager: boss\nprotocols: []\n")


@refused("alias")
def bomb_of_aliases(w: Workspace) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 12)]
    w.write("records/people/bomb.yaml", "\n".join(lines) + "\n")


@refused("too-deep")
def deep_nesting(w: Workspace) -> None:
    w.write("records/people/deep.yaml", "posts: " + "[" * 50_000 + "\n")


@refused("nhs-number")
def personal_details(w: Workspace) -> None:
    w.replace(f"{SESSIONS}/s-april.yaml", "Ask the school for its view", "Ask about 943 476 5919")


@refused("nhs-number")
def personal_details_taken_out_again_by_a_later_commit(w: Workspace) -> None:
    before = (w.change / SESSIONS / "s-april.yaml").read_bytes()
    personal_details(w)
    w.commit("With the number")
    w.write(f"{SESSIONS}/s-april.yaml", before)
    w.commit("Without it")


@refused("nhs-number")
def personal_details_on_a_side_that_a_merge_left_out(w: Workspace) -> None:
    w.git("checkout", "--quiet", "-b", "side")
    personal_details(w)
    w.commit("With the number")
    w.git("checkout", "--quiet", "proposed")
    w.git("merge", "--quiet", "--strategy", "ours", "--no-ff", "-m", "Without it", "side")


NUMBER = "Ask about 943 476 5919.\n"


@refused("nhs-number")
def personal_details_in_a_page_of_words(w: Workspace) -> None:
    w.write("docs/notes.md", f"# Notes\n\n{NUMBER}")


@refused("nhs-number")
def personal_details_in_a_page_on_the_way(w: Workspace) -> None:
    before = (w.change / "docs/glossary.md").read_bytes()
    w.write("docs/glossary.md", before + NUMBER.encode())
    w.commit("With the number")
    w.write("docs/glossary.md", before)


@refused("nhs-number")
def personal_details_in_a_folder_with_capitals_on_the_way(w: Workspace) -> None:
    w.write("Records/Notes.TXT", NUMBER)
    w.commit("With the number")
    (w.change / "Records/Notes.TXT").unlink()


@refused("nhs-number")
def personal_details_in_another_encoding_on_the_way(w: Workspace) -> None:
    w.write(f"{SESSIONS}/s-new.yaml", f"remark: {NUMBER}".encode("utf-16"))
    w.commit("With the number")
    (w.change / SESSIONS / "s-new.yaml").unlink()


@refused("nhs-number")
def personal_details_in_a_new_file_of_another_encoding(w: Workspace) -> None:
    w.write("notes/of/anything.bin", NUMBER.encode("utf-16-le"))


@refused("birth-date")
def date_of_birth_in_a_text_at_the_top(w: Workspace) -> None:
    w.write("notes.txt", "DOB: 12/05/2014\n".encode("utf-8-sig"))


@refused("nhs-number")
def personal_details_in_the_message_of_a_commit(w: Workspace) -> None:
    w.write(f"{SESSIONS}/s-new.yaml", SESSION.format(date="2026-06-25"))
    w.commit(NUMBER)


@refused("removed-without-tombstone")
def merge_of_an_unrelated_history(w: Workspace) -> None:
    w.git("checkout", "--quiet", "--orphan", "unrelated")
    (w.change / "records/absences/2026/away-1.yaml").unlink()
    w.commit("Begin anew")
    w.git("checkout", "--quiet", "proposed")
    w.git("merge", "--quiet", "--allow-unrelated-histories", "--strategy", "ours", "-m", "Join", "unrelated")
    (w.change / "records/absences/2026/away-1.yaml").unlink()


@refused("changed-product", plants=True)
def list_of_names_and_settings_for_the_machine(w: Workspace) -> None:
    w.write(".private/names.txt", "worker\nboss\n")
    w.write(".env", "SUPERVISION_NAMES=/etc/passwd\n")
    w.plant(".venv/bin/supervision")


@refused("missing-key")
def names_of_branches_that_look_like_options(w: Workspace) -> None:
    w.write("records/people/bad.yaml", "name: Nobody\n")
    w.commit()
    for name in ("--output=planted", "-x", "$(touch${IFS}planted)"):
        w.git("update-ref", f"refs/heads/{name}", "HEAD")
