-- What a circle is called and what it is for is typed by members: it is sealed from now on. Rows from before, and those of hubs
-- of the version before, have null here until they are sealed, and it in "name" and "purpose".
alter table anonymity.circles
  add column sealed text,
  drop constraint circles_name_check,
  alter column name set default '',
  alter column purpose set default '',
  add constraint circles_name_check check (sealed is not null or length(name) between 1 and 80);

comment on column anonymity.circles.sealed is 'Sealed text: JSON with name and purpose.';
comment on column anonymity.circles.name is 'Empty since it is sealed.';
comment on column anonymity.circles.purpose is 'Empty since it is sealed.';
