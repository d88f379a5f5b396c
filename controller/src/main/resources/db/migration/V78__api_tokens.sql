-- Tokens that people make for programs that act in their name. Of the secret there is a digest only.
create table api_token (
    organization_id uuid not null references organization_directory,
    token_id uuid not null,
    issuer text not null check (length(issuer) <= 300),
    subject text not null check (length(subject) <= 200),
    name text not null check (length(name) between 1 and 100),
    scopes text[] not null check (cardinality(scopes) between 1 and 20),
    secret_digest bytea not null check (length(secret_digest) = 32),
    made_at timestamptz not null,
    ends_at timestamptz not null,
    used_at timestamptz,
    revoked_at timestamptz,
    primary key (organization_id, token_id)
);
call protect('api_token');
create index api_token_by_owner on api_token (organization_id, issuer, subject);
grant select, insert, update on api_token to ${app};
