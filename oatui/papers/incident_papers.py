"""What the written reports of an incident say, from what was recorded of it."""

from __future__ import annotations

from datetime import datetime

from oatui.clock import from_iso
from oatui.files.incident_out import IncidentPaper
from oatui.rules import incident as law
from oatui.rules.verdict import refuse
from oatui.store import duty, incidents, settings
from oatui.store.database import Store


def paper(store: Store, one: int, kind: str, signer: str, at: datetime) -> IncidentPaper:
    """A report of this kind as it stands now; the first one has no seven parts. Raises Refused."""
    if kind not in law.PAPERS:
        raise refuse("incident.unknown_report", written=kind[:20])
    found = incidents.get(store, one)
    reports = [report for report in found.reports if not report.void]
    same = [report for report in reports if report.kind == kind]
    # one that was sent already keeps its place in the row
    number = reports.index(same[-1]) + 1 if same else len(reports) + 1
    news = [same[-1].words] if same and same[-1].words else []
    parts = [
        (words, found.parts[part].words if part in found.parts else "") for part, words in law.PARTS.items()
    ]
    phone = str(settings.get(store, "duty.phone"))
    # the office's own, else who was on duty when it was heard of
    on = duty.people_on(store, from_iso(found.heard))
    contact = found.responsible["direct"] or (on[0].name if on else "")
    if on and contact == on[0].name:
        phone = phone or on[0].phone
    return IncidentPaper(
        law.PAPERS[kind],
        number,
        str(settings.get(store, "office")),
        signer.strip(),
        f"{contact}，{phone}" if contact and phone else contact or phone,
        from_iso(same[-1].at) if same else at,
        from_iso(found.occurred),
        from_iso(found.heard),
        found.place,
        found.what,
        [
            (law.OFFICES[office], from_iso(found.calls[office].at), found.calls[office].reached)
            for office in law.OFFICES
            if office in found.calls
        ],
        () if kind == "first" else parts,
        news,
        found.result if kind == "final" and found.state == "closed" else "",
    )
