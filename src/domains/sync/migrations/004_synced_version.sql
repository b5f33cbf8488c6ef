-- The last version of the profile of which all platforms were in step: what user_synced told last. 0: never.
alter table sync.profiles add column synced_version bigint not null default 0;

update sync.profiles profile
   set synced_version = version
 where exists (select from sync.platform_states state where state.user_id = profile.user_id)
   and not exists (
     select from sync.platform_states state
      where state.user_id = profile.user_id and state.confirmed_version <> state.desired_version);
