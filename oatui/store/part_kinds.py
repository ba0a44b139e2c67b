"""Which events go between desks: what the door records goes up, what the main desk decides of a meeting goes down."""

from __future__ import annotations

# facts of the door; their effect on the tables does not depend on the order in which they come
DOOR = frozenset({
    "signed_in", "sign_in_annulled", "scan_repeated", "scan_refused", "scan_waiting", "identity_confirmed",
    "identity_refused", "left_meeting", "left_early", "came_back", "wrong_seat", "phone_handed_in",
    "phone_given_back", "conduct_whispering", "conduct_on_phone", "conduct_dozing", "note_taken_back", "queue_cut", "queue_settled",
    "queue_settlement_undone", "heads_counted", "phone_looked_at", "walked_in",
})  # fmt: skip

# what else a sub-venue's store records: kept by the main desk as it came, without any effect there
OWN = frozenset({
    "site_joined", "setting_changed", "restored", "private_erased", "phone_way_opened", "phone_way_closed",
})  # fmt: skip

BY_MEETING_ID = frozenset({"meeting_added", "meeting_changed"})
BY_MEETING = frozenset({
    "venue_added", "venue_changed", "venue_removed", "roster_imported", "taken_off_roster", "put_back_on_roster",
    "reply_recorded", "leave_requested", "venue_range_set",
    "head_table_chosen", "head_table_counted", "meeting_closed", "meeting_reopened", "settlement_marked",
    "walk_in_answered",
}) | DOOR  # fmt: skip
BY_VENUE = frozenset({
    "seats_planned", "seats_arranged", "seat_moved", "seats_swapped", "seat_blocked", "seat_held",
    "seat_given", "seat_freed", "seat_vacated", "seat_passed_on", "head_table_confirmed", "seats_copied",
    "seats_undone",
})  # fmt: skip
BY_ATTENDEE = frozenset({"attendee_changed", "code_reissued"})
BY_LEAVE = frozenset(
    {"leave_approved", "leave_refused", "leave_withdrawn", "substitute_named", "substitute_withdrawn"}
)
# never documents, incidents, OA, telegrams, confidential media, or who signs in the chain
PART = BY_MEETING_ID | BY_MEETING | BY_VENUE | BY_ATTENDEE | BY_LEAVE | {"setting_changed"}

SETTINGS = frozenset({
    "office", "sign_in.opens_minutes", "sign_in.closes_minutes", "phone.keep_days", "role.door",
    "hours.winter", "hours.summer",
})  # fmt: skip
