-- A person. Nothing here tells who it is: names and ways to reach them are sealed with the person’s own key.
create table identity.people (
  person_id text primary key check (length(person_id) between 1 and 128),
  -- What passkeys call the person; says nothing, and is the same on every device.
  user_handle bytea not null unique check (octet_length(user_handle) = 32),
  role text not null,
  -- Members have one, other roles none.
  tier text,
  state text not null check (state in ('joining', 'active', 'suspended', 'erased')),
  profile bytea,
  created_at timestamptz not null,
  changed_at timestamptz not null
);

create index people_latest on identity.people (created_at desc, person_id);

create table identity.invitations (
  invitation_id text primary key,
  -- SHA-256 of the code, which has 128 random bits.
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  role text not null,
  tier text,
  -- Those made together share it.
  batch_id text not null,
  note text not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  redeemed_at timestamptz,
  person_id text references identity.people
);

create index invitations_latest on identity.invitations (created_at desc, invitation_id);

-- A browser, or an app, with a key that cannot leave it. Sessions are good only together with that key.
create table identity.devices (
  device_id text primary key,
  person_id text not null references identity.people,
  -- RFC 7638 thumbprint of the public key.
  key_thumbprint text not null,
  -- “Asha’s telephone”, sealed like the profile.
  name bytea not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text
);

create index devices_of_person on identity.devices (person_id);
-- A key belongs to one person, for as long as it may be used.
create unique index devices_by_key on identity.devices (key_thumbprint) where revoked_at is null;

create table identity.passkeys (
  credential_id bytea primary key,
  person_id text not null references identity.people,
  -- The device it was registered on; null: a key kept apart from every device, for recovery.
  device_id text references identity.devices,
  -- COSE_Key.
  public_key bytea not null,
  sign_count bigint not null,
  aaguid uuid not null,
  transports text[] not null,
  backup_eligible boolean not null,
  attestation_format text not null,
  -- The whole attestation object, so that it can be judged again when trust in an authenticator is lost.
  attestation bytea not null,
  attested boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create index passkeys_of_person on identity.passkeys (person_id);

-- Registration of a passkey that has begun: by an invitation, by a code, or as a second key.
create table identity.registrations (
  registration_id text primary key,
  person_id text not null references identity.people,
  key_thumbprint text not null,
  challenge text not null,
  reason text not null check (reason in ('joined', 'added', 'recovered', 'second_key')),
  expires_at timestamptz not null,
  finished_at timestamptz
);

-- Challenges of sign-in, each good once, for the device key that asked for it.
create table identity.challenges (
  challenge text primary key,
  key_thumbprint text not null,
  expires_at timestamptz not null
);

create index challenges_by_expiry on identity.challenges (expires_at);

-- Codes by which a person who is signed in, or two members of staff, let another device in.
create table identity.device_codes (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  person_id text not null references identity.people,
  reason text not null check (reason in ('added', 'recovered')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table identity.recoveries (
  recovery_id text primary key,
  person_id text not null references identity.people,
  reason text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  approved boolean,
  check (decided_by is distinct from requested_by)
);

create table identity.member_sessions (
  session_hash bytea primary key check (octet_length(session_hash) = 32),
  device_id text not null references identity.devices,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);

create index member_sessions_of_device on identity.member_sessions (device_id);

-- Proofs of possession seen lately, by all hubs together: each is good once. What is lost here in a crash is older
-- than the proofs that are still accepted.
create unlogged table identity.seen_proofs (
  proof_hash bytea primary key check (octet_length(proof_hash) = 32),
  expires_at timestamptz not null
);

create index seen_proofs_by_expiry on identity.seen_proofs (expires_at);
