"""The inspection bundle: the shipped sample's, read offline in a browser, and every number in it traced to a record."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from supervision_records.cli import main
from tests.clones import Clone
from tests.conftest import ROOT
from tests.site.chromium import launched, opened, watch
from trace_bundle import main as trace

AT = "2026-07-15T12:00:00+00:00"


def clone_of(source: Path, top: Path) -> Clone:
    """A repository with one commit that holds the records, the rules and the settings of a folder."""
    names = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A Tester")
    mails = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "tester@example.org")
    clone = Clone(top / "clone", {**os.environ, **names, **mails, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(top)})
    for name in ("records", "schemas", "docs/protocols"):
        if (source / name).is_dir():
            shutil.copytree(source / name, clone.root / name)
    shutil.copy(source / "supervision.yaml", clone.root)
    clone.commit(AT, {})
    return clone


def bundled(clone: Clone, to: Path, *words: str, status: int = 0) -> Path:
    """The zip that the verb writes."""
    assert main(["--root", str(clone.root), "bundle", str(to), *words]) == status
    [archive] = to.glob("*.zip")
    return archive


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clone, Path]:
    top = tmp_path_factory.mktemp("sample")
    clone = clone_of(ROOT, top)
    return clone, bundled(clone, top / "out")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The tiny repository of which everything is known; one of its files cannot be read as a record."""
    return clone_of(ROOT / "tests/mini/repository", tmp_path_factory.mktemp("small"))


def test_every_number_of_the_samples_bundle_is_traced_to_a_record(
    sample: tuple[Clone, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    clone, archive = sample
    assert trace([str(archive), str(clone.root)]) == 0
    said = capsys.readouterr().out
    assert said.endswith("All are traced.\n")
    assert int(said.split()[0]) > 10_000, "it has looked at numbers"


@pytest.mark.browser
def test_the_samples_bundle_is_read_from_its_zip_offline(
    sample: tuple[Clone, Path], chromium: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(sample[1]) as archive:
        archive.extractall(tmp_path)
    [folder] = [path for path in tmp_path.iterdir() if path.is_dir()]
    with launched(chromium) as browser, opened(browser) as page:
        page.context.set_offline(True)
        seen = watch(page, folder.as_uri())
        page.goto((folder / "index.html").as_uri())
        breaches = page.locator("tr", has_text="Strengthening Families").locator("data[data-count*='status=breach']")
        stated = int(breaches.inner_text())
        page.get_by_role("link", name="Strengthening Families").click()
        shown = page.locator("data[data-count*='status=breach']").all_inner_texts()
        assert sum(map(int, shown)) == stated > 0
        page.get_by_role("link", name="TEL-18", exact=True).first.click()
        late = page.locator("tr", has=page.locator("span.breach")).first
        late.locator("summary").click()
        assert late.locator("li").count() > 0
        late.get_by_role("link").last.click()
        assert "auditor:" in page.locator("pre").inner_text(), "the record itself"
        for name in ("Exceptions", "Samples", "Audits", "Actions", "History"):
            page.goto((folder / "index.html").as_uri())
            page.get_by_role("navigation").get_by_role("link", name=name).click()
            assert page.locator("h1").inner_text() == name
    assert seen == []


def test_the_same_commit_and_day_give_the_same_bytes_anywhere(small: Clone, tmp_path: Path) -> None:
    other = tmp_path / "another place"
    small.git("clone", "-q", str(small.root), str(other))
    first = bundled(small, tmp_path / "a", status=1)
    (other / "records/README").write_text("not committed, so not in it")
    os.environ["TZ"], zone = "Pacific/Auckland", os.environ.get("TZ")
    try:
        assert main(["--root", str(other), "bundle", str(tmp_path / "b")]) == 1
    finally:
        os.environ.pop("TZ") if zone is None else os.environ.update(TZ=zone)
    second = tmp_path / "b" / first.name
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        unpacked = {name: archive.read(name) for name in archive.namelist()}
    folder = tmp_path / "a" / first.stem
    on_disk = {
        f"{first.stem}/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }
    assert unpacked == on_disk


def test_another_day_is_another_bundle(small: Clone, tmp_path: Path) -> None:
    usual = bundled(small, tmp_path / "a", status=1)
    later = bundled(small, tmp_path / "b", "--as-of", "2026-08-31", status=1)
    assert "2026-08-31" in later.name
    assert usual.read_bytes() != later.read_bytes()


def test_what_could_not_be_judged_is_listed_and_not_copied(small: Clone, tmp_path: Path) -> None:
    archive = bundled(small, tmp_path / "a", status=1)
    raw = archive.read_bytes()
    assert b"never be shown" not in raw
    with zipfile.ZipFile(archive) as opened_zip:
        page = opened_zip.read(f"{archive.stem}/exceptions.html").decode()
    assert "What could not be judged" in page
    assert 'data-row="problems/0"' in page


def changed(folder: Path, name: str, change: Callable[[str], str], *, listed: bool) -> None:
    """Change a file of a bundle; ``listed``: whoever did it has made manifest and sums anew, too."""
    file = folder / name
    file.write_text(change(file.read_text()))
    if listed:
        manifest = json.loads((folder / "manifest.json").read_text())
        for entry in manifest["files"]:
            entry["sha256"] = hashlib.sha256((folder / entry["path"]).read_bytes()).hexdigest()
        (folder / "manifest.json").write_text(json.dumps(manifest))
        files = [path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS"]
        sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files]
        (folder / "SHA256SUMS").write_text("".join(sums))


CHANGES: dict[str, tuple[str, Callable[[str], str], bool, str]] = {
    "a page, its hash left": ("index.html", lambda t: t + " ", False, "not the file that the manifest"),
    "a count": ("index.html", lambda t: t.replace(">1</data>", ">7</data>", 1), True, "'7' comes from nowhere"),
    "a rate": ("index.html", lambda t: t.replace(" %</data>", "1 %</data>", 1), True, "comes from nowhere"),
    "a number put in": ("audits.html", lambda t: t.replace("<main>", "<main><p>12 audits</p>"), True, "'12 audits'"),
    "days late": (
        "data/findings.json", lambda t: re.sub('late": [1-9]', 'late": 77', t, count=1), True, "lead to no day",
    ),
    "a record": (
        "records/people/worker.yaml.txt", lambda t: t.replace("04-01", "03-01"), True, "not as it is in the commit",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder_of_small(small: Clone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = bundled(small, tmp_path_factory.mktemp("small") / "out", status=1)
    return archive.with_suffix("")


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_in_a_bundle_is_told(
    name: str, folder_of_small: Path, small: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, change, listed, said = CHANGES[name]
    folder = tmp_path / "bundle"
    shutil.copytree(folder_of_small, folder)
    assert trace([str(folder), str(small.root)]) == 0
    before = (folder / file).read_text()
    changed(folder, file, change, listed=listed)
    assert (folder / file).read_text() != before
    assert trace([str(folder), str(small.root)]) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nowhere"]])
def test_what_is_no_bundle_is_no_all_clear(arguments: list[str], tmp_path: Path) -> None:
    assert trace([str(tmp_path / word) for word in arguments]) == 2


def test_no_clock_is_asked_for_the_day(small: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.git("checkout", "-q", "-b", "no-day")
    small.commit(AT, {"supervision.yaml": "{}\n"})
    try:
        assert main(["--root", str(small.root), "bundle", str(tmp_path / "a")]) == 2
    finally:
        small.git("checkout", "-q", "main")
    assert "--as-of" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
