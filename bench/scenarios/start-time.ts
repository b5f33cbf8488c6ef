import { median } from '../report/statistics.ts';
import type { SystemStage } from '../stage/open-system-stage.ts';
import type { Scenario } from '../types.ts';

/**
 * Seconds from the command `npm start` to its word that everything is ready, on a fresh data folder: the database is
 * made, keys and tables too. Packages are installed and the console is built. How long it takes on the data folder
 * of an earlier start is told beside.
 */
export const startTime: Scenario<SystemStage> = {
  names: ['start.time'],
  async measure(system, bench) {
    const rounds = bench.short ? 1 : 3;
    const seconds: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const fresh = (await system.start('fresh')) / 1_000;
      seconds.push(fresh);
      bench.note(`  ${round}/${rounds}: ${fresh.toFixed(2)} s`);
    }
    if (!bench.short) {
      const again = (await system.start('kept')) / 1_000;
      bench.note(`  on the data folder of an earlier start: ${again.toFixed(2)} s`);
    }
    return [{ name: 'start.time', value: median(seconds), unit: 's', baseline: null, ratio: null }];
  },
};
