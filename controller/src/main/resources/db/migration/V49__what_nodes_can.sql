-- What a site node says it can that one of the first release could not, as words with a space between them. Empty until
-- it speaks again.
alter table link_contact
    add column can text not null default '';
