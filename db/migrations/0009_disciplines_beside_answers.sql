-- The third naming policy is the first one with disciplines beside the answers: whoever forgot to ask would show less.
alter table team add column disciplines boolean;
alter table discussion add column disciplines boolean;
