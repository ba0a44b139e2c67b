"""The office's certificate files: held before a port opens or an address is called, and what is wrong with them in words."""

from __future__ import annotations

import ssl
from pathlib import Path

from oatui.i18n import N_, why
from oatui.rules.verdict import refuse


def hold_pair(cert: Path | None, key: Path | None) -> None:
    """Raises Refused where a server cannot use them; a key under a password is asked for by nobody."""
    if cert is None:
        raise refuse("link.certificate", error=N_("只写了私钥，没有写证书"))
    asked: list[bool] = []

    def password() -> str:
        # without this OpenSSL would ask at the terminal, under the screen
        asked.append(True)
        return ""

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password)
    except OSError as error:
        words = N_("私钥有口令，这里用不了；用 openssl 去掉口令，另存一个") if asked else _words(error)
        raise refuse("link.certificate", error=words) from error


def trusting(root: Path | None) -> ssl.SSLContext:
    """What believes the certificates of the office's root, or of the system's. Raises Refused."""
    try:
        return ssl.create_default_context(cafile=str(root) if root else None)
    except OSError as error:
        raise refuse("link.certificate", error=_words(error)) from error


def _words(error: OSError) -> str:
    if not isinstance(error, ssl.SSLError):
        return why(error)
    if error.reason == "KEY_VALUES_MISMATCH":
        return N_("证书和私钥不是一对")
    return N_("文件里没有证书或私钥（要 PEM 格式的）")
