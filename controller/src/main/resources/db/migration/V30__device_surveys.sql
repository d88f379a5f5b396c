-- The newest survey of each device, as its site told it: what SNMP tells, and how it was seen to behave. A claim
-- of the device. What tells two devices apart stands beside, so that those that share it are found.
create table device_survey (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    taken_at timestamptz not null,
    confirmed_at timestamptz not null check (confirmed_at >= taken_at),
    digest text not null check (length(digest) = 64),
    length int not null check (length between 1 and 8388608),
    compressed bytea not null check (length(compressed) <= 524288),
    serial text not null,
    engine_id text not null,
    chassis_mac text not null,
    host_key text not null,
    received_at timestamptz not null,
    primary key (organization_id, site_code, slot)
);
call protect('device_survey');

grant select, insert, update on device_survey to ${app};
