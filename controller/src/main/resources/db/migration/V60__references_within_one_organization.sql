-- A row refers to rows of its own organisation alone. The database checks a reference without regard to
-- row-level security: by the id only, it would say whether another organisation has it, and hold on to it.

alter table site no force row level security;
alter table device no force row level security;
alter table change_request no force row level security;
alter table change_verdict no force row level security;
alter table rollout no force row level security;
alter table rollout_content no force row level security;
alter table site_released no force row level security;

alter table site add unique (organization_id, site_id);
alter table rollout add unique (organization_id, rollout_id);

alter table device drop constraint device_site_id_fkey,
    add foreign key (organization_id, site_id) references site (organization_id, site_id);
alter table change_verdict drop constraint change_verdict_change_id_fkey,
    add foreign key (organization_id, change_id) references change_request (organization_id, change_id);
alter table rollout drop constraint rollout_change_id_fkey,
    add foreign key (organization_id, change_id) references change_request (organization_id, change_id);
alter table rollout_content drop constraint rollout_content_rollout_id_fkey,
    drop constraint rollout_content_earlier_rollout_fkey,
    add foreign key (organization_id, rollout_id) references rollout (organization_id, rollout_id),
    add foreign key (organization_id, earlier_rollout) references rollout (organization_id, rollout_id);
alter table site_released drop constraint site_released_rollout_id_fkey,
    add foreign key (organization_id, rollout_id) references rollout (organization_id, rollout_id);

alter table site force row level security;
alter table device force row level security;
alter table change_request force row level security;
alter table change_verdict force row level security;
alter table rollout force row level security;
alter table rollout_content force row level security;
alter table site_released force row level security;
