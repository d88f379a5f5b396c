-- How many other people it takes to approve a change of a risk class, and of which roles. Without a row it is one.
create table approval_rule (
    organization_id uuid not null default current_setting('app.organization')::uuid
        references organization_directory,
    risk_class text not null check (risk_class in ('R1', 'R2', 'R3')),
    people int not null check (people between 1 and 9),
    version bigint not null,
    primary key (organization_id, risk_class)
);
call protect('approval_rule');

create table approval_rule_role (
    organization_id uuid not null default current_setting('app.organization')::uuid,
    risk_class text not null,
    role text not null,
    people int not null check (people between 1 and 9),
    primary key (organization_id, risk_class, role),
    foreign key (organization_id, risk_class) references approval_rule
);
call protect('approval_rule_role');

grant select, insert, update on approval_rule to ${app};
grant select, insert, delete on approval_rule_role to ${app};

-- Of which class a change is, and for which class and in which roles somebody said yes. What was there before is taken
-- for the most dangerous.
alter table change_request add column risk_class text not null default 'R3'
    check (risk_class in ('R1', 'R2', 'R3'));
alter table change_verdict add column risk_class text not null default 'R3'
    check (risk_class in ('R1', 'R2', 'R3'));
alter table change_verdict add column roles text[] not null default '{}';

create function nobody_approves_in_a_role_not_held() returns trigger language plpgsql as $$
begin
    if not new.roles <@ coalesce((select m.roles from membership m
            where m.issuer || ' ' || m.subject = new.person), '{}') then
        raise exception 'nobody approves in a role not held';
    end if;
    return new;
end $$;
create trigger nobody_approves_in_a_role_not_held before insert on change_verdict
    for each row execute function nobody_approves_in_a_role_not_held();

-- Counted whenever a change comes to one of these states, or is another in it: that a rule is raised later does not
-- touch what was released before.
create or replace function released_only_with_a_standing_approval() returns trigger language plpgsql as $$
begin
    if new.state in ('APPROVED', 'RELEASED') and (tg_op = 'INSERT'
            or new.state <> old.state or new.authors <> old.authors or new.risk_class <> old.risk_class
            or new.flow_digest <> old.flow_digest or new.config_digest <> old.config_digest) then
        if (select count(distinct v.person) from change_verdict v
                where v.change_id = new.change_id and v.decision = 'APPROVED' and v.stands
                  and v.flow_digest = new.flow_digest and v.config_digest = new.config_digest
                  and v.risk_class = new.risk_class and v.person <> all (new.authors))
            < coalesce((select r.people from approval_rule r where r.risk_class = new.risk_class), 1)
        then
            raise exception 'a change is released with the standing approvals of as many other people as it takes only';
        end if;
        if exists (select 1 from approval_rule_role r where r.risk_class = new.risk_class
                and r.people > (select count(distinct v.person) from change_verdict v
                    where v.change_id = new.change_id and v.decision = 'APPROVED' and v.stands
                      and v.flow_digest = new.flow_digest and v.config_digest = new.config_digest
                      and v.risk_class = new.risk_class and v.person <> all (new.authors)
                      and r.role = any (v.roles)))
        then
            raise exception 'a change is released with the standing approvals of the roles it takes only';
        end if;
    end if;
    if tg_op = 'UPDATE' and not new.authors @> old.authors then
        raise exception 'who wrote on a change stays its author';
    end if;
    return new;
end $$;
