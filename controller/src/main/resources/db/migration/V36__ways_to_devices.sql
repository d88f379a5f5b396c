-- How NETCONF reaches a device, and whether one that only SNMP configures may be written to: 0 for no, else the VLAN
-- it is managed in.
alter table device_access
    add column netconf_way text not null default 'SSH'
        check (netconf_way in ('SSH', 'TLS', 'SSH_CALLS_HOME', 'TLS_CALLS_HOME')),
    add column management_vlan int not null default 0 check (management_vlan between 0 and 4094);
