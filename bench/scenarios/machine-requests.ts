import { connectionsOfFullLoad } from '../load/load-plan.ts';
import { newRunId } from '../load/new-run-id.ts';
import { epochMs } from '../load/epoch-ms.ts';
import { median } from '../report/statistics.ts';
import { sender, type CountingStage } from '../stage/open-counting-stage.ts';
import type { Scenario } from '../types.ts';

/**
 * Requests a second from the load generator to a bare `node:http` server that reads the body and answers. Nothing that
 * takes one event per request and runs beside this client can be faster on this machine, whatever it does.
 */
export const machineRequests: Scenario<CountingStage> = {
  names: ['machine.requests'],
  async measure(stage, bench) {
    const [server] = stage.counters;
    if (server === undefined) throw new Error('the stage has no counting platform');
    const measureRate = async (events: number): Promise<number> => {
      const report = await stage.generator.run({
        kind: 'bare',
        urls: [server.url],
        targets: [],
        source: sender,
        events,
        eventsPerRequest: 1,
        connections: connectionsOfFullLoad,
        users: 1_000,
        runId: newRunId('bare'),
        serviceKey: stage.serviceKey,
        secret: stage.secret,
        ratePerSecond: null,
      });
      return (events * 1_000) / (epochMs() - report.startedAtMs);
    };
    await measureRate(bench.short ? 200 : 20_000);
    const rates: number[] = [];
    for (let round = 0; round < (bench.short ? 1 : 3); round += 1) {
      rates.push(await measureRate(bench.short ? 1_000 : 60_000));
    }
    return [
      { name: 'machine.requests', value: median(rates), unit: 'requests/s', baseline: null, ratio: null },
    ];
  },
};
