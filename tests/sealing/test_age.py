"""Another hand: Debian's age opens what we sealed, and we open what it sealed; with SSH keys, and with a passphrase."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from supervision_records.sealing import age
from supervision_records.sealing.errors import SealingError
from tests.sealing.calls import call
from tests.sealing.office import Office

WORDS = "canary with an accent: é\n"


def run(program: str, *arguments: str, given: str = "") -> str:
    """What a program of the machine makes of an input; the tests do not go on without it."""
    if shutil.which(program) is None:
        pytest.fail(f"{program} is not on this machine: install it, or run python3 scripts/dev.py test")
    done = subprocess.run(
        [program, *arguments], input=given, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


def test_age_opens_the_key_and_then_the_text(sealed_office: Office, tmp_path: Path) -> None:
    """From the store of keys to the words, without a line of ours."""
    key = json.loads((sealed_office.keys / "contracts/k-worker.json").read_text(encoding="utf-8"))
    (tmp_path / "key").write_text(
        run("age", "-d", "-i", sealed_office.identity("worker"), given=key["secret"]), "utf-8"
    )
    sealed = sealed_office.texts(sealed_office.path("s-personal"))["/notes/training"]["sealed"]
    assert run("age", "-d", "-i", str(tmp_path / "key"), given=sealed) == "canary of training,\non two lines\n"


def test_we_open_what_age_sealed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """Sealed by hand to the public half of a key, and put into a record without saying which key it is."""
    key = json.loads((office.keys / "contracts/k-worker.json").read_text(encoding="utf-8"))
    sealed = run("age", "-r", key["public"], "-a", given=WORDS)
    path = office.path("k-worker")
    text = path.read_text(encoding="utf-8")
    block = "".join(f"    {line}\n" for line in sealed.splitlines())
    path.write_text(f"{text[: text.index('reason:')]}reason:\n  sealed: |\n{block}minutes: 60\nsigned: []\n", "utf-8")
    assert call(office, "check") == 0
    capsys.readouterr()
    assert call(office, "open", str(path), "--at", "reason", person="boss") == 0
    assert capsys.readouterr().out == WORDS


@pytest.mark.parametrize("sort", ["ed25519", "rsa"])
def test_ssh_keys_both_ways(tmp_path: Path, sort: str) -> None:
    file = tmp_path / "key"
    run("ssh-keygen", "-q", "-t", sort, *(["-b", "2048"] if sort == "rsa" else []), "-N", "", "-f", str(file))
    public = file.with_suffix(".pub").read_text(encoding="utf-8").strip()
    assert age.is_usable(public)
    own = age.read_identity(file.read_bytes(), lambda: pytest.fail("it has no passphrase"))
    assert run("age", "-d", "-i", str(file), given=age.seal(WORDS.encode(), [public])) == WORDS
    assert age.unseal(run("age", "-r", public, "-a", given=WORDS), own) == WORDS.encode()


def test_keys_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    file = tmp_path / "key"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "a passphrase", "-f", str(file))
    with pytest.raises(SealingError, match="without a passphrase"):
        age.read_identity(file.read_bytes(), str)
    with pytest.raises(SealingError, match="neither one of age nor an SSH key"):
        age.read_identity(b"\xff\x00", str)
    with pytest.raises(SealingError, match="None of the public keys"):
        age.seal(b"", ["ecdsa-sha2-nistp256 AAAA", "age1nothing", "ssh-ed25519 AAAA"])


def test_a_key_with_a_passphrase(tmp_path: Path) -> None:
    pair = age.new_pair()
    protected = pyrage.passphrase.encrypt(f"# mine\n{pair.secret}\n".encode(), "made up")
    (own,) = age.read_identity(protected, lambda: "made up")
    assert age.unseal(age.seal(b"words", [pair.public]), [own]) == b"words"
    with pytest.raises(SealingError, match="passphrase"):
        age.read_identity(protected, lambda: "another")


def test_a_text_that_was_changed_is_not_opened() -> None:
    pair = age.new_pair()
    own = age.identities_of(pair.secret)
    lines = age.seal(b"words" * 40, [pair.public]).splitlines()
    for number in range(1, len(lines) - 1):
        other = "A" if lines[number][0] != "A" else "B"
        changed = [*lines[:number], other + lines[number][1:], *lines[number + 1 :]]
        assert age.unseal("\n".join(changed) + "\n", own) is None
