-- The first tables of the board. Common subset of DuckDB and of PostgreSQL attached by DuckDB: ids and times come from
-- the program; foreign keys point only at small stable tables; the large tables carry `discussion` for a constant filter.

create table team (
    id uuid primary key,
    name text not null,
    time_zone text not null,
    naming text not null check (naming in ('unattributed', 'named')),
    created_at timestamptz not null
);

create table member (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

create table membership (
    id uuid primary key,
    team uuid not null references team(id),
    member uuid not null references member(id),
    role text not null check (role in ('leader', 'deputy', 'facilitator', 'member', 'observer')),
    discipline text not null,
    shift text not null,
    seniority text not null,
    begun_seq bigint not null,
    begins_at timestamptz not null,
    ends_at timestamptz
);

create table account (
    id uuid primary key,
    member uuid,
    sign_in_name text not null unique,
    password_digest text not null,
    must_replace boolean not null,
    password_ends_at timestamptz,
    ends_at timestamptz,
    disabled_at timestamptz,
    epoch integer not null,
    created_at timestamptz not null
);

create table session (
    token_digest text primary key,
    account uuid not null,
    epoch integer not null,
    begun_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz
);

create table ticket (
    token_digest text primary key,
    account uuid not null,
    ends_at timestamptz not null
);

create table throttle (
    id uuid primary key,
    name_digest text not null,
    address text not null,
    outcome text not null check (outcome in ('tried', 'came in', 'lifted')),
    happened_at timestamptz not null
);

create table setting (
    name text primary key,
    content text not null
);

-- `case` is a reserved word of SQL.
create table patient_case (
    id uuid primary key,
    team uuid not null references team(id),
    code text not null unique,
    label text not null,
    created_at timestamptz not null
);

create table conference (
    id uuid primary key,
    team uuid not null references team(id),
    begins_at timestamptz not null,
    created_at timestamptz not null
);

create table discussion (
    id uuid primary key,
    team uuid not null,
    patient_case uuid not null,
    conference uuid not null,
    place integer not null,
    length text not null check (length in ('focus', 'pulse')),
    reason text not null,
    news text not null,
    question text not null,
    question_low text not null,
    question_high text not null,
    opens_at timestamptz,
    naming text check (naming in ('unattributed', 'named')),
    instrument text,
    instrument_version text,
    created_at timestamptz not null
);

create table stage_change (
    seq bigint primary key,
    discussion uuid not null,
    stage text not null check (stage in ('planned', 'recording', 'revealed', 'closed', 'postponed', 'cancelled')),
    reason text not null,
    changed_at timestamptz not null
);

create table round (
    discussion uuid not null,
    number integer not null check (number in (1, 2)),
    opened_seq bigint not null,
    opened_at timestamptz not null,
    revealed_seq bigint,
    revealed_at timestamptz,
    primary key (discussion, number)
);

create table recusal (
    discussion uuid not null,
    member uuid not null references member(id),
    noted_seq bigint not null,
    primary key (discussion, member)
);

create table granted (
    discussion uuid not null,
    member uuid not null references member(id),
    granted_seq bigint not null,
    primary key (discussion, member)
);

create table draft (
    discussion uuid not null,
    round integer not null,
    member uuid not null,
    version integer not null,
    body text not null,
    kept_at timestamptz not null,
    primary key (discussion, round, member)
);

create table entry (
    id uuid not null,
    discussion uuid not null,
    round integer not null check (round in (1, 2)),
    member uuid not null references member(id),
    revision integer not null,
    kind text not null check (kind in ('full', 'not_met', 'nothing_new')),
    late boolean not null,
    withdrawn boolean not null,
    waits boolean not null,
    after_reveal boolean not null,
    contact text,
    shift text,
    request uuid not null,
    seq bigint not null,
    submitted_at timestamptz not null,
    primary key (discussion, round, member, revision)
);

-- No primary key and no index: 45 MB and 7 ms a submit against 771 MB and 31 ms at 11.5 million rows.
create table rating (
    discussion uuid not null,
    entry uuid not null,
    item text not null,
    score integer check (score between 0 and 7)
);

create table noticed (
    discussion uuid not null,
    entry uuid not null,
    observation text not null
);

create table line (
    discussion uuid not null,
    entry uuid not null,
    kind text not null check (kind in ('understand', 'hard_to_say', 'handover')),
    visibility text not null check (visibility in ('self', 'leader', 'unattributed', 'named')),
    body text not null check (length(body) <= 400)
);

create table ledger (
    seq bigint primary key,
    happened_at timestamptz not null,
    who text not null,
    what text not null,
    team uuid,
    matter text not null,
    kind text not null check (kind in ('deed', 'reading', 'refusal')),
    hmac text not null
);
