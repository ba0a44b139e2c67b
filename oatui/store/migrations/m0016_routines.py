"""The routines of articles 13 to 15: the OA's items and keepers, plain telegrams, confidential checklists."""

TABLES = """
create table oa_item(
    id integer primary key, title text not null, sender text not null, urgency text not null, owner text not null,
    state text not null, arrived_at text not null, ended_at text, operator text not null) strict;
create index oa_item_open on oa_item(id) where state <> 'done';
create table oa_count(
    origin text not null, seq integer not null, day text not null, at text not null, unread integer not null,
    undealt integer not null, owner text not null, verdict text not null, operator text not null,
    primary key(origin, seq)) strict, without rowid;
create index oa_count_day on oa_count(day);
create table oa_keeper(
    post text primary key, person text not null, on_staff integer not null, since text not null) strict;
create table oa_handover(
    origin text not null, seq integer not null, day text not null, at text not null, giver text not null,
    taker text not null, on_staff integer not null, things text not null, note text not null, operator text not null,
    verdict text not null, primary key(origin, seq)) strict, without rowid;
create index oa_handover_day on oa_handover(day);
create table oa_explanation(
    origin text not null, seq integer not null, day text not null, which text not null, why text not null,
    reason text not null, at text not null, operator text not null,
    primary key(origin, seq)) strict, without rowid;
create index oa_explanation_day on oa_explanation(day);
create table telegram(
    id integer primary key, title text not null, sender text not null, urgency text not null,
    entered_at text not null, waits text) strict;
create index telegram_open on telegram(id) where waits is not null;
create table telegram_step(
    telegram integer not null references telegram(id), step text not null, person text not null, at text not null,
    operator text not null, primary key(telegram, step)) strict, without rowid;
create table secret_item(
    serial text primary key, kind text not null, state text not null, holder text not null, received_at text not null,
    borrowed_at text, due text, used_on text, chased integer not null, returned_at text) strict;
create index secret_item_out on secret_item(borrowed_at) where state = 'borrowed';
create index secret_item_back on secret_item(returned_at) where returned_at is not null;
create table secret_act(
    origin text not null, seq integer not null, serial text not null, act text not null, person text not null,
    approver text not null, at text not null, operator text not null,
    primary key(origin, seq)) strict, without rowid;
create index secret_act_serial on secret_act(serial);
create index secret_act_at on secret_act(at);
create table secret_count(
    origin text not null, seq integer not null, day text not null, at text not null, borrowed integer not null,
    returned integer not null, counted integer not null, person text not null, verdict text not null,
    primary key(origin, seq)) strict, without rowid;
create index secret_count_day on secret_count(day);
create table security_post(
    post text primary key, person text not null, since text not null) strict;
create table security_change(
    id integer primary key, post text not null, person text not null, before text not null, at text not null,
    reported_at text, reported_by text not null default '') strict;
create index security_change_open on security_change(id) where reported_at is null;
create table password_change(
    origin text not null, seq integer not null, day text not null, person text not null,
    primary key(origin, seq)) strict, without rowid;
create index password_change_day on password_change(day);
create table secret_patrol(
    origin text not null, seq integer not null, at text not null, person text not null, result text not null,
    primary key(origin, seq)) strict, without rowid;
create index secret_patrol_at on secret_patrol(at);
create table secret_visit(
    id integer primary key, person text not null, reason text not null, escort text not null, came_at text not null,
    left_at text) strict;
create table secret_medium(
    serial text primary key, label text not null, holder text not null, cabinet text not null,
    registered_at text not null) strict;
create table secret_handing(
    origin text not null, seq integer not null, serial text not null references secret_medium(serial),
    giver text not null, taker text not null, at text not null, operator text not null,
    primary key(origin, seq)) strict, without rowid;
create index secret_handing_serial on secret_handing(serial)"""
