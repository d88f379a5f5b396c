-- What a device is said to be and to run, beside the report it was told in: who asks which of very many devices differ
-- reads no texts. Empty until a site tells of the device again.
alter table slot_newest
    add column state text not null default '',
    add column running_digest text not null default '';
