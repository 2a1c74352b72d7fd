"""Joiners and leavers: the keys are sealed anew, no record is touched, and what a leaver could have read is told."""

from __future__ import annotations

import json

import pyrage
import pytest

from tests.sealing.calls import call, digests
from tests.sealing.office import RECORDS, Office

#: The office's contract, written anew with other words.
CONTRACT = RECORDS["contracts/k-worker"].replace("canary of a reason", "canary of a later reason")
READABLE = ("s-personal", "s-cases", "o-1", "e-1")


def leave(office: Office, person: str) -> None:
    """Somebody left the day before."""
    path = office.path(person)
    text = path.read_text(encoding="utf-8").replace("2025-01-01", "2025-01-01, to: 2026-06-29")
    path.write_text(text, encoding="utf-8")


def opens(office: Office, name: str, person: str) -> bool:
    return call(office, "open", str(office.path(name)), person=person) == 0


def test_a_leaver_opens_nothing_any_more_and_no_record_is_touched(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert all(opens(office, name, "boss") for name in READABLE)
    leave(office, "boss")
    before = digests(office.root)
    capsys.readouterr()
    assert call(office, "rekey", person="checker") == 0
    said = capsys.readouterr().out
    assert digests(office.root) == before
    assert not any(opens(office, name, "boss") for name in READABLE)
    assert all(opens(office, name, "worker") for name in READABLE)
    told = said[said.index("boss is not entitled any more") :]
    for line in ("key cases/c-aaaaaaaa", "key contracts/k-worker", "records/sessions/north/2026/s-personal.yaml"):
        assert line in told
    assert "key assurance/as-1" not in told
    assert "What cannot be undone" in told


def test_what_is_sealed_later_is_beyond_a_leaver_who_kept_the_key(office: Office) -> None:
    """Somebody who copied an opened key while they could reads the old text and not the new."""
    key = office.keys / "contracts/k-worker.json"
    own = pyrage.x25519.Identity.from_str(office.secrets.joinpath("boss").read_text(encoding="utf-8").split()[-1])
    kept = pyrage.decrypt(json.loads(key.read_text(encoding="utf-8"))["secret"].encode(), [own]).decode()
    identity = pyrage.x25519.Identity.from_str(kept.strip())
    leave(office, "boss")
    assert call(office, "rekey", person="worker") == 0
    path = office.path("k-worker")
    before = office.texts(path)["/reason"]["sealed"]
    assert pyrage.decrypt(before.encode(), [identity]) == b"canary of a reason"
    path.write_text(CONTRACT, encoding="utf-8")
    assert call(office, "seal", str(path)) == 0
    after = office.texts(path)["/reason"]["sealed"]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(after.encode(), [identity])
    assert opens(office, "k-worker", "worker")
    assert opens(office, "s-personal", "worker")


def test_a_joiner_opens_what_was_sealed_before(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    case = office.path("c-aaaaaaaa")
    text = case.read_text(encoding="utf-8")
    case.write_text(text + "  - {person: stranger, from: 2026-06-20}\n", encoding="utf-8")
    assert call(office, "rekey", "--dry-run", person="checker") == 0
    at = ("--at", "cases.0.notes.risk")
    assert call(office, "open", str(office.path("s-cases")), *at, person="stranger") == 2
    assert call(office, "rekey", person="checker") == 0
    capsys.readouterr()
    assert call(office, "open", str(office.path("s-cases")), *at, person="stranger") == 0
    assert capsys.readouterr().out == "canary of the first case\n"
    keys = json.loads((office.keys / "cases/c-aaaaaaaa.json").read_text(encoding="utf-8"))["people"]
    assert set(keys) == {"boss", "checker", "chief", "head", "stranger", "worker"}


def test_a_key_that_somebody_gave_up_opens_nothing_new(office: Office) -> None:
    person = office.path("worker")
    fresh = pyrage.x25519.Identity.generate()
    text = person.read_text(encoding="utf-8")
    old = text[text.index("age1") : text.index("]")]
    person.write_text(text.replace(old, str(fresh.to_public())), encoding="utf-8")
    (office.secrets / "fresh").write_text(str(fresh), encoding="utf-8")
    assert call(office, "rekey", person="checker") == 0
    assert opens(office, "s-personal", "fresh")
    assert not opens(office, "s-personal", "worker")


def test_what_nobody_entitled_can_have_stays_as_it_was(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for person in ("head", "checker", "chief", "boss", "worker"):
        leave(office, person)
    before = digests(office.keys)
    assert call(office, "rekey", person="checker") == 1
    assert digests(office.keys) == before
    assert "nobody entitled has a public key" in capsys.readouterr().out


def test_nothing_to_do_changes_nothing(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(office.keys)
    assert call(office, "rekey", person="checker") == 0
    assert digests(office.keys) == before
    assert capsys.readouterr().out == "Sealed anew: 0 keys. No record is touched.\n"
