"""What python-docx has no words for: rules over and under lines, page numbers, a box at the foot of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def mm(value: float) -> Any:
    from docx.shared import Mm

    return Mm(value)


def pt(value: float) -> Any:
    from docx.shared import Pt

    return Pt(value)


def left() -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.LEFT


def right() -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.RIGHT


def centre() -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.CENTER


def both() -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return WD_ALIGN_PARAGRAPH.JUSTIFY


def right_tab() -> Any:
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def border(line: Any, side: str, kind: str, eighths: int, colour: str) -> None:
    """A rule over or under a paragraph, `eighths` of a point thick."""
    _add_borders(line, [_element(f"w:{side}", val=kind, sz=str(eighths), space="0", color=colour)])


def borders(line: Any, top: int, bottom: int | None) -> None:
    """Black rules over and under a paragraph, in eighths of a point."""
    sides = [("top", top), ("bottom", bottom)]
    _add_borders(
        line,
        [
            _element(f"w:{side}", val="single", sz=str(eighths), space="2", color="000000")
            for side, eighths in sides
            if eighths
        ],
    )


def _add_borders(line: Any, sides: Sequence[Any]) -> None:
    borders = _element("w:pBdr")
    for side in sides:
        borders.append(side)
    form = line._p.get_or_add_pPr()
    # the schema wants it before these
    after = {_name(f"w:{name}") for name in ("shd", "tabs", "spacing", "ind", "jc", "rPr", "sectPr")}
    place = next((place for place, child in enumerate(form) if child.tag in after), len(form))
    form.insert(place, borders)


def field(line: Any, name: str) -> None:
    """A field that Word fills in, in the run that was written last."""
    run = line.runs[-1]._r
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        if kind == "text":
            part = _element("w:t")
            part.text = text
        elif kind:
            part = _element("w:fldChar", fldCharType=kind)
        else:
            part = _element("w:instrText")
            part.text = text
        run.append(part)


_BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="1"
 layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
<wp:docPr id="1" name="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" wrap="square" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
_EMU_A_POINT = 12700


def at_foot(anchor: Any, lines: Sequence[Any], wide: float, high: float) -> None:
    """Move lines into a box at the foot of the text's area, on the page where `anchor` is; measures in points."""
    from docx.oxml import parse_xml

    box = parse_xml(
        _BOX.format(wide=round(wide * _EMU_A_POINT), high=round(high * _EMU_A_POINT), name="版记")
    )
    inside = box.find(f".//{_name('w:txbxContent')}")
    for line in lines:
        inside.append(line._p)
    anchor._p.append(box)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))
