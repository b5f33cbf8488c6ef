create schema webhooks;

-- Third parties that send webhooks, by the name in x-webhook-source or in the path.
create table webhooks.sources (
  source_id text collate "C" primary key check (source_id ~ '^[a-z][a-z0-9_]{1,62}$'),
  scheme text not null check (scheme in ('standard', 'stripe', 'razorpay', 'whatsapp')),
  -- What the events that come of it name as their source.
  event_source text not null check (event_source ~ '^[a-z][a-z0-9_]{1,62}$'),
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

-- Signing secrets and WhatsApp verify tokens, sealed by the master key. The one without an end is current;
-- a replaced one is still accepted until expires_at.
create table webhooks.secrets (
  secret_id uuid primary key,
  source_id text collate "C" not null references webhooks.sources (source_id) on delete cascade,
  kind text not null check (kind in ('signing', 'verify_token')),
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);

create unique index secrets_current on webhooks.secrets (source_id, kind) where expires_at is null;

-- Webhooks whose signature was good. One row per body: whoever repeats a signed body under another message id
-- (Razorpay's is not signed) is given the first one's id, and the log sees that it knows the events.
create table webhooks.receipts (
  source_id text collate "C" not null,
  body_digest bytea not null,
  message_id text not null,
  first_received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  deliveries integer not null default 1,
  -- null: the hub died before it stored the events; the sender sends again.
  events_accepted integer,
  events_refused integer,
  error_code text,
  primary key (source_id, body_digest)
);

create index receipts_latest on webhooks.receipts (last_received_at desc);
