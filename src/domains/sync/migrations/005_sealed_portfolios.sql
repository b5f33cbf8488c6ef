-- What somebody owns is sealed from now on. A row has it in "portfolio" when it was written before, or by a hub of the version
-- before, which leaves "sealed" as it is: the plain one is then the newer one.
alter table sync.portfolios
  add column sealed text,
  alter column portfolio drop not null,
  add check (portfolio is not null or sealed is not null);

comment on column sync.portfolios.sealed is 'Sealed text: JSON.';
comment on column sync.portfolios.portfolio is 'Empty since portfolios are sealed.';
