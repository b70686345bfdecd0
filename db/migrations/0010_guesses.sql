-- How members think the other view answers: once for each, three items. `ours` and `theirs` are the means of the two
-- views as the division page told them then.
create table guess (
    discussion uuid not null,
    member uuid not null references member(id),
    item text not null,
    place integer not null,
    other text not null check (other in ('view A', 'view B')),
    guessed integer not null,
    low integer not null,
    high integer not null,
    ours double not null,
    theirs double not null,
    seq bigint not null,
    guessed_at timestamptz not null,
    check (guessed between low and high),
    primary key (discussion, member, item)
);

-- Whose guesses are in the team's mean: they come in together, never one by one.
create table told_guess (
    discussion uuid not null,
    member uuid not null references member(id),
    told_seq bigint not null,
    primary key (discussion, member)
);
