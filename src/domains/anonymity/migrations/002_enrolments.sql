-- Which commitment is whose: also while it waits for its place in a group, and while the person is suspended. In
-- anonymity.members stands who has a place.
create table anonymity.enrolments (
  person_id text collate "C" primary key,
  commitment numeric(78) not null unique,
  -- When it took the place of another one; null: it is the person’s first.
  replaced_at timestamptz,
  -- It may stand in a group from then on; null: from the beginning.
  joins_at timestamptz,
  -- The group that it is to join then; null: it stands in one, or the person has left.
  awaited_tier text collate "C"
);
create index enrolments_awaited on anonymity.enrolments (joins_at) where awaited_tier is not null;

insert into anonymity.enrolments (person_id, commitment) select person_id, commitment from anonymity.members;
