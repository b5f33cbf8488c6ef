-- A second key goes with the device that it was registered on; so each remembers it. Those from before remember none.
alter table identity.passkeys add column second_key_id text unique;
alter table identity.passkeys add column registered_on text references identity.devices;
-- What the person calls a second key, sealed like the names of devices.
alter table identity.passkeys add column name bytea;
update identity.passkeys set second_key_id = gen_random_uuid()::text where device_id is null;

alter table identity.registrations add column begun_on text references identity.devices;
-- The second key with which a recovery began.
alter table identity.registrations add column begun_with bytea;
alter table identity.registrations drop constraint registrations_reason_check;
alter table identity.registrations add constraint registrations_reason_check
  check (reason in ('joined', 'added', 'recovered', 'second_key', 'replaced'));

-- What an answer to it allows, and nothing else.
alter table identity.challenges add column purpose text not null default 'sign_in';
