-- Reminders without content: where an account gets mail, and when a member was reminded last of a round.

create table address (
    account uuid primary key,
    email text not null,
    changed_at timestamptz not null
);

create table reminder (
    discussion uuid not null,
    round integer not null check (round >= 1),
    member uuid not null,
    sent_at timestamptz,
    primary key (discussion, round, member)
);
