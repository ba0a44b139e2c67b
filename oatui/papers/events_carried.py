"""Records carried by hand: which secret signs a file, and whose a file is that came (14-4)."""

from __future__ import annotations

from pathlib import Path

from oatui.files.events_file import open_events
from oatui.link import uplink
from oatui.link.contract import read_name, site_name
from oatui.link.keyring import Keyring
from oatui.papers import events_papers
from oatui.papers.events_papers import Brought
from oatui.rules.verdict import refuse
from oatui.store import meetings, sites
from oatui.store.database import Store


def save(store: Store, ring: Keyring, meeting: int, site: int | None, out: Path) -> tuple[Path, int]:
    """At a sub-venue its door's records, at the main desk what `site` needs of its meeting. Raises Refused."""
    meetings.get(store, meeting)
    if site is None:
        way, joined = uplink.of(store, ring), sites.joined(store)
        if way is None or joined is None or joined.meeting != meeting:
            raise refuse("events_file.no_site")
        return events_papers.write_door(store, way.site, way.secret, out)
    one = sites.get(store, site)
    name = site_name(ring.desk(), one.meeting, one.id)
    secret = ring.secret(name)
    if one.meeting != meeting:
        raise refuse("link.other_meeting")
    if one.shut_out_at:
        raise refuse("link.shut_out_before", name=one.name, at=one.shut_out_at)
    if secret is None:
        raise refuse("events_file.unknown", name=one.name)
    return events_papers.write_part(store, one, name, secret, out)


def bring(store: Store, ring: Keyring, file: Path) -> Brought:
    """Take what a file holds, from whichever of this computer's machines it is. Raises Refused."""
    found = open_events(file)
    name = read_name(found.site)
    way = uplink.of(store, ring)
    secret = way.secret if way and way.site == found.site else ring.secret(found.site)
    if name is None or secret is None:
        raise refuse("events_file.unknown", name=file.name)
    brought = events_papers.bring_in(store, found, secret, None if way else sites.get(store, name.number))
    if way and brought.until:
        uplink.told_by_file(ring, way, brought.until, store.clock.now())
    return brought
