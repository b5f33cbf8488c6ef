-- How far the present pass over a platform's profiles is. Any hub may do the next page.
create table sync.drift_passes (
  platform text collate "C" primary key,
  started_at timestamptz not null default now(),
  -- null: a pass is under way. Otherwise the next one begins at next_page_at.
  finished_at timestamptz default now(),
  -- Last user id compared in this pass; '' at its beginning.
  cursor_user_id text collate "C" not null default '',
  next_page_at timestamptz not null default now(),
  -- People there were when the pass began; its pages are spread over the period by it.
  users_total bigint not null default 0,
  users_checked bigint not null default 0,
  users_healed bigint not null default 0,
  last_error text
);
