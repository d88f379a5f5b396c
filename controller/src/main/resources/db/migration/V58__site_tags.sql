-- Words people sort sites by, separated by blanks, in order.
alter table site add column tags text not null default '' check (length(tags) <= 1300);
