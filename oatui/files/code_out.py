"""Personal codes as QR: the modules for the screen, and a picture to send or print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from oatui.i18n import why
from oatui.rules.verdict import refuse

QUIET = 4  # modules of white on every side, as the standard asks


def modules(code: str) -> list[list[bool]]:
    """The dark modules of a code with its quiet zone; 25 digits make version 1 with a quarter of error correction."""
    import qrcode
    from qrcode.constants import ERROR_CORRECT_Q

    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    symbol.add_data(code, optimize=0)
    symbol.make(fit=True)
    return [list(row) for row in symbol.get_matrix()]


def path(rows: Sequence[Sequence[bool]]) -> str:
    """The dark modules as the path of an SVG, one stretch of a row after the other."""
    runs = []
    for y, row in enumerate(rows):
        x = 0
        for dark, stretch in groupby(row):
            wide = len(list(stretch))
            if dark:
                runs.append(f"M{x} {y}h{wide}v1h-{wide}z")
            x += wide
    return "".join(runs)


def picture_name(position: int, unit: str, name: str) -> str:
    """序号-单位-姓名.png, without the characters that a file system or Windows does not take."""
    plain = "".join(
        c if c.isprintable() and c not in '<>:"/\\|?*' else "_" for c in f"{position}-{unit}-{name}"
    )
    # a file name holds 255 bytes at most, and a rare character takes four
    return plain[:60].strip(" .") + ".png"


def save_code(code: str, path: Path, pixels: int = 12) -> Path:
    """Save the code as a PNG of `pixels` a module, and where it is. Raises Refused: the file exists, no writing."""
    from PIL import Image

    if path.suffix.lower() != ".png":
        path = path.with_name(f"{path.name}.png")
    rows = modules(code)
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([0 if dark else 1 for row in rows for dark in row])
    picture = picture.resize((len(rows) * pixels, len(rows) * pixels), Image.Resampling.NEAREST)
    try:
        with path.open("xb") as file:
            picture.save(file, "PNG")
    except FileExistsError as error:
        raise refuse("code.taken", path=str(path)) from error
    except OSError as error:
        raise refuse("code.not_saved", path=str(path), error=why(error)) from error
    return path


def address_modules(address: str, path: str) -> list[list[bool]]:
    """The dark modules of http://address/PATH with its quiet zone, for a 会场码.

    The scheme is written as bytes and the rest in capitals: phones misread a scheme in capitals, and the rest
    in small letters would make the picture larger.
    """
    import qrcode
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=QUIET)
    symbol.add_data(QRData(b"http://", mode=MODE_8BIT_BYTE))
    symbol.add_data(QRData(f"{address}{path}".upper().encode("ascii"), mode=MODE_ALPHA_NUM))
    symbol.make(fit=True)
    return [list(row) for row in symbol.get_matrix()]
