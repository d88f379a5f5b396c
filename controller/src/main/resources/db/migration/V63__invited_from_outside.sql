-- Where an outside provider keeps the accounts, an invitation is for a stand-in of the membership table and not
-- for an account of the embedded provider.
alter table invitation drop constraint invitation_username_fkey;
