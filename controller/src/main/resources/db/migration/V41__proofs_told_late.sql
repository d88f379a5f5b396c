-- A site that is cut off may prove a secret after somebody gave it up or replaced it here. Its sealed form stays
-- until a newer one is known to open the device, so that the late proof can still put it in use.
alter table credential_rotation drop constraint credential_rotation_check;
alter table credential_rotation add constraint credential_rotation_secret check (
    (state not in ('WAITING', 'FAILED') or sealed_secret <> '') and (state <> 'PROVED' or sealed_secret = ''));

-- Who changes a group says which version was read.
alter table credential_group add column version bigint not null default 1;
