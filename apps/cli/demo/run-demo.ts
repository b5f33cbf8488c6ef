import type { CliContext } from '../context.ts';
import type { Hub } from '../hub/open-hub.ts';
import { openProgress } from '../terminal/open-progress.ts';
import { formatCount } from '../terminal/format-time.ts';
import { chooseMembers } from './choose-members.ts';
import { findPlatforms } from './find-platforms.ts';
import { loadMarket } from './load-market.ts';
import { onboardMembers } from './onboard-members.ts';
import { reconcile, type Reconciliation } from './reconcile.ts';
import { replayYear, type ReplayOutcome } from './replay-year.ts';
import { watchLag } from './watch-lag.ts';

export interface DemoOptions {
  readonly members: number;
  /** The last so many trading days of the year; `null`: all of it. */
  readonly days: number | null;
  readonly daysPerSecond: number;
  readonly activity: number;
  readonly seed: number;
  readonly drainTimeoutMs: number;
}

export interface DemoOutcome extends ReplayOutcome {
  readonly runId: string;
  readonly days: number;
  readonly reconciliation: Reconciliation;
}

/**
 * Onboards members, lets them trade the year, and compares what the platforms then know.
 *
 * @throws `cli.platform_unreachable`, `cli.drain_timeout`, the problems of hub and platforms
 */
export async function runDemo(context: CliContext, hub: Hub, options: DemoOptions): Promise<DemoOutcome> {
  const { terminal, clock } = context;
  const runId = clock.now().toString(36);
  const platforms = await findPlatforms(context, hub);
  const market = await loadMarket(platforms.trading);
  const members = chooseMembers(runId, options.members);
  const toDay = market.days.length;
  const fromDay = options.days === null ? 0 : Math.max(0, toDay - options.days);
  terminal.note(
    `${formatCount(members.length)} members trade ${market.symbols.length} shares from ${market.days[fromDay]} to ${market.days[toDay - 1]} (seed ${options.seed}).`,
  );

  const onboarding = openProgress(terminal, clock, {
    title: 'Onboarding',
    total: members.length,
    unit: 'members',
  });
  await onboardMembers(clock, platforms, members, options.drainTimeoutMs, onboarding);
  onboarding.finish('on all three platforms');

  const lag = watchLag(clock, hub.url);
  const trading = openProgress(terminal, clock, { title: 'Trading', total: toDay - fromDay, unit: 'days' });
  const remark = (): string | undefined =>
    lag.current() === undefined ? undefined : `lag ${formatCount(lag.current() ?? 0)}`;
  const replay = { ...options, runId, fromDay, toDay, remark };
  const outcome = await replayYear(clock, platforms.trading, market, members, replay, trading).finally(() =>
    lag.close(),
  );
  trading.finish(`${formatCount(outcome.filled)} trades`);

  terminal.draw('Comparing the books…');
  const reconciliation = await reconcile(clock, platforms, options.drainTimeoutMs, (missing) =>
    terminal.draw(`Comparing the books… ${formatCount(missing)} entries are still on their way`),
  );
  return { ...outcome, runId, days: toDay - fromDay, reconciliation };
}
