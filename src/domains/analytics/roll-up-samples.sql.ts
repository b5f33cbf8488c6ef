// Minutes begin where the last stored minute ended, so the merge needs no bookmark of its own.

export const rollUpFlows = `
  insert into analytics.flow_samples
    (step_seconds, at, hub_id, source, platform, accepted, processed, failed, dead)
  select 60, date_trunc('minute', at), '', source, platform,
    sum(accepted), sum(processed), sum(failed), sum(dead)
  from analytics.flow_samples
  where step_seconds = 1
    and at < date_trunc('minute', $1::timestamptz)
    and at >= coalesce(
      (select max(at) + interval '1 minute' from analytics.flow_samples where step_seconds = 60), '-infinity')
  group by date_trunc('minute', at), source, platform`;

// Counts add up element by element. A level of the minute is its highest; those of the hubs’ own shards add up.
export const rollUpPlatforms = `
  with seconds as (
    select date_trunc('minute', at) as minute, *
    from analytics.platform_samples
    where step_seconds = 1
      and at < date_trunc('minute', $1::timestamptz)
      and at >= coalesce(
        (select max(at) + interval '1 minute' from analytics.platform_samples where step_seconds = 60),
        '-infinity')
  ), counts as (
    select minute, platform, position, sum(count)::bigint as count
    from seconds, unnest(latency_counts) with ordinality bucket (count, position)
    group by minute, platform, position
  ), latencies as (
    select minute, platform, array_agg(count order by position) as latency_counts
    from counts group by minute, platform
  ), hub_levels as (
    select minute, platform, max(lag) as lag, max(parked_lanes) as parked_lanes,
      max(dead_letters) as dead_letters, max(circuit) as circuit
    from seconds group by minute, platform, hub_id
  ), levels as (
    select minute, platform, sum(lag) as lag, sum(parked_lanes) as parked_lanes,
      max(dead_letters) as dead_letters, max(circuit) as circuit
    from hub_levels group by minute, platform
  )
  insert into analytics.platform_samples
    (step_seconds, at, hub_id, platform, latency_counts, lag, parked_lanes, dead_letters, circuit)
  select 60, minute, '', platform, latency_counts, lag, parked_lanes, dead_letters, circuit
  from latencies join levels using (minute, platform)`;

export const dropOldSamples: readonly string[] = ['flow_samples', 'platform_samples'].map(
  (table) => `
  delete from analytics.${table}
  where (step_seconds = 1 and at < $1::timestamptz) or (step_seconds = 60 and at < $2::timestamptz)`,
);
