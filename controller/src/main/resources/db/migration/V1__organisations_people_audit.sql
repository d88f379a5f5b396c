-- Roles: ${owner} owns everything here and cannot log in; ${app} works with it, owns nothing and is bound
-- by row-level security. The policies name ${app} alone, so the owner itself sees no row.
-- The setting app.organization is read in its raising form: a forgotten organisation is an error, never an
-- empty answer.

create procedure protect(relation regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format('create policy of_organization on %s to ${app}'
        || ' using (organization_id = current_setting(''app.organization'')::uuid)'
        || ' with check (organization_id = current_setting(''app.organization'')::uuid)', relation);
end $$;

-- Ids alone, without row-level security: the clock that wakes reconcilers walks over it.
create table organization_directory (
    organization_id uuid primary key
);

create table organization (
    organization_id uuid primary key references organization_directory,
    name text not null unique check (length(name) between 1 and 100),
    created_at timestamptz not null
);
call protect('organization');

create table membership (
    organization_id uuid not null references organization_directory,
    issuer text not null check (length(issuer) <= 300),
    subject text not null check (length(subject) <= 200),
    kind text not null check (kind in ('PERSON', 'CLIENT')),
    display_name text not null check (length(display_name) between 1 and 100),
    roles text[] not null,
    created_at timestamptz not null,
    version bigint not null default 0,
    primary key (organization_id, issuer, subject)
);
call protect('membership');
create index membership_by_identity on membership (issuer, subject);

-- Somebody must remain who can administer.
create function keep_an_administrator() returns trigger language plpgsql as $$
begin
    if 'NETWORK_ADMINISTRATOR' = any (old.roles) and old.kind = 'PERSON'
        and (tg_op = 'DELETE' or not 'NETWORK_ADMINISTRATOR' = any (new.roles))
        and not exists (select 1 from membership m
            where m.organization_id = old.organization_id and m.kind = 'PERSON'
              and 'NETWORK_ADMINISTRATOR' = any (m.roles)
              and (m.issuer, m.subject) <> (old.issuer, old.subject))
    then
        raise exception 'the last network administrator of an organisation stays';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_an_administrator before update or delete on membership
    for each row execute function keep_an_administrator();

-- Append-only. One row is one canonical entry with its digest; the leaf number is given later by the
-- one sequencer.
create table audit_entry (
    organization_id uuid not null references organization_directory,
    at timestamptz not null,
    entry_id uuid not null,
    actor text not null,
    actor_kind text not null,
    action text not null,
    object_type text not null,
    object_id text not null,
    outcome text not null check (outcome in ('ALLOWED', 'REFUSED')),
    code text not null,
    reason text not null,
    door text not null,
    before text not null,
    after text not null,
    canonical bytea not null,
    digest bytea not null check (length(digest) = 32),
    primary key (organization_id, at, entry_id)
) partition by range (at);
call protect('audit_entry');

create procedure yearly_partitions(relation text) language plpgsql as $$
begin
    for year in 2026..2040 loop
        execute format('create table %I partition of %I for values from (%L) to (%L)',
            relation || '_' || year, relation, year || '-01-01T00:00:00Z', (year + 1) || '-01-01T00:00:00Z');
        execute format('alter table %I enable row level security', relation || '_' || year);
        execute format('alter table %I force row level security', relation || '_' || year);
    end loop;
    execute format('create table %I partition of %I default', relation || '_later', relation);
    execute format('alter table %I enable row level security', relation || '_later');
    execute format('alter table %I force row level security', relation || '_later');
end $$;
call yearly_partitions('audit_entry');

-- Sequence of the entries: the number a leaf has in its organisation's Merkle log.
create table audit_leaf (
    organization_id uuid not null references organization_directory,
    leaf bigint not null,
    entry_id uuid not null,
    entry_at timestamptz not null,
    primary key (organization_id, leaf),
    unique (organization_id, entry_id)
);
call protect('audit_leaf');

create table idempotent_request (
    organization_id uuid not null references organization_directory,
    caller text not null,
    idempotency_key text not null check (length(idempotency_key) between 1 and 200),
    operation text not null,
    request_digest text not null,
    status int not null,
    location text not null,
    etag text not null,
    body text not null,
    created_at timestamptz not null,
    primary key (organization_id, caller, idempotency_key)
);
call protect('idempotent_request');

-- This installation: which keys it was made with. A database without its keys is refused.
create table installation (
    one boolean primary key default true check (one),
    key_fingerprints text not null,
    created_at timestamptz not null
);

-- The link by which the first administrator sets up; single use.
create table setup_link (
    token_digest bytea primary key,
    created_at timestamptz not null,
    used_at timestamptz
);

-- Framework tables of the embedded identity provider: people with their passwords' hashes (no rights), its
-- clients and its authorizations. They know no organisation.
create table users (
    username varchar(100) primary key,
    password varchar(500) not null,
    enabled boolean not null
);
create table authorities (
    username varchar(100) not null references users,
    authority varchar(50) not null,
    primary key (username, authority)
);
create table oauth2_registered_client (
    id varchar(100) primary key,
    client_id varchar(100) not null unique,
    client_id_issued_at timestamptz not null default current_timestamp,
    client_secret varchar(500),
    client_secret_expires_at timestamptz,
    client_name varchar(200) not null,
    client_authentication_methods varchar(1000) not null,
    authorization_grant_types varchar(1000) not null,
    redirect_uris varchar(1000),
    post_logout_redirect_uris varchar(1000),
    scopes varchar(1000) not null,
    client_settings varchar(2000) not null,
    token_settings varchar(2000) not null
);
create table oauth2_authorization (
    id varchar(100) primary key,
    registered_client_id varchar(100) not null,
    principal_name varchar(200) not null,
    authorization_grant_type varchar(100) not null,
    authorized_scopes varchar(1000),
    attributes text,
    state varchar(500),
    authorization_code_value text,
    authorization_code_issued_at timestamptz,
    authorization_code_expires_at timestamptz,
    authorization_code_metadata text,
    access_token_value text,
    access_token_issued_at timestamptz,
    access_token_expires_at timestamptz,
    access_token_metadata text,
    access_token_type varchar(100),
    access_token_scopes varchar(1000),
    oidc_id_token_value text,
    oidc_id_token_issued_at timestamptz,
    oidc_id_token_expires_at timestamptz,
    oidc_id_token_metadata text,
    refresh_token_value text,
    refresh_token_issued_at timestamptz,
    refresh_token_expires_at timestamptz,
    refresh_token_metadata text,
    user_code_value text,
    user_code_issued_at timestamptz,
    user_code_expires_at timestamptz,
    user_code_metadata text,
    device_code_value text,
    device_code_issued_at timestamptz,
    device_code_expires_at timestamptz,
    device_code_metadata text
);
create index oauth2_authorization_by_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_by_access on oauth2_authorization using hash (access_token_value);
create index oauth2_authorization_by_refresh on oauth2_authorization (refresh_token_value);
create index oauth2_authorization_by_state on oauth2_authorization (state);
create table oauth2_authorization_consent (
    registered_client_id varchar(100) not null,
    principal_name varchar(200) not null,
    authorities varchar(1000) not null,
    primary key (registered_client_id, principal_name)
);

-- What enrolment tokens and site certificates are looked up by, before an organisation is known.
create table enrolment_token (
    organization_id uuid not null references organization_directory,
    token_id uuid not null,
    site_code text not null,
    incarnation int not null check (incarnation >= 1),
    secret_digest bytea not null unique check (length(secret_digest) = 32),
    created_at timestamptz not null,
    created_by text not null,
    valid_until timestamptz not null,
    used_at timestamptz,
    signing_key bytea,
    encryption_key bytea,
    certificate_chain bytea[],
    primary key (organization_id, token_id)
);
call protect('enrolment_token');

create table site_certificate (
    organization_id uuid not null references organization_directory,
    fingerprint bytea not null check (length(fingerprint) = 32),
    site_code text not null,
    incarnation int not null check (incarnation >= 1),
    encryption_key bytea not null,
    certificate bytea not null,
    not_after timestamptz not null,
    issued_at timestamptz not null,
    revoked_at timestamptz,
    primary key (fingerprint)
);
call protect('site_certificate');
create index site_certificate_by_site on site_certificate (organization_id, site_code);

-- Exactly three questions may be asked before an organisation is known; each answers ids only.
create policy before_an_organization_is_known on membership for select to ${owner} using (true);
create policy before_an_organization_is_known on enrolment_token for select to ${owner} using (true);
create policy before_an_organization_is_known on site_certificate for select to ${owner} using (true);

create function organizations_of_identity(an_issuer text, a_subject text) returns setof uuid
    language sql stable security definer set search_path = ${schema}, pg_temp
    as $$ select organization_id from membership where issuer = an_issuer and subject = a_subject
          order by organization_id $$;
create function organization_of_enrolment(a_secret_digest bytea) returns setof uuid
    language sql stable security definer set search_path = ${schema}, pg_temp
    as $$ select organization_id from enrolment_token where secret_digest = a_secret_digest $$;
create function organization_of_certificate(a_fingerprint bytea) returns setof uuid
    language sql stable security definer set search_path = ${schema}, pg_temp
    as $$ select organization_id from site_certificate where fingerprint = a_fingerprint $$;
revoke all on function organizations_of_identity(text, text) from public;
revoke all on function organization_of_enrolment(bytea) from public;
revoke all on function organization_of_certificate(bytea) from public;
grant execute on function organizations_of_identity(text, text) to ${app};
grant execute on function organization_of_enrolment(bytea) to ${app};
grant execute on function organization_of_certificate(bytea) to ${app};

grant usage on schema ${schema} to ${app};
grant select, insert on organization_directory, audit_entry, audit_leaf, installation to ${app};
grant select, insert, update, delete on organization, membership, idempotent_request, setup_link, users,
    authorities, oauth2_registered_client, oauth2_authorization, oauth2_authorization_consent,
    enrolment_token, site_certificate to ${app};
