// $1 step of the samples read (1 or 60), $2 from, $3 width of a point in seconds.
// Counting in SQL keeps an answer at one row per leg and point: thirty days of minutes are 43,200 rows per leg.

export const readLegs = {
  name: 'analytics.read_legs',
  text: `
    select extract(epoch from date_bin(make_interval(secs => $3), at, 'epoch'))::float8 as at, source, platform,
      sum(accepted)::float8 as accepted, sum(processed)::float8 as processed,
      sum(failed)::float8 as failed, sum(dead)::float8 as dead
    from analytics.flow_samples
    where step_seconds = $1 and at >= $2
    group by 1, 2, 3
    order by 1, 2, 3`,
};

// One row per hub: levels are merged where it is known how long each hub’s holds.
export const readPlatforms = {
  name: 'analytics.read_platforms',
  text: `
    with samples as (
      select date_bin(make_interval(secs => $3), at, 'epoch') as bin, *
      from analytics.platform_samples
      where step_seconds = $1 and at >= $2
    ), counts as (
      select bin, hub_id, platform, position, sum(count)::float8 as count
      from samples, unnest(latency_counts) with ordinality bucket (count, position)
      group by bin, hub_id, platform, position
    ), latencies as (
      select bin, hub_id, platform, array_agg(count order by position) as latency_counts
      from counts group by bin, hub_id, platform
    ), levels as (
      select bin, hub_id, platform, max(lag)::float8 as lag, max(parked_lanes)::float8 as parked_lanes,
        max(dead_letters)::float8 as dead_letters, max(circuit)::int as circuit
      from samples group by bin, hub_id, platform
    )
    select extract(epoch from bin)::float8 as at, hub_id, platform, latency_counts, lag, parked_lanes,
      dead_letters, circuit
    from latencies join levels using (bin, hub_id, platform)
    order by bin`,
};
