-- Opens the next partition and moves the sequence into it, without making appends wait for readers.
--
-- "create table … partition of" locks the log exclusively: one long reader, a backup for instance, would hold up
-- every append behind it. A plain table that is attached takes a lock that conflicts with neither readers nor appends;
-- being empty, it has nothing to check. Only then comes the lock of the appends, for the step of the sequence.
--
-- Whoever is in the way for longer than the lock timeout wins (55P03): rolling can be tried again, an append can't wait.
create or replace function events.roll_partition() returns integer language plpgsql as $$
declare
  current_number integer;
  next_number integer;
begin
  perform set_config('lock_timeout', '500ms', true);
  -- Two rolls would open the same partition; the row lock lets one after the other.
  select number into current_number from events.partitions where closed_at is null for update;
  next_number := current_number + 1;
  execute format('create table events.log_%s (like events.log including all)', next_number);
  execute format('alter table events.log attach partition events.log_%s for values from (%s) to (%s)',
                 next_number, next_number * 10000000000, (next_number + 1) * 10000000000);

  perform pg_advisory_xact_lock(7241002);
  update events.partitions set closed_at = clock_timestamp() where number = current_number;
  insert into events.partitions (number) values (next_number);
  perform setval('events.position_sequence', next_number * 10000000000);
  return next_number;
end;
$$;
