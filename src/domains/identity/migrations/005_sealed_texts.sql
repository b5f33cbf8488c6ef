-- How somebody was recognised, sealed with the person’s own key. Rows from before have null here, and it in "reason".
alter table identity.recoveries add column sealed_reason bytea;

comment on column identity.recoveries.reason is 'Empty since reasons are sealed.';
comment on column identity.invitations.note is 'Sealed text; those from before are plain.';
comment on column identity.devices.revoked_because is 'Sealed text; those from before are plain.';
