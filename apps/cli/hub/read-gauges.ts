import { cliErrors } from '../errors.ts';

/** How far the hub is with one platform, from its metrics. */
export interface PlatformGauges {
  /** Events accepted and not yet settled. */
  readonly lag: number;
  readonly parkedLanes: number;
  readonly deadLetters: number;
}

const metricNames = {
  lag: 'interlock_delivery_lag_events',
  parkedLanes: 'interlock_lanes_parked',
  deadLetters: 'interlock_dead_letters',
} as const;

const line = /^(\w+)\{([^}]*)\} (\S+)$/;
const timeoutMs = 5_000;

/**
 * Reads the queues of every platform from `GET /metrics`.
 *
 * @throws `cli.hub_unreachable`
 */
export async function readGauges(hubUrl: string): Promise<ReadonlyMap<string, PlatformGauges>> {
  const address = new URL('/metrics', hubUrl);
  const text = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) })
    .then((response) => response.text())
    .catch((cause: unknown) => {
      throw cliErrors('cli.hub_unreachable', { detail: `Nothing answers at ${hubUrl}.`, cause });
    });
  return parseGauges(text);
}

/** Picks the gauges out of Prometheus’s text format. */
export function parseGauges(text: string): ReadonlyMap<string, PlatformGauges> {
  const gauges = new Map<string, PlatformGauges>();
  const names = Object.entries(metricNames);
  for (const row of text.split('\n')) {
    const [, metric, labels = '', value] = line.exec(row) ?? [];
    const name = names.find(([, candidate]) => candidate === metric)?.[0];
    const platform = /platform="([^"]*)"/.exec(labels)?.[1];
    if (name === undefined || platform === undefined) continue;
    const known = gauges.get(platform) ?? { lag: 0, parkedLanes: 0, deadLetters: 0 };
    gauges.set(platform, { ...known, [name]: Number(value) });
  }
  return gauges;
}
