"""One day with every act that leaves an event, after which no table of the store is empty."""

from __future__ import annotations

from tests.store import (
    deadline_acts,
    door_acts,
    duty_acts,
    incident_acts,
    incoming_acts,
    link_acts,
    matter_acts,
    number_acts,
    phone_acts,
    review_acts,
    routine_acts,
)
from tests.store.acts import Act

WHOLE_DAY: list[Act] = [
    ("add", 0, 0), ("copy", 0, 1), ("scan", 0, 1), ("move", 0, 3), ("retitle", 0, 0), ("venue", 0, 2),
    ("rename venue", -1, 4), ("venue", 0, 5), ("no venue", -1, 0),
    ("import", 0, 2), ("correct", 0, 1), ("hand", 1, 1), ("wait", 0, 9), ("scan", 0, 1), ("reissue", 0, 0),
    ("misread", 0, 2), ("annul", 0, 0), ("draft", 0, 0), *[("sign", 0, n) for n in range(4)],
    ("return", 0, 0), *[("sign", 0, n) for n in range(4)], ("number", 0, 0),
    ("print", 0, 1), ("seal", 0, 1), ("keep", 0, 2), ("send", 0, 1), ("misdeliver", 0, 0), ("receive", 1, 0),
    ("finish", 0, 0), ("unfinish", 0, 0), ("unkeep", 0, 0), ("unreceive", 1, 0), ("keep", 0, 0), ("use seal", 0, 0), ("unseal", 1, 0),
    ("read", 0, 1), ("describe", 0, 4), ("set", 1, 1),
    ("calendar", 0, 0), ("log in", 0, 0), ("erase", 0, 0), ("plan", 0, 4), ("seat", 0, 1), ("seat", 0, 2),
    ("swap", 1, 2), ("vacate", 1, 0), *[("mark", kind, 0) for kind in (1, 0, 2, 0, 3)], ("unseat", 0, 0),
    ("head", 0, 2), ("copy", 0, 2), ("recall", 0, 1), ("leave", 6, 0), ("approve", 0, 0), ("stand in", 0, 3),
    ("stand back", 0, 1), ("stand in", 0, 3),
    ("hand in", 0, 0), ("leave", 7, 3), ("turn down", 0, 0), ("leave", 5, 1), ("withdraw", 0, 0),
    ("invite", 0, 0), ("jot", 0, 3), ("needs", 0, 0), ("need", 0, 1), ("whose need", 0, 1), ("tick need", 0, 1),
    ("tick need", 0, 0), ("no need", 0, 0), ("list people", 0, 0), ("relist", 0, 2), ("unlist", 0, 0),
    ("send whom", 0, 0), ("report", 0, 0), ("draft notice", 0, 0),
    ("contact", 0, 1), ("tell", 0, 2), ("sign for", 0, 1), ("contact", 0, 0), ("tell", 0, 0), ("sign for several", 0, 0), ("due", 0, 1), ("reply", 0, 1), ("range", 0, 1),
    ("look", 0, 1), ("scan", 2, 1), ("it is", 0, 0), ("scan", 3, 1), ("it is not", 0, 0), ("look", 0, 0),
    ("leave room", 2, 0), ("come back", 2, 0), ("leave room", 2, 1), ("sit", 2, 0), ("phone", 2, 0), ("conduct", 2, 0), ("conduct", 2, 1), ("conduct", 2, 2), ("not so", 2, 0),
    ("phone", 2, 0),
    ("say", 4, 0), ("close", 0, 1), ("reopen", 0, 0),
]  # fmt: skip
# whoever was turned away at the door comes by phone
_place = WHOLE_DAY.index(("reopen", 0, 0)) + 1
WHOLE_DAY[_place:_place] = phone_acts.DAY + door_acts.DAY
WHOLE_DAY += incoming_acts.DAY
WHOLE_DAY += deadline_acts.DAY
WHOLE_DAY += incident_acts.DAY
WHOLE_DAY += routine_acts.DAY
WHOLE_DAY += duty_acts.DAY
WHOLE_DAY += matter_acts.DAY + number_acts.DAY
WHOLE_DAY += review_acts.DAY
WHOLE_DAY += link_acts.DAY
WHOLE_DAY += [("off", 9, 0), ("back", 0, 0), ("off", 9, 0)]
