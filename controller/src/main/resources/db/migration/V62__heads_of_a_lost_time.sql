-- The return from a backup in which the entries were lost that a kept head stands for; none if nothing explains it.
alter table audit_finding add column returned_in bigint references centre_restore;
