// One statement per second and hub, whatever the number of legs. A second that is written twice (a clock
// that was set back) adds up instead of failing.

export const writeSamples = {
  name: 'analytics.write_samples',
  text: `
    with legs as (
      insert into analytics.flow_samples
        (step_seconds, at, hub_id, source, platform, accepted, processed, failed, dead)
      select 1, $1, $2, leg.*
      from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]) leg
      on conflict (step_seconds, at, hub_id, source, platform) do update set
        accepted = flow_samples.accepted + excluded.accepted,
        processed = flow_samples.processed + excluded.processed,
        failed = flow_samples.failed + excluded.failed,
        dead = flow_samples.dead + excluded.dead
    )
    insert into analytics.platform_samples
      (step_seconds, at, hub_id, platform, latency_counts, lag, parked_lanes, dead_letters, circuit)
    select 1, $1, $2, level.platform, level.latency_counts::bigint[], level.lag, level.parked_lanes,
      level.dead_letters, level.circuit
    from unnest($9::text[], $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::smallint[])
      level (platform, latency_counts, lag, parked_lanes, dead_letters, circuit)
    on conflict (step_seconds, at, hub_id, platform) do update set
      latency_counts = (
        select array_agg(stored + added order by position)
        from unnest(platform_samples.latency_counts, excluded.latency_counts) with ordinality
          bucket (stored, added, position)
      ),
      lag = excluded.lag,
      parked_lanes = excluded.parked_lanes,
      dead_letters = excluded.dead_letters,
      circuit = excluded.circuit`,
};
