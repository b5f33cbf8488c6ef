-- Bodies are sealed from now on, so what they are searched by stands beside them.
alter table delivery.dead_letters add column source text collate "C";
update delivery.dead_letters set source = body::json ->> 'source';
