create schema anonymity;

-- One group per tier: an append-only LeanIMT (https://zkkit.org/leanimt-paper.pdf) over commitments.
create table anonymity.groups (
  tier text collate "C" primary key,
  -- Places given out, those of members who left included.
  places integer not null default 0 check (places between 0 and 1048576),
  -- Grows with every change; the ETag of what browsers fetch.
  version bigint not null default 0
);

-- Who stands where. Read in two cases only: to add somebody, and to remove them.
create table anonymity.members (
  tier text collate "C" not null references anonymity.groups,
  place integer not null,
  person_id text collate "C" not null,
  commitment numeric(78) not null,
  primary key (tier, place)
);
-- A person is in one group; a commitment belongs to one person.
create unique index members_person on anonymity.members (person_id);
create unique index members_commitment on anonymity.members (commitment);

-- Every node of the trees, so that a change costs O(log n) hashes and reads. Level 0 holds the leaves; the leaf of a
-- member who left is 0.
create table anonymity.nodes (
  tier text collate "C" not null references anonymity.groups,
  level smallint not null,
  place integer not null,
  hash numeric(78) not null,
  primary key (tier, level, place)
);

-- Roots that proofs may name. The newest of a group has no end.
create table anonymity.roots (
  tier text collate "C" not null references anonymity.groups,
  root numeric(78) not null,
  expires_at timestamptz,
  primary key (tier, root)
);

-- What was used once must not be used again: nullifiers of the epoch, and challenges that were answered.
create table anonymity.used (
  kind text collate "C" not null check (kind in ('nullifier', 'challenge')),
  -- Keyed hash. Neither who used it, nor when, nor what was given for it.
  hash text collate "C" not null,
  -- From then on it is refused for its age.
  expires_at timestamptz not null,
  primary key (kind, hash)
);
create index used_expires on anonymity.used (expires_at);

create table anonymity.circles (
  circle_id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  purpose text not null check (length(purpose) <= 500),
  -- null: members of any tier.
  minimum_tier text collate "C",
  -- To the day: a finer time could be compared with when somebody was online.
  founded_on date not null
);

create table anonymity.pseudonyms (
  circle_id uuid not null references anonymity.circles on delete cascade,
  -- Keyed hash of the nullifier: always the same for the same person in the same circle, and telling nothing more.
  pseudonym_id text collate "C" not null,
  name text not null,
  state text collate "C" not null default 'active' check (state in ('active', 'silenced', 'removed')),
  primary key (circle_id, pseudonym_id),
  unique (circle_id, name)
);

create table anonymity.posts (
  post_id bigint generated always as identity primary key,
  circle_id uuid not null,
  pseudonym_id text collate "C" not null,
  -- Encrypted with the circle’s data key.
  content bytea not null,
  -- To the minute, for the same reason.
  posted_at timestamptz not null check (posted_at = date_trunc('minute', posted_at)),
  hidden boolean not null default false,
  foreign key (circle_id, pseudonym_id) references anonymity.pseudonyms on delete cascade
);
create index posts_circle on anonymity.posts (circle_id, post_id desc);
