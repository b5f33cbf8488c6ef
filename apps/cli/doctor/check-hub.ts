import { InterlockError } from '#kernel/errors';
import type { CliContext } from '../context.ts';
import { readState } from '../home/state-file.ts';
import type { PlatformList, PlatformView } from '../hub/admin-contract.ts';
import { readGauges, type PlatformGauges } from '../hub/read-gauges.ts';
import { openHub } from '../hub/open-hub.ts';
import { bad, good, skipped, type Finding } from './types.ts';

/** Whether the hub is ready, and how the platforms are. */
export async function checkHub(context: CliContext): Promise<Finding[]> {
  const { environment, folder } = context;
  const expected = environment['INTERLOCK_URL'] !== undefined || (await readState(folder)) !== undefined;
  if (!expected) return [skipped('Hub', 'does not run')];
  try {
    const hub = await openHub(context);
    await hub.call('GET', '/ready');
    const { platforms } = await hub.call<PlatformList>('GET', '/api/admin/platforms');
    const gauges = await readGauges(hub.url);
    return [
      good('Hub', `is ready at ${hub.url}`),
      ...platforms.map((platform) => judge(platform, gauges.get(platform.id))),
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const fix = error instanceof InterlockError ? error.fix : 'Look for the reason in the hub’s log.';
    return [bad('Hub', why, `${fix} The hub’s log is in ${folder.logs}.`)];
  }
}

function judge(
  { id, displayName, enabled, health }: PlatformView,
  gauges: PlatformGauges | undefined,
): Finding {
  if (!enabled) return skipped(displayName, 'is disabled; its events wait');
  const { state, circuit, activeAddress } = health;
  const queues = gauges === undefined ? '' : `, lag ${gauges.lag}, ${gauges.deadLetters} dead letters`;
  const text = `${state} at ${activeAddress}, circuit ${circuit.replace('_', '-')}${queues}`;
  if (state === 'down' || circuit === 'open') {
    return bad(displayName, text, `See why: \`npx interlock platforms test ${id}\`.`);
  }
  return good(displayName, text);
}
