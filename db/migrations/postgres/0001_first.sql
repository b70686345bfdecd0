-- Indexes that only PostgreSQL needs: every large table is read by one constant discussion.
create index rating_discussion on rating (discussion);
create index entry_discussion on entry (discussion);
create index noticed_discussion on noticed (discussion);
create index line_discussion on line (discussion);
create index stage_change_discussion on stage_change (discussion);
create index ledger_team on ledger (team, seq);
