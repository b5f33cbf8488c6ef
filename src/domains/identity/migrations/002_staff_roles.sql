-- People who work for the company differ in what they may do; whoever had a session was an operator. The default
-- stays, so that hubs of the version before can still sign operators in.
alter table identity.sign_in_links add column role text not null default 'operator';
alter table identity.sessions add column role text not null default 'operator';
