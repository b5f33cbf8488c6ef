-- Settled dead letters leave when the retention of the log is over.
create index dead_letters_settled on delivery.dead_letters (resolved_at) where state in ('replayed', 'discarded');

comment on table delivery.receipts is
  'What was confirmed when: one row per batch, not per event. One plain table; rows of events that have left the log are deleted page by page.';
