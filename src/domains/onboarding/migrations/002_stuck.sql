-- Neither in nor undone: undoing failed for good, and staff has to see to it.
alter table onboarding.joinings drop constraint joinings_state_check;
alter table onboarding.joinings add constraint joinings_state_check
  check (state in ('awaiting_passkey', 'preparing', 'welcome', 'failed', 'withdrawn', 'stuck'));
create index joinings_stuck on onboarding.joinings (joining_id) where state = 'stuck';
