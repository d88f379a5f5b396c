-- What devices said by themselves (SNMP notifications), as their sites told it. The number is the event's, so that
-- a repeat changes nothing. Bounded per device by the store.
create table device_notification (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    incarnation int not null,
    event_number bigint not null,
    slot text not null,
    told_at timestamptz not null,
    notification text not null,
    acknowledged boolean not null,
    uptime bigint not null,
    variables text not null,
    primary key (organization_id, site_code, incarnation, event_number)
);
create index device_notification_newest on device_notification (organization_id, site_code, slot, told_at desc);
call protect('device_notification');

-- What came in beside that, by device: hints without authentication, and what was too much to be kept.
create table device_notification_count (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    hints bigint not null,
    too_many bigint not null,
    first_since timestamptz not null,
    last_told timestamptz not null,
    primary key (organization_id, site_code, slot)
);
call protect('device_notification_count');

grant select, insert, delete on device_notification to ${app};
grant select, insert, update on device_notification_count to ${app};
