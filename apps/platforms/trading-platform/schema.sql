-- Applied at every start; every statement may run again.
create schema if not exists trading;

-- Opened by profile sync; money in paise.
create table if not exists trading.accounts (
  user_id text primary key,
  -- Version of the profile that was applied last; 0 before the hub has told us of this person.
  version bigint not null,
  tier text not null,
  anonymous_id text not null,
  active boolean not null,
  -- null: no limit
  limit_daily_paise bigint,
  limit_monthly_paise bigint,
  -- Number of the person’s latest execution; the next one is one more.
  last_sequence bigint not null default 0
);

-- An account is paused while any emergency of its owner is open. A table of its own, so that an
-- emergency that arrives before the account does is not lost.
create table if not exists trading.pauses (
  user_id text not null,
  emergency_id text not null,
  paused_at timestamptz not null,
  primary key (user_id, emergency_id)
);

create table if not exists trading.executions (
  user_id text not null,
  sequence bigint not null,
  execution_id uuid not null,
  -- The caller’s name for the order; an order that comes again is answered with the same execution.
  order_id text not null,
  symbol text not null,
  side text not null check (side in ('buy', 'sell')),
  quantity bigint not null check (quantity > 0),
  price_paise bigint not null,
  value_paise bigint not null,
  traded_on date not null,
  executed_at timestamptz not null,
  primary key (user_id, sequence),
  unique (user_id, order_id)
);

create table if not exists trading.positions (
  user_id text not null,
  symbol text not null,
  quantity bigint not null check (quantity >= 0),
  primary key (user_id, symbol)
);

-- Value traded, bought and sold alike, per trade date (2025-01-31) and per calendar month (2025-01).
create table if not exists trading.turnover (
  user_id text not null,
  period text not null,
  value_paise bigint not null,
  primary key (user_id, period)
);

-- What conversations and requests on other platforms tell of a person’s interest in investments.
create table if not exists trading.insights (
  event_id text primary key,
  user_id text not null,
  kind text not null,
  content jsonb not null,
  received_at timestamptz not null
);
create index if not exists insights_user_id on trading.insights (user_id, received_at desc);
