create table api_key (
    id         uuid primary key,
    name       text        not null,
    hash       text        not null unique,
    created_at timestamptz not null,
    revoked_at timestamptz
);

comment on table api_key is 'Keys that may call the public API. The keys themselves are kept nowhere.';
comment on column api_key.id is 'Names the key where the key itself must not be shown.';
comment on column api_key.name is 'What the key is for, in words.';
comment on column api_key.hash is 'SHA-256 of the key, 64 lower-case hexadecimal digits. Keys are 256 random bits, so that no salt is needed.';
comment on column api_key.created_at is 'When the key was made.';
comment on column api_key.revoked_at is 'Since when the key is refused; null while it is good.';
