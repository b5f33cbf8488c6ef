-- When the next step of a replay is due, by the database's clock: the rate holds however many hubs take part.
alter table delivery.replays add column next_step_at timestamptz not null default clock_timestamp();
