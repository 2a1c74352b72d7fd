"""Real pushes to a bare repository with the gate as its hook: what comes in, what is refused, and what is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supervision_records.cli import main
from tests.gate.server import Clone, Server
from tests.pull_requests.workspace import SESSION

SESSIONS = "records/sessions/north/2026"
NEW = SESSION.format(date="2026-06-25")
TELLING = "actions: [{id: 1, what: Ring 943 476 5919, owner: boss, due: 2026-07-01}]\n"
SCHEMA = "schemas/tombstones.schema.json"


def replaced(clone: Clone, path: str, old: str, new: str) -> None:
    text = (clone.root / path).read_text(encoding="utf-8")
    assert old in text
    clone.write(path, text.replace(old, new, 1))


def weaken(clone: Clone) -> None:
    replaced(clone, SCHEMA, '"required": ["reason", "on", "by"]', '"required": []')


class TestComesIn:
    def test_a_good_record(self, server: Server, clone: Clone) -> None:
        clone.write(f"{SESSIONS}/s-new.yaml", NEW)
        clone.commit()
        push = clone.push()
        assert push.came_in, push.said
        assert "this change adds 1 record, changes 0, removes 0." in push.said
        assert server.tip() == clone.git("rev-parse", "HEAD")

    def test_a_change_after_signing_with_a_warning(self, clone: Clone) -> None:
        replaced(clone, f"{SESSIONS}/s-signed.yaml", "status: held", "status: held\nminutes: 60")
        clone.commit()
        push = clone.push()
        assert push.came_in, push.said
        assert "alters a record after it was signed, at /minutes." in push.said

    def test_a_removal_with_its_tombstone(self, clone: Clone) -> None:
        (clone.root / "records/absences/2026/away-1.yaml").unlink()
        clone.write("records/tombstones/2026/absences--away-1.yaml", "reason: mistake\non: 2026-06-30\nby: manager\n")
        clone.commit()
        assert clone.push().came_in

    def test_whatever_is_pushed_to_a_branch_that_nobody_protects(self, server: Server, clone: Clone) -> None:
        clone.write("records/people/bad.yaml", "name: Nobody\n")
        clone.commit()
        assert clone.push("HEAD:refs/heads/draft").came_in
        assert clone.push(":refs/heads/draft").came_in
        assert not server.tip("refs/heads/draft")

    def test_weaker_rules_of_a_maintainer_of_nobody_else(self, server: Server, clone: Clone) -> None:
        server.set("maintainer", "magnolia")
        weaken(clone)
        clone.commit()
        for user in ("", "somebody"):
            push = clone.push(user=user)
            assert not push.came_in
            assert "(weaker-schema)" in push.said
        assert clone.push(user="magnolia").came_in


class TestIsRefused:
    @pytest.fixture(autouse=True)
    def unchanged(self, server: Server) -> object:
        """Whatever is refused leaves the server as it was."""
        before = server.git("for-each-ref")
        yield
        assert server.git("for-each-ref") == before

    @pytest.mark.parametrize(
        ("path", "text", "code"),
        [
            (f"{SESSIONS}/s-new.yaml", NEW + TELLING, "nhs-number"),
            ("scripts/supervision_records/cli/check.py", "def run(options):\n    return 0\n", "changed-product"),
        ],
        ids=["personal details", "another checker"],
    )
    def test_what_a_pull_request_could_not_bring_either(self, clone: Clone, path: str, text: str, code: str) -> None:
        clone.write(path, text)
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert f"error ({code})" in push.said
        assert "refs/heads/main is refused. Nothing was changed." in push.said
        assert "943 476" not in push.said

    def test_a_removal_without_a_tombstone(self, clone: Clone) -> None:
        (clone.root / "records/absences/2026/away-1.yaml").unlink()
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert "nothing says why, when and by whose decision" in push.said

    def test_history_that_others_have_cannot_be_rewritten_or_taken_away(self, clone: Clone) -> None:
        clone.git("commit", "--quiet", "--amend", "-m", "Another beginning")
        rewritten, removed = clone.push("+HEAD:main"), clone.push(":main")
        assert not rewritten.came_in
        assert "would rewrite history that others already have" in rewritten.said
        assert not removed.came_in
        assert "cannot be taken away" in removed.said

    def test_one_bad_branch_refuses_the_others_of_the_push(self, clone: Clone) -> None:
        clone.git("branch", "aside")
        clone.write("records/people/bad.yaml", "name: Nobody\n")
        clone.commit()
        push = clone.push("HEAD:main", "aside:refs/heads/aside")
        assert not push.came_in
        assert "refs/heads/main is refused" in push.said

    def test_refs_that_make_git_show_other_contents(self, clone: Clone) -> None:
        clone.commit("Another")
        push = clone.push(f"HEAD:refs/replace/{clone.git('rev-parse', 'HEAD~1')}")
        assert not push.came_in
        assert "other contents than those that were recorded" in push.said

    def test_more_than_can_be_judged(self, server: Server, clone: Clone) -> None:
        server.set("most", "2")
        for number in range(3):
            clone.write(f"docs/{number}.md", f"{number}\n")
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert "more than 2 contents at once" in push.said


class TestTheMainLine:
    def test_a_merge_that_makes_a_side_branch_of_the_main_line(self, clone: Clone) -> None:
        """The same files, all at a date of somebody's choice: only the order of the parents tells."""
        clone.commit("What others have")
        assert clone.push().came_in
        tip, tree = clone.git("rev-parse", "HEAD"), clone.git("rev-parse", "HEAD^{tree}")
        first = clone.git("rev-list", "--max-parents=0", "HEAD")
        forged = clone.git("commit-tree", tree, "-p", first, "-m", "Long ago")
        merge = clone.git("commit-tree", tree, "-p", forged, "-p", tip, "-m", "Merge")
        push = clone.push(f"{merge}:refs/heads/main")
        assert not push.came_in
        assert "makes a side branch of the main line" in push.said
        assert "git pull --rebase" in push.said

    def test_a_branch_merged_into_the_main_line(self, server: Server, clone: Clone) -> None:
        tip = clone.git("rev-parse", "HEAD")
        clone.commit("On a branch")
        side = clone.git("rev-parse", "HEAD")
        merge = clone.git("commit-tree", f"{side}^{{tree}}", "-p", tip, "-p", side, "-m", "Merge")
        assert clone.push(f"{merge}:refs/heads/main").came_in
        assert server.tip() == merge


class TestBranchesThatAreNew:
    """Whatever the server calls its default branch, no branch comes in unseen."""

    @pytest.fixture
    def bad(self, clone: Clone) -> Clone:
        clone.write("records/people/bad.yaml", "name: Nobody\n")
        clone.commit()
        return clone

    def test_where_head_names_no_branch_that_is_there_every_branch_is_judged(self, server: Server, bad: Clone) -> None:
        server.git("symbolic-ref", "HEAD", "refs/heads/trunk")
        for name in ("main", "another"):
            push = bad.push(f"HEAD:refs/heads/{name}")
            assert not push.came_in
            assert "No protected branch is there yet (refs/heads/trunk is the default)" in push.said
            assert "error (" in push.said

    def test_what_is_judged_is_not_given_up_by_pushing_the_branch_that_head_names(
        self, server: Server, clone: Clone
    ) -> None:
        server.git("symbolic-ref", "HEAD", "refs/heads/trunk")
        push = clone.push("HEAD:refs/heads/trunk")
        assert not push.came_in
        assert "would be judged no more" in push.said

    def test_one_that_is_protected_may_lose_nothing_of_the_default_branch(self, server: Server, clone: Clone) -> None:
        server.set("protected", "HEAD")
        server.set("protected", "release/*")
        assert clone.push("HEAD:refs/heads/release/1").came_in
        tree = clone.git("rev-parse", "HEAD^{tree}")
        elsewhere = clone.git("commit-tree", tree, "-m", "From nothing")
        push = clone.push(f"{elsewhere}:refs/heads/release/2")
        assert not push.came_in
        assert "has to hold all that the default branch has" in push.said
        weaken(clone)
        (clone.root / "records/absences/2026/away-1.yaml").unlink()
        clone.commit()
        push = clone.push("HEAD:refs/heads/release/2")
        assert not push.came_in
        assert "(weaker-schema)" in push.said
        assert "(removed-without-tombstone)" in push.said


class TestKeptTags:
    def test_a_checkpoint_can_be_set_and_neither_moved_nor_removed(self, server: Server, clone: Clone) -> None:
        clone.git("tag", "checkpoint-1")
        assert clone.push("checkpoint-1").came_in
        kept = server.tip("refs/tags/checkpoint-1")
        clone.commit("Another")
        moved = clone.push("+HEAD:refs/tags/checkpoint-1")
        assert not moved.came_in
        assert "cannot be moved" in moved.said
        assert not clone.push(":refs/tags/checkpoint-1").came_in
        assert server.tip("refs/tags/checkpoint-1") == kept


class TestTooMuch:
    def test_a_commit_on_the_way_that_lists_more_than_can_be_read(self, server: Server, clone: Clone) -> None:
        """A few small trees, each of which is ten times in the next; the next commit takes them away again."""
        tip, tree = clone.git("rev-parse", "HEAD"), clone.git("rev-parse", "HEAD:records")
        for _ in range(11):
            tree = clone.tree({f"d-{number}": tree for number in range(10)})
        listing = clone.git("commit-tree", clone.tree({"records": tree}), "-p", tip, "-m", "All of them")
        end = clone.git("commit-tree", f"{tip}^{{tree}}", "-p", listing, "-m", "None of them")
        push = clone.push(f"{end}:refs/heads/main")
        assert not push.came_in
        assert "could not be judged, so it is refused. More files come or go" in push.said
        assert server.tip() == tip

    def test_as_many_changes_as_the_server_allows(self, server: Server, clone: Clone) -> None:
        server.set("most", "12")
        tip, tree = clone.git("rev-parse", "HEAD"), clone.git("rev-parse", "HEAD^{tree}")
        bare = clone.git(
            "commit-tree", clone.tree({"records": clone.git("rev-parse", "HEAD:records")}), "-p", tip, "-m", "x"
        )
        end = clone.git("commit-tree", tree, "-p", bare, "-m", "And back")
        push = clone.push(f"{end}:refs/heads/main")
        assert not push.came_in
        assert "more than 12 files came or went" in push.said


class TestFailsClosed:
    @pytest.mark.parametrize(
        ("broken", "words"),
        [
            ("program", "cannot be run on this server"),
            ("package", "refuses the push. If nothing above says why,"),
            ("interpreter", "declined"),
            ("setting", "cannot be run on this server"),
            ("killed", "cannot be run on this server"),
        ],
    )
    def test_without_what_it_needs_it_lets_nothing_in(
        self, server: Server, clone: Clone, broken: str, words: str
    ) -> None:
        program, hook = server.root.parent / "supervision", server.root / "hooks" / "pre-receive"
        if broken == "program":
            program.unlink()
        elif broken == "package":
            program.write_text(re.sub(r"sys\.path\.insert\(.*\)", "sys.path[:] = []", program.read_text()))
        elif broken == "interpreter":
            hook.write_text(hook.read_text().replace("#!/usr/bin/env python3", "#!/nowhere/python3"))
        elif broken == "setting":
            server.git("config", "--unset-all", "supervision.program")
        else:
            program.write_text("#!/bin/sh\nkill -9 $$\n")
        before = server.tip()
        clone.write(f"{SESSIONS}/s-new.yaml", NEW)
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert words in push.said
        assert server.tip() == before

    def test_what_takes_too_long_is_refused(self, server: Server, clone: Clone) -> None:
        server.set("option", "--timeout=0.02")
        clone.write(f"{SESSIONS}/s-new.yaml", NEW)
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert "took longer than 0.02 seconds" in push.said

    def test_rules_on_the_server_that_are_broken_judge_nothing(self, server: Server, clone: Clone) -> None:
        server.git("branch", "other")
        server.git("config", "supervision.protected", "other")
        clone.write("schemas/people.schema.json", "{")
        clone.commit()
        assert clone.push().came_in
        server.git("config", "supervision.protected", "HEAD")
        clone.write(f"{SESSIONS}/s-new.yaml", NEW)
        clone.commit()
        push = clone.push()
        assert not push.came_in
        assert "has to be right first" in push.said


class TestShallow:
    """A clone of depth 1 has lost what a change is compared with."""

    @pytest.fixture
    def shallow(self, tmp_path: Path, server: Server, clone: Clone) -> Path:
        clone.write(f"{SESSIONS}/s-new.yaml", NEW)
        clone.commit()
        assert clone.push().came_in
        return server.clone(tmp_path / "shallow", "--depth", "1").root

    def test_nothing_is_judged_and_what_to_do_is_said(
        self, shallow: Path, server: Server, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for call in (["check", "--since", "HEAD"], ["compliance", "--since", "HEAD~1"]):
            assert main(["--root", str(shallow), *call]) == 3
            said = capsys.readouterr()
            assert said.out == ""
            assert "cloned without its history" in said.err
            assert "git fetch --unshallow" in said.err
            assert "fetch-depth: 0" in said.err
        assert main(["--root", str(shallow), "history"]) == 3
        assert "without its history" in capsys.readouterr().err
        Clone(shallow, server.environment).git("fetch", "--quiet", "--unshallow")
        assert main(["--root", str(shallow), "check", "--since", "HEAD~1"]) == 0

    def test_a_shallow_clone_can_still_push_what_is_good(self, shallow: Path, server: Server) -> None:
        clone = Clone(shallow, server.environment)
        clone.write(f"{SESSIONS}/s-other.yaml", SESSION.format(date="2026-06-26"))
        clone.commit()
        push = clone.push()
        assert push.came_in, push.said
