-- Whether a stream ever ran: one that begins anew is at no leaf, and not one of which nothing is known.
alter table audit_stream add column ran boolean not null default false;
alter table audit_stream no force row level security;
update audit_stream set ran = true where size > 0;
alter table audit_stream force row level security;
