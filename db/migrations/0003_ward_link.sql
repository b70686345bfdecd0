-- The ward link: a member opens it on the own phone with a PIN, and writes the own entry of one round.

create table pin (
    account uuid primary key,
    pin_digest text,
    changed_at timestamptz not null
);

create table ward_link (
    id uuid primary key,
    token_digest text not null unique,
    discussion uuid not null,
    round integer not null check (round >= 1),
    member uuid,
    made_at timestamptz not null,
    ends_at timestamptz not null,
    used_at timestamptz,
    recalled_at timestamptz
);

create table ward_try (
    link uuid not null,
    name_digest text not null,
    wrong integer not null,
    primary key (link, name_digest)
);

create table ward_ticket (
    token_digest text primary key,
    link uuid not null,
    account uuid not null,
    epoch integer not null,
    ends_at timestamptz not null
);

create table ward_session (
    token_digest text primary key,
    link uuid not null,
    account uuid not null,
    epoch integer not null,
    discussion uuid not null,
    round integer not null,
    begun_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    handed_in boolean not null
);
