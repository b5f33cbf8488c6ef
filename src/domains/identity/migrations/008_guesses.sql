-- Tries of codes by network address, for all hubs together, whichever code was tried. A crash of the server gives everybody
-- their few tries of the minute once more: not worth a write to the log for each.
create unlogged table identity.guesses (
  -- Keyed hash of the address, or of its /64; nobody reads addresses here.
  caller text collate "C" primary key,
  began_at timestamptz not null,
  tries integer not null
);

create index guesses_by_time on identity.guesses (began_at);
