-- Four eyes in the database, over every step and not only the last: a verdict is given once and can only be
-- voided, what is closed stays as it is, and only a released change becomes a revision or a rollout.

create function a_verdict_is_only_ever_voided() returns trigger language plpgsql as $$
begin
    if (new.stands and not old.stands) or to_jsonb(new) - 'stands' <> to_jsonb(old) - 'stands' then
        raise exception 'a verdict is only ever voided';
    end if;
    if exists (select 1 from change_request c where c.change_id = new.change_id
            and c.state in ('REJECTED', 'WITHDRAWN', 'RELEASED')) then
        raise exception 'what was said of a closed change stays as it is';
    end if;
    return new;
end $$;
create trigger a_verdict_is_only_ever_voided before update on change_verdict
    for each row execute function a_verdict_is_only_ever_voided();

create function what_is_closed_stays_closed() returns trigger language plpgsql as $$
begin
    if old.state in ('REJECTED', 'WITHDRAWN', 'RELEASED')
            and (new.state <> old.state or new.document <> old.document
                or new.flow_digest <> old.flow_digest or new.config_digest <> old.config_digest) then
        raise exception 'a closed change stays as it is';
    end if;
    return new;
end $$;
create trigger what_is_closed_stays_closed before update on change_request
    for each row execute function what_is_closed_stays_closed();

-- At the end of the transaction: revision, rollout and change are written in it one after the other.
create function only_what_is_released_is_carried_out() returns trigger language plpgsql as $$
begin
    if new.change_id is not null and not exists (select 1 from change_request c
            where c.change_id = new.change_id and c.state = 'RELEASED') then
        raise exception 'only a released change is carried out';
    end if;
    return null;
end $$;
create constraint trigger only_what_is_released_is_carried_out after insert or update on rollout
    deferrable initially deferred for each row execute function only_what_is_released_is_carried_out();
create constraint trigger only_what_is_released_is_carried_out after insert on policy_revision
    deferrable initially deferred for each row execute function only_what_is_released_is_carried_out();
