"""The phone page in process: what opens it, what it sends, what it refuses, and what every answer carries."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oatui.files.code_out import address_modules
from oatui.rules.verdict import Level, Verdict
from oatui.web.desk import Answer
from oatui.web.site import Site
from tests.web.desks import HOST, SUB, WAY, FakeDesk, phone, ticket_of

GOOD = {"name": "王敏", "digits": "4321"}


async def opened(client: httpx.AsyncClient, desk: FakeDesk) -> str:
    page = await client.get(f"/A/{desk.code()}")
    assert page.status_code == 200
    return ticket_of(page.text)


async def test_a_fresh_code_name_and_digits_are_a_sign_in() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        page = await client.post("/S", data=GOOD | {"t": ticket})
        assert page.status_code == 200
        for words in ("已签到", "按时", "王敏", "县财政局", "主会场", "3排12座", "截止 08:45"):
            assert words in page.text
        form = desk.forms[0]
        assert (form.meeting, form.venue, form.name, form.digits) == (12, 1, "王敏", "4321")
        # opened again, by the code or by the address alone, it is the same answer
        for path in (f"/A/{desk.code()}", "/"):
            assert "3排12座" in (await client.get(path)).text
    assert len(desk.forms) == 1


async def test_freshness_is_judged_at_the_opening_only() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        desk.clock.moment += timedelta(seconds=119)
        assert (await client.post("/S", data=GOOD | {"t": ticket})).status_code == 200


@pytest.mark.parametrize("seconds", [20, 3600])
async def test_a_stale_code_opens_nothing_and_is_recorded(seconds: int) -> None:
    desk = FakeDesk()
    code = desk.code()
    desk.clock.moment += timedelta(seconds=seconds)
    async with phone(desk) as client:
        page = await client.get(f"/A/{code}")
    assert page.status_code == 403
    assert "过期" in page.text
    assert desk.refusals == [(12, 1, "phone.stale_code")]


async def test_what_is_no_code_is_refused_and_not_recorded() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        for path in ("/A/1", "/A/%00%00", "/A/" + "9" * 300, "/nothing", "/A/"):
            assert (await client.get(path)).status_code in {403, 404}
    assert not desk.refusals


async def test_the_eight_characters_may_be_typed_in_any_case() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        assert "8 个字符" in (await client.get("/")).text
        code = desk.code().lower()
        page = await client.post("/c", data={"code": f"{code[:4]} {code[4:]}"})
        assert 'name="digits"' in page.text
        assert (await client.get(f"/a/{code}")).status_code == 200


async def test_the_code_says_which_venue() -> None:
    desk = FakeDesk(WAY, SUB)
    async with phone(desk) as client:
        page = await client.get(f"/A/{desk.code(SUB)}")
        assert "示例一镇分会场" in page.text
        await client.post("/S", data=GOOD | {"t": ticket_of(page.text)})
    assert desk.forms[0].venue == 2


async def test_a_ticket_is_of_use_on_its_own_phone_for_120_seconds() -> None:
    desk = FakeDesk()
    site = Site(desk)
    async with phone(desk, site=site) as mine, phone(desk, site=site) as other:
        ticket = await opened(mine, desk)
        assert (await other.post("/S", data=GOOD | {"t": ticket})).status_code == 403  # no cookie at all
        await opened(other, desk)
        assert (await other.post("/S", data=GOOD | {"t": ticket})).status_code == 403  # another phone's
        desk.clock.moment += timedelta(seconds=121)
        page = await mine.post("/S", data=GOOD | {"t": ticket})
        assert page.status_code == 403
        assert "2 分钟" in page.text
    assert not desk.forms
    assert desk.refusals == [(12, 1, "phone.old_ticket")]


async def test_sent_again_after_120_seconds_it_is_answered_as_it_was() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        await client.post("/S", data=GOOD | {"t": ticket})
        desk.clock.moment += timedelta(seconds=500)
        assert "3排12座" in (await client.post("/S", data=GOOD | {"t": ticket})).text
    assert len(desk.forms) == 1


async def test_wrong_digits_keep_the_form_and_the_name() -> None:
    desk = FakeDesk()
    desk.next = Answer("refused", Verdict(None, Level.REFUSED, "phone.no_match"))
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        page = await client.post("/S", data=GOOD | {"t": ticket})
        assert page.status_code == 403
        assert "对不上" in page.text
        assert 'value="王敏"' in page.text
        assert "4321" not in page.text


@pytest.mark.parametrize(
    "name, digits",
    [
        ("", "4321"), ("王敏", ""), ("王敏", "432"), ("王敏", "43210"), ("王敏", "²²²²"), ("王敏", "４３２１"),
        ("王\u202e敏", "4321"), ("王\x00敏", "4321"), ("王" * 41, "4321"), ("王敏", "abcd"),
    ],
)  # fmt: skip
async def test_what_no_name_and_no_digits_hold_never_reaches_the_desk(name: str, digits: str) -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        page = await client.post("/S", data={"name": name, "digits": digits, "t": ticket})
        assert page.status_code == 400
    assert not desk.forms


async def test_names_are_text_never_markup() -> None:
    desk = FakeDesk()
    desk.next = desk.next._replace(name="<img src=x onerror=alert(1)>", unit='"><script>')
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        page = await client.post("/S", data=GOOD | {"t": ticket})
    assert "<img" not in page.text and "<script" not in page.text
    assert "&lt;img" in page.text


async def test_every_answer_carries_our_headers() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        pages = [
            await client.get("/"), await client.get("/S.CSS"), await client.get("/nothing"),
            await client.get("/", headers={"host": "evil.example"}), await client.post("/S", data={}),
        ]  # fmt: skip
    for page in pages:
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["connection"] == "close"
        assert "<script" not in page.text and " style=" not in page.text


async def test_the_cookie_is_the_phones_alone() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        page = await client.get(f"/A/{desk.code()}")
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie


async def test_another_name_for_this_machine_is_refused() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        for host in ("evil.example", "192.168.1.5", "192.168.1.5:80", ""):
            assert (await client.get("/", headers={"host": host})).status_code == 421
        assert (await client.get("/", headers={"host": HOST})).status_code == 200


async def test_a_form_of_another_origin_is_refused() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        sent = GOOD | {"t": ticket}
        for origin in ("http://evil.example", "null", "https://192.168.1.5"):
            assert (await client.post("/S", data=sent, headers={"origin": origin})).status_code == 403
        assert not desk.forms
        assert (await client.post("/S", data=sent, headers={"origin": f"http://{HOST}"})).status_code == 200


async def test_other_methods_are_refused() -> None:
    async with phone(FakeDesk()) as client:
        assert (await client.put("/")).status_code == 405
        assert (await client.delete("/S")).status_code == 405


async def test_large_forms_many_fields_and_files_are_refused() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        ticket = await opened(client, desk)
        sent = GOOD | {"t": ticket}
        assert (await client.post("/S", data=sent | {"x": "a" * 200_000})).status_code == 400
        assert (await client.post("/S", data=sent | {f"f{n}": "1" for n in range(20)})).status_code == 400
        assert (await client.post("/S", data=sent, files={"f": b"x"})).status_code == 403
    assert not desk.forms


async def test_a_phone_may_try_twenty_times_a_minute() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        found = [(await client.get(f"/A/{desk.code()}")).status_code for _n in range(22)]
    assert found == [200] * 20 + [429] * 2


async def test_a_flood_from_one_address_is_cut_and_a_hall_is_not() -> None:
    desk = FakeDesk()
    site = Site(desk)
    async with phone(desk, site=site) as client:
        found = [(await client.get("/S.CSS")).status_code for _n in range(601)]
    assert found == [200] * 600 + [429]
    async with phone(desk, "192.168.1.78", site) as other:
        assert (await other.get("/S.CSS")).status_code == 200


async def test_english_where_the_phone_asks_for_it() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        page = await client.get(f"/A/{desk.code()}", headers={"accept-language": "en-US,en;q=0.9,zh;q=0.8"})
        assert "Last four digits" in page.text and 'lang="en"' in page.text
        page = await client.get("/", headers={"accept-language": "zh-CN,en;q=0.8"})
        assert 'lang="zh-CN"' in page.text


async def test_a_personal_link_fills_the_name_in_and_signs_nothing() -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        assert "欧阳娜娜" in (await client.get("/I/" + "1" * 25)).text
        assert 'value="欧阳娜娜"' in (await client.get(f"/A/{desk.code()}")).text
        assert (await client.get("/I/" + "2" * 25)).status_code == 404
    assert not desk.forms


async def test_the_projector_is_this_machine_or_a_paired_one() -> None:
    desk = FakeDesk()
    site = Site(desk)
    async with phone(desk, "127.0.0.1", site) as here:
        page = await here.get("/WALL")
        assert page.status_code == 200
        assert "<svg" in page.text and "应到 120" in page.text and 'http-equiv="refresh"' in page.text
        assert f"{desk.code()[:4]} {desk.code()[4:]}" in page.text
    async with phone(desk, site=site) as there:
        assert (await there.get("/WALL")).status_code == 403
        assert "<svg" not in (await there.get("/WALL")).text
        assert "<svg" in (await there.post("/PAIR", data={"code": "7F3K9Q2M"})).text
        assert "<svg" in (await there.get("/WALL")).text
    async with phone(desk, site=site) as third:
        # once only
        assert (await third.post("/PAIR", data={"code": "7F3K9Q2M"})).status_code == 403
        assert (await third.get("/WALL")).status_code == 403


async def test_no_way_open_answers_that_there_is_none() -> None:
    desk = FakeDesk()
    code = desk.code()
    desk.open = []
    async with phone(desk, "127.0.0.1") as client:
        assert (await client.get("/WALL")).status_code == 404
        assert (await client.get(f"/A/{code}")).status_code == 403
        assert (await client.post("/S", data=GOOD | {"t": "x" * 40})).status_code == 403
    assert not desk.refusals


async def test_the_projectors_code_reads_back_strictly() -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image

    desk = FakeDesk()
    async with phone(desk, "127.0.0.1") as client:
        text = (await client.get("/WALL")).text
    rows = _painted(text)
    assert rows == address_modules(HOST, f"/A/{desk.code()}")
    assert len(rows) <= 29 + 8  # version 3: it fits every terminal and every projector
    picture = Image.new("L", (len(rows), len(rows)), 255)
    picture.putdata([0 if dark else 255 for row in rows for dark in row])
    picture = picture.resize((len(rows) * 4, len(rows) * 4), Image.Resampling.NEAREST)
    (read,) = zxingcpp.read_barcodes(picture, try_invert=False, formats=zxingcpp.BarcodeFormat.QRCode)
    assert read.text == f"http://{HOST}/A/{desk.code()}"


def _painted(text: str) -> list[list[bool]]:
    """The modules that the page's one path paints."""
    side = int(text.split('viewBox="0 0 ', 1)[1].split(" ", 1)[0])
    rows = [[False] * side for _y in range(side)]
    for run in text.split('<path d="M', 1)[1].split('"', 1)[0].rstrip("z").split("zM"):
        start, rest = run.split("h", 1)
        x, y = (int(part) for part in start.split(" "))
        for place in range(x, x + int(rest.split("v", 1)[0])):
            rows[y][place] = True
    return rows


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["t", "name", "digits", "code", "x"]), st.text(max_size=60), max_size=5),
    st.sampled_from(["/S", "/C", "/PAIR", "/A/{}", "/I/{}", "/WALL/{}"]),
    st.text(max_size=30),
    st.binary(max_size=80),
    st.sampled_from(["form", "raw", "get"]),
)
async def test_whatever_is_sent_nothing_breaks_and_nothing_is_signed(
    fields: dict[str, str], path: str, part: str, raw: bytes, way: str
) -> None:
    desk = FakeDesk()
    async with phone(desk) as client:
        await client.get(f"/A/{desk.code()}")
        target = path.replace("{}", quote(part, safe="", errors="replace"))
        if way == "get":
            page = await client.get(target)
        elif way == "form":
            page = await client.post(
                target, data={k: v.encode("utf-8", "replace").decode() for k, v in fields.items()}
            )
        else:
            page = await client.post(
                target, content=raw, headers={"content-type": "application/x-www-form-urlencoded"}
            )
    assert page.status_code < 500
    assert not desk.forms
