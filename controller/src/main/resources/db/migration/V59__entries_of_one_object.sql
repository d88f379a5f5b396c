-- What was done to one thing is asked for by its name, as the heads of a site's journal.
create index audit_entry_of_object on audit_entry (organization_id, object_type, object_id, action, at);
