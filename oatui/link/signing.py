"""Who says it, and that nothing was changed on the way: HMAC-SHA256 with the site's own secret.

A request's code covers method, path, site, a count that rises, a nonce and the body; the answer's code covers the
request's. So nothing can be altered or played again in either direction, and no clock is asked.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

SECRET_BYTES = 32
NONCE_BYTES = 16
# the names of the headers, as ASGI has them
SITE, COUNT, NONCE, MAC = "oatui-site", "oatui-count", "oatui-nonce", "oatui-mac"


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def _code(key: bytes, *fields: bytes) -> bytes:
    """Each field with its length before it: no two lists of fields give the same text."""
    whole = hmac.new(key, digestmod=sha256)
    for field in fields:
        whole.update(b"%d:" % len(field))
        whole.update(field)
    return whole.digest()


def request_mac(
    secret: bytes, method: str, path: str, site: str, count: int, nonce: bytes, body: bytes
) -> bytes:
    """The code of a request; `nonce` is the sender's, so that no two requests have one code."""
    return _code(
        secret, b"request", method.encode(), path.encode(), site.encode(), b"%d" % count, nonce, body
    )


def answer_mac(secret: bytes, request: bytes, status: int, body: bytes) -> bytes:
    """The code of the answer to the request that had this code."""
    return _code(secret, b"answer", request, b"%d" % status, body)


def same(one: bytes, other: bytes) -> bool:
    """Compared in a time that says nothing."""
    return hmac.compare_digest(one, other)


def seal(key: bytes, text: bytes) -> bytes:
    """Sealed under a key of 32 bytes: nonce, text under an HMAC stream, and its code."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = bytes(a ^ b for a, b in zip(text, _stream(key, nonce, len(text)), strict=True))
    return nonce + hidden + _code(key, b"seal", nonce, hidden)


def unseal(key: bytes, sealed: bytes) -> bytes | None:
    """What was sealed; None where the key is another or a byte was changed."""
    nonce, hidden, mac = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:-32], sealed[-32:]
    if not same(mac, _code(key, b"seal", nonce, hidden)):
        return None
    return bytes(a ^ b for a, b in zip(hidden, _stream(key, nonce, len(hidden)), strict=True))


def _stream(key: bytes, nonce: bytes, length: int) -> bytes:
    blocks = (length + 31) // 32
    return b"".join(_code(key, b"stream", nonce, b"%d" % block) for block in range(blocks))[:length]
