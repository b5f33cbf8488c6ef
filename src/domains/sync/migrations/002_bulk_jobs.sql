create table sync.bulk_jobs (
  job_id uuid primary key,
  sync_type text not null check (sync_type in ('full', 'incremental', 'portfolio_only')),
  source text not null,
  status text not null default 'running' check (status in ('running', 'completed', 'cancelled')),
  users_total integer not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);

create index bulk_jobs_running on sync.bulk_jobs (created_at) where status = 'running';

-- One row per user of a job. outcome null and requested_at null: queued; requested_at set: being pushed.
create table sync.bulk_items (
  job_id uuid not null references sync.bulk_jobs (job_id) on delete cascade,
  user_id text collate "C" not null,
  requested_at timestamptz,
  outcome text check (outcome in ('confirmed', 'failed', 'cancelled')),
  error_platform text,
  error_code text,
  error_message text,
  primary key (job_id, user_id)
);

create index bulk_items_open on sync.bulk_items (job_id, user_id) where outcome is null;
create index bulk_items_failed on sync.bulk_items (job_id, user_id) where outcome = 'failed';
