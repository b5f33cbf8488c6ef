-- How a key came to follow the one before it: what both of them signed. Nothing here is believed for standing here; whoever
-- trusts one of the two keys checks its signature. Null: the first key, or one made because none was active.
alter table crypto.statement_keys add column change_statement text;
alter table crypto.statement_keys add column change_from_signature bytea;
alter table crypto.statement_keys add column change_to_signature bytea;
