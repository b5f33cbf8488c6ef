-- Names a session to people, who must never see what opens it.
alter table identity.sessions add column session_id uuid not null default gen_random_uuid();
create unique index sessions_by_id on identity.sessions (session_id);

-- Consoles that are open look again whether they may be.
create function identity.announce_ended_sessions() returns trigger language plpgsql as $$
begin
  if exists (select from ended) then
    perform pg_notify('interlock_sessions_ended', '');
  end if;
  return null;
end $$;

create trigger announce_ended
  after delete on identity.sessions
  referencing old table as ended
  for each statement execute function identity.announce_ended_sessions();
