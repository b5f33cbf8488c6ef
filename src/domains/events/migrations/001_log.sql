create schema events;

-- Positions are handed out under one lock that is held until commit, so position order is commit order:
-- whoever has seen position n has seen, or will never see, everything below it.
--
-- The log is partitioned by position. Partition n holds positions n·10^10 up to (n+1)·10^10; rolling to the next
-- partition moves the sequence there. No clock is involved, so a clock that jumps can't misplace an event.
create sequence events.position_sequence minvalue 0 start 10000000000;
select setval('events.position_sequence', 10000000000);

create table events.log (
  position bigint not null,
  event_id text collate "C" not null,
  source text collate "C" not null,
  event_type text collate "C" not null,
  user_id text collate "C",
  shard smallint not null,
  -- Platforms that must get the event, comma separated; fixed when it is accepted.
  targets text collate "C" not null,
  accepted_at timestamptz not null,
  -- The event as it goes over the wire, serialised once.
  body text not null,
  -- W3C traceparent of the request that brought it, when traces are collected.
  trace text collate "C"
) partition by range (position);

create unique index log_position on events.log (position);
-- Not unique: uniqueness over all partitions is checked by events.append under its lock.
create index log_event_id on events.log (event_id);

create table events.log_1 partition of events.log for values from (10000000000) to (20000000000);

-- When a partition was opened, for retention.
create table events.partitions (
  number integer primary key,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz
);
insert into events.partitions (number) values (1);

-- Where each consumer inside the hub stands.
create table events.consumers (
  name text primary key,
  position bigint not null
);

-- Appends a batch; all arguments are columns of the batch, values separated by line feeds.
-- (Splitting one text costs a third of parsing an array literal full of quoted JSON.)
--
-- Already known ids are not appended; they come back as [ordinal, position] pairs in "duplicates".
-- The others get consecutive positions, in order, beginning with first_position.
create function events.append(
  ids text, sources text, types text, users text, shards text, target_lists text, bodies text, traces text,
  out first_position double precision,
  out previous_position double precision,
  out accepted_at_ms double precision,
  out duplicates json
) language plpgsql as $$
declare
  id_array constant text[] := string_to_array(ids, e'\n');
  accepted_at constant timestamptz := clock_timestamp();
  known text[];
begin
  perform pg_advisory_xact_lock(7241002);
  select last_value into previous_position from events.position_sequence;
  accepted_at_ms := extract(epoch from accepted_at) * 1000;

  if exists (select from events.log where event_id = any (id_array)) then
    select array_agg(event_id), json_agg(json_build_array(ordinal, position))
      into known, duplicates
      from (
        select distinct on (input.ordinal) input.ordinal, log.event_id, log.position
          from unnest(id_array) with ordinality input (event_id, ordinal)
          join events.log log on log.event_id = input.event_id
         where log.event_id = any (id_array)
         order by input.ordinal, log.position
      ) found;
  end if;

  first_position := previous_position + 1;
  if cardinality(id_array) = coalesce(cardinality(known), 0) then
    return;
  end if;
  perform setval('events.position_sequence',
                 (previous_position + cardinality(id_array) - coalesce(cardinality(known), 0))::bigint);
  insert into events.log (position, event_id, source, event_type, user_id, shard, targets, accepted_at, body, trace)
  select previous_position::bigint + row_number() over (order by input.ordinal),
         input.event_id, input.source, input.event_type, nullif(input.user_id, ''), input.shard,
         coalesce(input.targets, ''), accepted_at, input.body, nullif(input.trace, '')
    from unnest(id_array,
                string_to_array(sources, e'\n'),
                string_to_array(types, e'\n'),
                string_to_array(users, e'\n'),
                string_to_array(shards, e'\n')::smallint[],
                string_to_array(target_lists, e'\n'),
                string_to_array(bodies, e'\n'),
                string_to_array(traces, e'\n'))
         with ordinality input (event_id, source, event_type, user_id, shard, targets, body, trace, ordinal)
   where known is null or input.event_id <> all (known);
  perform pg_notify('interlock_events',
    (previous_position + cardinality(id_array) - coalesce(cardinality(known), 0))::bigint::text);
end;
$$;

-- Opens the next partition and moves the sequence into it. Waits for appends under way; takes milliseconds.
create function events.roll_partition() returns integer language plpgsql as $$
declare
  current_number integer;
  next_number integer;
begin
  perform pg_advisory_xact_lock(7241002);
  select max(number) into current_number from events.partitions;
  next_number := current_number + 1;
  execute format('create table events.log_%s partition of events.log for values from (%s) to (%s)',
                 next_number, next_number * 10000000000, (next_number + 1) * 10000000000);
  update events.partitions set closed_at = clock_timestamp() where number = current_number;
  insert into events.partitions (number) values (next_number);
  perform setval('events.position_sequence', next_number * 10000000000);
  return next_number;
end;
$$;
