-- What a second round asks, fixed when it opens. Today's question stands with the discussion.
create table asked_item (
    discussion uuid not null,
    round integer not null check (round = 2),
    item text not null,
    place integer not null,
    primary key (discussion, round, item)
);
