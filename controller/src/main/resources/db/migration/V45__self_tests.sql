-- Self-tests of devices that were ordered; they travel to the site in its access list. Expand only.
create table self_test_order (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    order_number bigint not null check (order_number >= 1),
    ordered_at timestamptz not null,
    ordered_by text not null,
    reason text not null,
    not_after timestamptz not null,
    primary key (organization_id, site_code, slot, order_number)
);
call protect('self_test_order');

-- What became of each, as the site told it.
create table self_test_end (
    organization_id uuid not null references organization_directory,
    site_code text not null,
    slot text not null,
    order_number bigint not null,
    ended_at timestamptz not null,
    result text not null,
    reason text not null,
    found text not null,
    primary key (organization_id, site_code, slot, order_number)
);
call protect('self_test_end');

grant select, insert on self_test_order, self_test_end to ${app};
