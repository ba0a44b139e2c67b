"""The phone page and the projector page: which address answers what.

A phone opens /A/<code> while the code is fresh, gets a form with a ticket bound to its cookie, and sends it to /S.
Paths are folded to upper case: codes are printed so that QR stays small.
"""

from __future__ import annotations

import secrets
import unicodedata
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from oatui.i18n import speaking
from oatui.rules import venue_code
from oatui.rules.verdict import Level, Verdict
from oatui.web import pages
from oatui.web.desk import Answer, Desk, Form, Way
from oatui.web.guard import Guard, address_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.types import ASGIApp, Receive, Scope, Send

DEVICE, WALL, PERSON = "oatui", "oatui_wall", "oatui_person"
COOKIE_SECONDS = 12 * 3600
PER_DEVICE = "20/minute"
FIELDS, FIELD_BYTES = 8, 4096
WALL_REFRESH = 5
NAME_LENGTH = 40


class Site:
    """The pages of one desk."""

    def __init__(self, desk: Desk) -> None:
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self.desk = desk
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._often = parse(PER_DEVICE)
        self._walls: set[str] = set()  # paired projectors; forgotten with the server
        routes = [
            Route("/", self.start),
            Route("/S.CSS", self.style),
            Route("/A/{code}", self.open),
            Route("/C", self.typed, methods=["POST"]),
            Route("/S", self.sign_in, methods=["POST"]),
            Route("/I/{code}", self.personal),
            Route("/WALL", self.wall),
            Route("/WALL/{venue:int}", self.wall),
            Route("/PAIR", self.pair, methods=["POST"]),
        ]
        app = Starlette(routes=routes, exception_handlers={404: _not_found, 405: _not_found})
        self.app: ASGIApp = Guard(_folded(app), desk.hosts)

    # ------------------------------------------------------------------ the phone

    async def start(self, request: Request) -> Response:
        """What this phone was answered, or where the 8 characters are typed."""
        with speaking(_language(request)):
            for way in self.desk.ways():
                if found := self._answered(request, way):
                    return HTMLResponse(pages.answer(way, found))
            return HTMLResponse(pages.code_form(self._office()))

    async def open(self, request: Request) -> Response:
        """A fresh code opens the form; freshness is judged here, once."""
        return await self._open(request, request.path_params["code"])

    async def typed(self, request: Request) -> Response:
        sent = await _form(request)
        return await self._open(request, _text(sent, "code"))

    async def _open(self, request: Request, code: str) -> Response:
        with speaking(_language(request)):
            device = request.cookies.get(DEVICE, "")
            if not _is_device(device):
                device = secrets.token_hex(16)
            if not self._limiter.hit(self._often, device):
                return HTMLResponse(pages.refusal(None, _verdict("phone.too_often"), self._office()), 429)
            now = self.desk.clock.now()
            for way in self.desk.ways():
                step = venue_code.fresh_step(way.key, way.meeting, way.venue, code, now)
                if step is None:
                    continue
                answered = self.desk.answer_of(way.meeting, _mark(way, device))
                if answered:
                    return _keep(HTMLResponse(pages.answer(way, answered)), DEVICE, device)
                ticket = venue_code.ticket(way.key, way.meeting, way.venue, step, device.encode(), now)
                name = self.desk.name_of(request.cookies.get(PERSON, "")) or ""
                return _keep(HTMLResponse(pages.form(way, ticket, name)), DEVICE, device)
            verdict = _verdict("phone.stale_code")
            ways = self.desk.ways()
            if ways and len(code) == venue_code.LENGTH and code.isascii() and code.isalnum():
                only = ways[0] if len(ways) == 1 else None
                await self.desk.refused(
                    ways[0].meeting, only.venue if only else None, _mark(ways[0], device), verdict
                )
            answer = HTMLResponse(pages.code_form(self._office(), verdict), 403)
            return _keep(answer, DEVICE, device)

    async def sign_in(self, request: Request) -> Response:
        """Name and digits with the form's ticket: sent twice it is answered the same."""
        sent = await _form(request)
        with speaking(_language(request)):
            device = request.cookies.get(DEVICE, "")
            ticket = _text(sent, "t")
            way = self._way_of(ticket, device) if _is_device(device) else None
            if way is None:
                return HTMLResponse(pages.code_form(self._office(), _verdict("phone.no_ticket")), 403)
            if not self._limiter.hit(self._often, device):
                return HTMLResponse(pages.refusal(way, _verdict("phone.too_often")), 429)
            name, digits = _name(_text(sent, "name")), _text(sent, "digits").strip()
            if name is None or not _four_digits(digits):
                said = _verdict("phone.not_understood")
                return HTMLResponse(pages.form(way, ticket, said=said, typed=name or ""), 400)
            live = venue_code.is_live(ticket, self.desk.clock.now())
            if not live:
                # the same form may have been recorded before its answer was lost
                answered = self.desk.answer_of(way.meeting, _mark(way, device))
                if answered:
                    return HTMLResponse(pages.answer(way, answered))
                verdict = _verdict("phone.old_ticket")
                await self.desk.refused(way.meeting, way.venue, _mark(way, device), verdict)
                return HTMLResponse(pages.code_form(self._office(), verdict), 403)
            found = await self.desk.sign_in(
                Form(
                    way.meeting, way.venue, name, digits, _mark(way, device), self._trace(way, request),
                    venue_code.mark(way.key, "ticket", ticket.upper()),
                )
            )  # fmt: skip
            if found.outcome == "refused" and found.verdict.key == "phone.no_match":
                return HTMLResponse(pages.form(way, ticket, said=found.verdict, typed=name), 403)
            if found.outcome != "refused" and self._answered(request, way):
                # a page of its own: going back from it sends nothing again
                return Response(status_code=303, headers={"location": "/"})
            return HTMLResponse(pages.answer(way, found), 200 if found.outcome != "refused" else 403)

    async def personal(self, request: Request) -> Response:
        """The link of an invitation: the phone remembers whose it is; nothing is signed by it."""
        with speaking(_language(request)):
            code = request.path_params["code"]
            name = self.desk.name_of(code)
            if name is None:
                return HTMLResponse(pages.refusal(None, _verdict("phone.no_person"), self._office()), 404)
            return _keep(HTMLResponse(pages.known_person(name)), PERSON, code)

    async def style(self, request: Request) -> Response:
        return Response(pages.STYLE, media_type="text/css")

    def _answered(self, request: Request, way: Way) -> Answer | None:
        device = request.cookies.get(DEVICE, "")
        return self.desk.answer_of(way.meeting, _mark(way, device)) if _is_device(device) else None

    def _way_of(self, ticket: str, device: str) -> Way | None:
        ours = (
            way
            for way in self.desk.ways()
            if venue_code.is_ticket(way.key, way.meeting, way.venue, ticket, device.encode())
        )
        return next(ours, None)

    def _trace(self, way: Way, request: Request) -> str:
        """Same address and same kind of phone: for marking only, never for refusing."""
        agent = request.headers.get("user-agent", "")[:200]
        return venue_code.mark(way.key, "trace", address_of(request.scope), agent)

    def _office(self) -> str:
        ways = self.desk.ways()
        return ways[0].office if ways else ""

    # ------------------------------------------------------------------ the projector

    async def wall(self, request: Request) -> Response:
        """The code, large: on this machine, or on one that was paired; anybody else could watch it from an office."""
        with speaking(_language(request)):
            here = self.desk.is_here(address_of(request.scope))
            if not here and request.cookies.get(WALL) not in self._walls:
                return HTMLResponse(pages.pair_form(), 403)
            wanted = request.path_params.get("venue")
            way = next((one for one in self.desk.ways() if wanted in (None, one.venue)), None)
            if way is None:
                return HTMLResponse(pages.refusal(None, _verdict("phone.no_way"), self._office()), 404)
            from oatui.files.code_out import address_modules

            facts = self.desk.wall(way)
            modules = address_modules(facts.address, f"/A/{facts.code}")
            into_step = self.desk.clock.now().timestamp() % venue_code.PERIOD
            # on the step, not on a free timer: the picture is as fresh as the code
            refresh = max(1, min(WALL_REFRESH, round(venue_code.PERIOD - into_step)))
            return HTMLResponse(pages.wall(facts, modules, refresh))

    async def pair(self, request: Request) -> Response:
        sent = await _form(request)
        with speaking(_language(request)):
            if not self.desk.pair(_text(sent, "code")):
                return HTMLResponse(pages.pair_form(_verdict("phone.pairing")), 403)
            token = secrets.token_hex(16)
            self._walls.add(token)
            answer = Response(status_code=303, headers={"location": "/WALL"})
            return _keep(answer, WALL, token)


def _folded(app: ASGIApp) -> ASGIApp:
    """Paths in any case are one path."""

    async def folded(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "path": scope["path"].upper()}, receive, send)

    return folded


async def _not_found(request: Request, error: Exception) -> Response:
    with speaking(_language(request)):
        return HTMLResponse(pages.code_form(""), 404)


async def _form(request: Request) -> FormData:
    """The sent fields. Raises HTTPException (400) for files, too many or too large fields."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        from starlette.datastructures import FormData as Nothing

        return Nothing()
    return await request.form(max_files=0, max_fields=FIELDS, max_part_size=FIELD_BYTES)


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""


def _name(typed: str) -> str | None:
    """A name as typed, folded; None for what no name holds."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    if not folded or len(folded) > NAME_LENGTH:
        return None
    # control, bidi and unassigned characters, and halves of characters
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cn", "Cs", "Co"} for c in folded):
        return None
    return folded


def _four_digits(typed: str) -> bool:
    return len(typed) == 4 and typed.isascii() and typed.isdigit()


def _is_device(text: str) -> bool:
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)


def _mark(way: Way, device: str) -> str:
    return venue_code.mark(way.key, "device", device)


def _keep(answer: Response, name: str, value: str) -> Response:
    # not Secure: the page is plain http, and such a cookie would be dropped
    answer.set_cookie(name, value, max_age=COOKIE_SECONDS, httponly=True, samesite="lax")
    return answer


def _verdict(key: str) -> Verdict:
    return Verdict(None, Level.REFUSED, key)


def _language(request: Request) -> str:
    """English where the phone asks for it before Chinese."""
    for part in request.headers.get("accept-language", "").lower().split(","):
        if part.strip().startswith("zh"):
            return "zh"
        if part.strip().startswith("en"):
            return "en"
    return "zh"
