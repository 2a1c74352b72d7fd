"""Honest pull requests come through, whatever others have left broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from supervision_records.cli import main
from tests.pull_requests.workspace import CHECK, COMPLIANCE, SESSION, SUMMARY, Workspace, run, run_here

SESSIONS = "records/sessions/north/2026"


def new_session(w: Workspace) -> None:
    w.write(f"{SESSIONS}/s-new.yaml", SESSION.format(date="2026-06-25"))


def late_session(w: Workspace) -> None:
    recorded = "recorded: {by: boss, on: 2026-06-25}\n"
    w.write(f"{SESSIONS}/s-late.yaml", SESSION.format(date="2026-06-05") + recorded)


def corrected_session(w: Workspace) -> None:
    w.replace(f"{SESSIONS}/s-april.yaml", "minutes: 90", "minutes: 80")


def corrected_signed_session(w: Workspace) -> None:
    w.replace(f"{SESSIONS}/s-signed.yaml", "status: held", "status: held\nminutes: 60")


def further_signature(w: Workspace) -> None:
    path = f"{SESSIONS}/s-april.yaml"
    w.write(path, (w.change / path).read_text() + "signed: [{by: boss, on: 2026-04-20}]\n")


def new_person(w: Workspace) -> None:
    w.write("records/people/second.yaml", "posts:\n  - {team: north, role: social-worker, from: 2026-06-01}\n")


def new_team(w: Workspace) -> None:
    text = (w.change / "records/teams/north.yaml").read_text().replace("North", "South")
    w.write("records/teams/south.yaml", text)
    assert main(["--root", str(w.change), "codeowners"]) == 0


def closed_case(w: Workspace) -> None:
    w.replace("records/cases/c-aaaa1111.yaml", "opened:", "closed: 2026-06-30\nopened:")


def new_absence(w: Workspace) -> None:
    w.write("records/absences/2026/away-2.yaml", "person: boss\nfrom: 2026-06-01\nto: 2026-06-12\n")


def words_of_a_page(w: Workspace) -> None:
    w.replace("docs/glossary.md", "\n", "\nA word more.\n")


def address_of_an_office(w: Workspace) -> None:
    w.write("docs/contact.md", "# Contact\n\nTelephone 020 7946 0018, help@example.org. In force since 1 April 1998.\n")


def words_of_a_protocol(w: Workspace) -> None:
    path = "docs/protocols/case-management-supervision.md"
    w.write(path, (w.change / path).read_text() + "\nA word more.\n")


def removal_with_a_tombstone(w: Workspace) -> None:
    (w.change / "records/absences/2026/away-1.yaml").unlink()
    w.write("records/tombstones/2026/absences--away-1.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")


def stricter_schema(w: Workspace) -> None:
    w.replace("schemas/tombstones.schema.json", '"enum": ["mistake", ', '"enum": [')


def nothing(w: Workspace) -> None:
    """A commit without any change."""
    w.commit()


HONEST = [
    new_session, late_session, corrected_session, corrected_signed_session, further_signature, new_person, new_team,
    closed_case, new_absence, words_of_a_page, address_of_an_office,
    words_of_a_protocol, removal_with_a_tombstone, stricter_schema, nothing,
]  # fmt: skip


@pytest.mark.parametrize("make", HONEST, ids=lambda make: make.__name__)
def test_an_honest_change_comes_in(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], make: Callable[[Workspace], None]
) -> None:
    workspace.propose(make)
    verdict = run_here(workspace, CHECK, capsys)
    assert (verdict.status, verdict.codes) == (0, set()), verdict.said


def test_what_others_left_broken_does_not_block_it(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    broken = f"{SESSIONS}/s-broken.yaml"
    workspace.write(broken, "remark: others left this\n")
    workspace.commit("Left broken")
    workspace.git("push", "--quiet", str(workspace.root / "base"), "HEAD:refs/heads/left")
    workspace_base = workspace.root / "base"
    workspace.git("-C", str(workspace_base), "reset", "--quiet", "--hard", "left")
    workspace.propose(new_session)
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.status == 0, verdict.said
    assert "that it has nothing to do with" in verdict.said
    verdict = run_here(workspace, COMPLIANCE, capsys)
    assert verdict.status == 0, verdict.said
    assert "no all-clear" in verdict.said


def test_the_steps_of_the_workflow_end_well(workspace: Workspace) -> None:
    workspace.propose(late_session)
    for script in (CHECK, COMPLIANCE, SUMMARY):
        verdict = run(workspace, script)
        assert verdict.status == 0, verdict.said
    summary = (workspace.root / "summary.md").read_text(encoding="utf-8")
    assert "1 new supervision session of team north, s-late: case supervision, 5 June 2026, held" in summary
    assert "New breaches that come with what this change records" in summary


def move_base(w: Workspace) -> None:
    """What the change holds so far becomes the branch that it is for."""
    w.commit("The base goes on")
    w.git("push", "--quiet", str(w.root / "base"), "HEAD:refs/heads/further")
    w.git("-C", str(w.root / "base"), "reset", "--quiet", "--hard", "further")


def test_a_tombstone_may_come_after_the_removal_and_go_when_the_record_comes_back(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    record, tombstone = "records/absences/2026/away-1.yaml", "records/tombstones/2026/absences--away-1.yaml"
    text = (workspace.change / record).read_bytes()
    (workspace.change / record).unlink()
    move_base(workspace)
    workspace.propose(lambda w: w.write(tombstone, "reason: mistake\non: 2026-06-30\nby: manager\n"))
    verdict = run_here(workspace, CHECK, capsys)
    assert (verdict.status, verdict.codes) == (0, set()), verdict.said
    move_base(workspace)
    workspace.write(record, text)
    workspace.commit("It comes back under its tombstone")
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.codes == {"record-under-a-tombstone", "not-removed"}
    (workspace.change / tombstone).unlink()
    workspace.commit("Without its tombstone")
    verdict = run_here(workspace, CHECK, capsys)
    assert (verdict.status, verdict.codes) == (0, set()), verdict.said


def weaker_rule(w: Workspace) -> None:
    w.replace("schemas/tombstones.schema.json", '"required": ["reason", "on", "by"]', '"required": []')


def test_a_maintainer_can_agree_to_other_rules_but_not_to_bad_records(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.propose(weaker_rule)
    assert run_here(workspace, CHECK, capsys).status == 1
    agreed = run_here(workspace, CHECK, capsys, agreed=True)
    assert (agreed.status, agreed.codes) == (0, set())
    assert "::warning file=schemas/tombstones.schema.json" in agreed.said
    workspace.write("records/people/bad.yaml", "name: Nobody\n")
    workspace.commit()
    assert run_here(workspace, CHECK, capsys, agreed=True).codes == {"missing-key"}


def test_rules_that_refuse_records_which_are_there_are_not_let_in(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.propose(lambda w: w.replace("schemas/cases.schema.json", '"allocations"]', '"allocations", "family"]'))
    assert run_here(workspace, CHECK, capsys, agreed=True).codes == {"missing-key"}


def test_a_branch_that_lags_behind_is_judged_from_where_it_parted(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.git("branch", "lagging")
    workspace.write(f"{SESSIONS}/s-of-others.yaml", SESSION.format(date="2026-06-26"))
    workspace.commit("Others went on")
    workspace.git("push", "--quiet", str(workspace.root / "base"), "HEAD:refs/heads/further")
    workspace.git("-C", str(workspace.root / "base"), "reset", "--quiet", "--hard", "further")
    workspace.git("checkout", "--quiet", "lagging")
    new_session(workspace)
    workspace.commit()
    verdict = run_here(workspace, CHECK, capsys)
    assert verdict.status == 0, verdict.said
    assert "adds 1 record, changes 0, removes 0" in verdict.said
