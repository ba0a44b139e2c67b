"""An Office Open XML package (.docx, .xlsx) whose bytes depend on what is in it alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def settled(package: bytes, at: datetime) -> bytes:
    """The package with `at` for the time it was changed, and no time on its parts."""
    changed = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + changed, content)
            fixed = zipfile.ZipInfo(part.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0  # not the kind of computer that made it
            target.writestr(fixed, content)
    return made.getvalue()
