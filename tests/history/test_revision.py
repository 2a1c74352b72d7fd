"""The files of one commit as a repository's, and the contents behind them."""

from __future__ import annotations

import subprocess
from hashlib import sha1, sha256
from pathlib import Path

import pytest

from supervision_records.files import Entry, NotAFileError, Sort
from supervision_records.history import revision
from supervision_records.history.blobs import HANDFUL, Blobs
from supervision_records.history.checkpoint import records_hash
from supervision_records.history.command import MISSING, NO_CLONE, TOO_MUCH, GitError
from supervision_records.history.ignored import ignored
from supervision_records.history.keeping import held_against, made
from supervision_records.history.place import whole_clone
from supervision_records.history.reading import read_history
from supervision_records.history.revision import UNSOUND, Kept, at_revision, listed
from supervision_records.history.unsaved import blob_id, not_yet
from tests.history.refused import refused

PEOPLE = {"records/people/a.yaml": b"a", "records/people/b-b.yaml": b"bb", "records/people/b.yaml": b"b" * 70_000}
FILES = {**PEOPLE, "records.yaml": b"beside", "inner/records/people/c.yaml": b"c", "inX/records/d.yaml": b"d"}
ODD = "records/people/\udcff.yaml"


def git(root: Path, *arguments: str, given: bytes | None = None) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout.decode().strip()


def blob(content: bytes) -> str:
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with its files checked out: ordinary ones, a program, a link, and a path that is no text."""
    root = tmp_path_factory.mktemp("revision") / "clone"
    git(root.parent, "init", "-q", "-b", "main", str(root))
    lines = [b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(text), text) for path, text in FILES.items()]
    lines.append(b"M 100755 inline records/people/program.yaml\ndata 1\np\n")
    lines.append(b"M 120000 inline records/people/link.yaml\ndata 6\na.yaml\n")
    lines.append(b'M 100644 inline "records/people/\\377.yaml"\ndata 1\no\n')
    head = b"commit refs/heads/main\ncommitter A <a@example.org> 1772452800 +0000\ndata 1\nx\n"
    git(root, "fast-import", "--quiet", given=head + b"".join(lines))
    git(root, "reset", "-q", "--hard", "main")
    return root


class TestFiles:
    def test_every_file_has_its_mode_and_content(self, root: Path) -> None:
        with at_revision(root, "main") as found:
            assert found.commit == git(root, "rev-parse", "main")
            assert {path: kept.blob for path, kept in found.kept.items() if path in FILES} == {
                path: blob(text) for path, text in FILES.items()
            }
            assert found.kept["records/people/program.yaml"] == Kept("100755", blob(b"p"))
            assert found.kept[ODD] == Kept("100644", blob(b"o"))
            assert len(found.kept) == len(FILES) + 3

    def test_what_lies_below_a_folder_comes_in_order_and_a_link_is_no_file(self, root: Path) -> None:
        with at_revision(root, "main") as found:
            names = ("a", "b-b", "b", "link", "program")
            assert list(found.below("records/people")) == [
                *(Entry(f"records/people/{name}.yaml", Sort.OTHER if name == "link" else Sort.FILE) for name in names),
                Entry(ODD, Sort.FILE),
            ]
            assert [found.has_folder(name) for name in ("records", "records/people", "inner/records")] == [True] * 3
            assert [found.has_folder(name) for name in ("record", "records/people/a.yaml", "people")] == [False] * 3
            assert list(found.below("record")) == []

    def test_a_file_is_read_up_to_a_limit_and_what_is_none_not_at_all(self, root: Path) -> None:
        with at_revision(root, "main") as found:
            assert found.read("records/people/b-b.yaml", 1) == b"b"
            assert found.read("records/people/program.yaml", 9) == b"p"
            with pytest.raises(NotAFileError):
                found.read("records/people/link.yaml", 9)
            with pytest.raises(FileNotFoundError):
                found.read("records/people/nobody.yaml", 9)

    def test_of_a_repository_below_the_top_the_paths_are_its_own(self, root: Path) -> None:
        assert listed(root / "inner", "main") == {"records/people/c.yaml": Kept("100644", blob(b"c"))}
        assert listed(root / "inX", "main") == {"records/d.yaml": Kept("100644", blob(b"d"))}
        (root / "later").mkdir(exist_ok=True)
        assert listed(root / "later", "main") == {}

    def test_a_work_tree_beside_the_clone_has_its_folders_too(self, root: Path, tmp_path: Path) -> None:
        git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "besideX"), "main")
        assert whole_clone(tmp_path / "besideX" / "inner") == "inner/"
        assert whole_clone(tmp_path / "besideX") == whole_clone(root) == ""

    def test_no_listing_is_read_beyond_its_bound(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(revision, "LISTING", 100)
        with refused(TOO_MUCH):
            listed(root, "main")

    def test_a_revision_that_is_not_there(self, root: Path) -> None:
        with pytest.raises(GitError, match="no revision 'nothing'"), at_revision(root, "nothing"):
            pass

    @pytest.mark.parametrize(
        ("names", "sound"),
        [
            (["a", "b"], True),
            (["a", "a"], False),
            (["."], False),
            ([".."], False),
            ([".git"], False),
            ([".GIT"], False),
            ([".gitignore"], True),
            (["a", "a/"], False),
            (["ab", "a/"], True),
        ],
    )
    def test_a_tree_that_git_itself_never_makes_is_not_read(
        self, tmp_path: Path, names: list[str], sound: bool
    ) -> None:
        git(tmp_path, "init", "-q")
        content = bytes.fromhex(git(tmp_path, "hash-object", "-w", "--stdin", given=b"x"))

        def tree(*names: str, inner: bytes = b"") -> bytes:
            raw = b"".join(
                b"40000 %b\0%b" % (name[:-1].encode(), inner)
                if name.endswith("/")
                else b"100644 %b\0%b" % (name.encode(), content)
                for name in names
            )
            written = git(tmp_path, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", given=raw)
            return bytes.fromhex(written)

        top = tree(*names, inner=tree("d/", inner=tree("c"))).hex()
        if sound:
            assert listed(tmp_path, top).keys() == {name.replace("/", "/d/c") for name in names}
        else:
            with refused(UNSOUND):
                listed(tmp_path, top)


class TestBlobs:
    def test_contents_come_in_their_order_however_many_and_up_to_a_limit(self, root: Path) -> None:
        asked = [blob(b"bb"), blob(b"a"), blob(b"b" * 70_000)] * HANDFUL
        with Blobs(root) as blobs:
            assert list(blobs.read_all(asked, 2)) == [b"bb", b"a", b"bb"] * HANDFUL
            assert blobs.read(blob(b"b" * 70_000), 66_000) == b"b" * 66_000
            assert blobs.read(blob(b"a"), 0) == b""
            assert blobs.read(blob(b"a"), 9) == b"a"
            assert list(blobs.read_all([], 9)) == []

    @pytest.mark.parametrize("name", ["0" * 40, "main:nothing", "nonsense", "main"])
    def test_what_is_not_there_or_no_content_is_missing(self, root: Path, name: str) -> None:
        with Blobs(root) as blobs, refused(MISSING):
            blobs.read(name, 9)

    def test_a_content_is_known_by_its_place_too(self, root: Path) -> None:
        with Blobs(root) as blobs:
            found = [
                blobs.id_at("main", path)
                for path in ("records/people/b.yaml", "records/people", "nothing", "a\nb", ODD, "records/people/a.yaml")
            ]
        assert found == [blob(b"b" * 70_000), None, None, None, blob(b"o"), blob(b"a")]

    @pytest.mark.parametrize("folder", ["a blob 5", "a blob 5 ", f"{'0' * 40} blob 5", " blob 5", "blob 5"])
    def test_a_name_that_reads_like_an_answer_of_git_is_none(self, root: Path, folder: str) -> None:
        with Blobs(root) as blobs:
            found = [blobs.id_at("main", path) for path in (f"records/{folder}/ash.yaml", "records/people/a.yaml")]
        assert found == [None, blob(b"a")]

    def test_in_a_folder_that_is_no_clone_all_is_missing(self, tmp_path: Path) -> None:
        with Blobs(tmp_path) as blobs, refused(MISSING):
            blobs.read("0" * 40, 9)

    def test_a_program_that_has_ended_gives_nothing_more(self, tmp_path: Path) -> None:
        with refused(MISSING), Blobs(tmp_path) as ended:
            process = ended._process.proc
            assert process is not None
            process.wait()
            ended.read(blob(b"a"), 9)

    def test_the_program_ends_with_it_and_may_be_ended_twice(self, root: Path) -> None:
        blobs = Blobs(root)
        with blobs:
            process = blobs._process.proc
        blobs.close()
        assert process is not None
        assert process.returncode == 0


class Disk:
    """Files by path: a content, or another sort of thing."""

    def __init__(self, files: dict[str, bytes | Sort]) -> None:
        self.files = files

    def has_folder(self, folder: str) -> bool:
        raise AssertionError(folder)

    def below(self, folder: str) -> list[Entry]:
        assert folder == "records"
        return [Entry(path, found if isinstance(found, Sort) else Sort.FILE) for path, found in self.files.items()]

    def read(self, path: str, limit: int) -> bytes:
        found = self.files[path]
        if isinstance(found, Sort):
            raise NotAFileError
        return found[:limit]


class TestUnsaved:
    A, B, C = (f"records/people/{name * 2}.yaml" for name in "abc")

    def found(self, here: dict[str, bytes | Sort], **kept: Kept) -> list[str]:
        paths = {"a": self.A, "b": self.B, "c": self.C, "notes": "records/people/notes.txt"}
        disk = Disk(here)
        return list(not_yet(disk, {paths[name]: one for name, one in kept.items()}))  # type: ignore[arg-type]

    def test_what_is_as_the_commit_has_it_is_not_told_whichever_way_its_lines_end(self) -> None:
        one = Kept("100644", blob(b"1\n2\n"))
        assert self.found({self.A: b"1\n2\n", self.B: b"1\r\n2\r\n"}, a=one, b=one) == []
        assert self.found({self.A: b"1\r\n"}, a=Kept("100755", blob(b"1\r\n"))) == []

    def test_line_ends_of_a_checkout_are_no_change_in_a_repository_of_longer_ids_either(self) -> None:
        one = Kept("100644", sha256(b"blob 2\x001\n").hexdigest())
        assert self.found({self.A: b"1\r\n", self.B: b"1\n"}, a=one, b=one) == []
        assert self.found({self.A: b"2\r\n"}, a=one) == [self.A]

    def test_what_is_new_changed_gone_or_no_file_is_told_in_order(self) -> None:
        one = Kept("100644", blob(b"1"))
        assert self.found({self.C: b"2", self.B: b"new"}, a=one, c=one) == [self.A, self.B, self.C]
        assert self.found({self.A: Sort.OTHER, self.B: Sort.UNREADABLE}, a=one, b=one) == [self.A, self.B]
        assert self.found({self.A: b"1"}, a=Kept("120000", blob(b"1"))) == [self.A]

    def test_what_cannot_be_read_is_told(self) -> None:
        class Broken(Disk):
            def read(self, path: str, limit: int) -> bytes:
                raise PermissionError(path, limit)

        kept = {self.A: Kept("100644", blob(b"1"))}
        assert list(not_yet(Broken({self.A: b"1"}), kept)) == [self.A]  # type: ignore[arg-type]

    def test_only_records_are_told(self) -> None:
        notes = Kept("100644", blob(b"1"))
        assert self.found({"records/people/more.txt": b"1"}, notes=notes) == []

    def test_a_content_has_the_id_that_git_gives_it_in_either_length(self) -> None:
        assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
        assert blob_id(b"x", 64) == sha256(b"blob 1\0x").hexdigest()


class TestKeeping:
    def test_a_checkpoint_is_made_of_the_records_alone_and_holds(self, root: Path) -> None:
        history = read_history(root)
        kept = made(root, history)
        people = {**PEOPLE, "records/people/program.yaml": b"p", ODD: b"o"}
        assert kept.records == records_hash({path: blob(text) for path, text in people.items()})
        assert held_against(root, history, kept) == ()

    def test_a_commit_that_the_clone_does_not_have_was_rewritten(self, root: Path) -> None:
        history = read_history(root)
        kept = made(root, history)
        (found,) = held_against(root, history, kept.__class__("f" * 40, "", 1, kept.chain, kept.records))
        assert "rewritten" in found.message


class TestIgnored:
    def test_what_git_was_told_to_pass_over_below_a_folder(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        (tmp_path / ".gitignore").write_text("*.yaml\n")
        for path in ("records/people/a.yaml", "records/people/\udcff.yaml", "records/b.txt", "docs/c.yaml"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text("x")
        assert ignored(tmp_path, "records") == {"records/people/a.yaml", "records/people/\udcff.yaml"}

    def test_without_a_clone_there_is_nobody_to_ask(self, tmp_path: Path) -> None:
        (tmp_path / "records").mkdir()
        assert ignored(tmp_path, "records") == frozenset()
        with refused(NO_CLONE):
            listed(tmp_path, "HEAD")
