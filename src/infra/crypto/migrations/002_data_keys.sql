-- One data key per person and purpose. A key that was destroyed leaves its row, so that it is never made anew; the
-- purpose '' says that every key of the person was destroyed, also those that were not made yet.
create table crypto.data_keys (
  person_id text not null check (person_id <> ''),
  purpose text not null,
  wrapped bytea,
  wrapped_by text,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz,
  primary key (person_id, purpose),
  check ((destroyed_at is null) = (wrapped is not null)),
  check ((wrapped is null) = (wrapped_by is null)),
  check (purpose <> '' or destroyed_at is not null)
);
