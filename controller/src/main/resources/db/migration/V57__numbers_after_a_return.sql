-- After a return from a backup a site that was not heard yet may have numbers that this database does not know of. What
-- it is given from then on is counted from beyond them, so that one number never stands for two things.
alter table link_site add column numbers_after bigint not null default 0 check (numbers_after >= 0);
