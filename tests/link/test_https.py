"""With the office's certificate nobody reads along; without one names can be read, and still nothing is altered."""

from __future__ import annotations

import shutil
import subprocess
from asyncio import base_events, selector_events, sslproto
from pathlib import Path

import pytest

from oatui.link.contract import LineCut
from oatui.link.server import Door, LinkServer
from oatui.link.site_client import Address, SiteClient, welcome
from oatui.rules.verdict import Refused
from tests.conftest import FixedClock
from tests.link.doors import ORIGIN, SITE, Book, CuttingLine, line, served

SECRET = b"s" * 32
NAME = "赵一"


@pytest.fixture(autouse=True)
def as_the_desk_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """asyncio without ssl, as `late_tls.put_off` leaves it."""
    for module in (base_events, selector_events, sslproto):
        monkeypatch.setitem(vars(module), "ssl", None)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root, a certificate for 127.0.0.1 that it signed, and another root that signed nothing here."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate can be made")
    folder = tmp_path_factory.mktemp("office")

    def run(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for root in ("root", "other"):
        run("req", "-x509", *curve, "-keyout", f"{root}.key", "-out", f"{root}.pem", "-subj", f"/CN={root}",
            "-days", "3650")  # fmt: skip
    run("req", *curve, "-keyout", "desk.key", "-out", "desk.csr", "-subj", "/CN=desk")
    (folder / "san").write_text("subjectAltName=IP:127.0.0.1\n", "ascii")
    run("x509", "-req", "-in", "desk.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out",
        "desk.pem", "-days", "3650", "-extfile", "san")  # fmt: skip
    run("ec", "-in", "desk.key", "-aes256", "-passout", "pass:secret", "-out", "locked.key")
    return folder


@pytest.mark.parametrize("secure", [True, False])
def test_who_listens_sees_names_only_without_the_certificate(
    office: Path, tmp_path: Path, secure: bool
) -> None:
    cert, key = (office / "desk.pem", office / "desk.key") if secure else (None, None)
    book = Book()
    with served(book, tmp_path / "keys", cert=cert, key=key) as behind:
        relay = CuttingLine(behind.port)
        written = f"{'https://' if secure else ''}127.0.0.1:{relay.port}"
        address = Address(written, office / "root.pem" if secure else None)
        code = behind.pairings.open(SITE, SECRET, {"title": NAME})
        told = welcome(address, code)
        behind.ring.keep(SITE, SECRET)
        client = SiteClient(address, SITE, bytes.fromhex(told["secret"]), FixedClock())
        row = line(1, body=f'{{"name":"{NAME}"}}')
        assert client.push(SITE, ORIGIN, [row]) == 1
        client.close()
        relay.close()
        # the secret crosses in neither way
        assert SECRET not in relay.seen and SECRET.hex().encode() not in relay.seen
        assert (NAME.encode() in relay.seen) is not secure


def test_another_certificate_is_nobody(office: Path, tmp_path: Path) -> None:
    with served(Book(), tmp_path / "keys", cert=office / "desk.pem", key=office / "desk.key") as behind:
        code = behind.pairings.open(SITE, SECRET, {})
        for address, why in (
            (Address(f"https://127.0.0.1:{behind.port}", office / "other.pem"), "不被信任"),
            (Address(f"https://127.0.0.1:{behind.port}"), "不被信任"),
            (Address(f"https://localhost:{behind.port}", office / "root.pem"), "不是这个地址的"),
            (Address(f"127.0.0.1:{behind.port}"), "要写 https://"),
        ):
            with pytest.raises(LineCut, match=why):
                welcome(address, code)
        assert welcome(Address(f"https://127.0.0.1:{behind.port}", office / "root.pem"), code)["site"] == SITE


def test_a_certificate_that_cannot_be_used_is_said_before_anything_listens(
    office: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.pem").write_text("no certificate", "ascii")
    door = Door(Book(), None, None)  # type: ignore[arg-type]
    for cert, key, why in (
        (tmp_path / "none.pem", office / "desk.key", "没有这个文件"),
        (tmp_path / "broken.pem", office / "desk.key", "没有证书或私钥"),
        (office / "desk.pem", tmp_path / "broken.pem", "没有证书或私钥"),
        (office / "desk.pem", office / "root.key", "不是一对"),
        # asked for at the terminal, it would lie under the screen for ever
        (office / "desk.pem", office / "locked.key", "私钥有口令"),
        (office / "desk.pem", None, "没有证书或私钥"),
        (None, office / "desk.key", "没有写证书"),
    ):
        with pytest.raises(Refused, match=why) as said:
            LinkServer(door, cert, key)
        assert said.value.verdict.key == "link.certificate"
    for root, why in ((tmp_path / "broken.pem", "没有证书或私钥"), (tmp_path / "none.pem", "没有这个文件")):
        with pytest.raises(Refused, match=why):
            Address("https://127.0.0.1", root)
