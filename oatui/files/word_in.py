"""A Word document opened for reading: what the library meets in a damaged one is one sentence, whatever it was."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zipfile import ZipFile

from oatui.rules.verdict import Refused


@contextmanager
def word_document(content: bytes, most: int, large: Refused, damaged: Refused) -> Iterator[Any]:
    """The document, to be read inside. Raises `large` where it unpacks to more than `most` bytes, else `damaged`."""
    from docx import Document

    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > most:
                raise large
        yield Document(io.BytesIO(content))
    except Refused:
        raise
    except Exception as error:
        # the library takes a document for a sound one: damage raises whatever comes of it, of its parts or of zlib
        raise damaged from error
