create schema flows;

-- Hub processes that carry durable flows out. One that has been silent for too long is dead: its flows go on elsewhere.
create table flows.executors (
  executor_id text primary key,
  seen_at timestamptz not null
);
