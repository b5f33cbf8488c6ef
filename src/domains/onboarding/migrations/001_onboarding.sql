create schema onboarding;

-- How far everybody is who is joining, or has joined.
create table onboarding.joinings (
  joining_id text primary key,
  person_id text not null unique,
  -- Of the device that began: it alone may go on, and ask how far it is.
  key_thumbprint text not null,
  registration_id text,
  state text not null check (state in ('awaiting_passkey', 'preparing', 'welcome', 'failed', 'withdrawn')),
  -- What is being done, or what failed.
  step text not null,
  -- For the person: why it failed, in a sentence.
  reason text,
  created_at timestamptz not null,
  passkey_at timestamptz,
  ended_at timestamptz
);

create index joinings_latest on onboarding.joinings (created_at desc, joining_id);
create index joinings_under_way on onboarding.joinings (created_at) where ended_at is null;
