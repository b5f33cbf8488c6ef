import type { Command } from 'commander';
import type { PlatformList } from '../hub/admin-contract.ts';
import { openHub } from '../hub/open-hub.ts';
import { formatLatency, paintHealth } from '../hub/present-platform.ts';
import { readGauges } from '../hub/read-gauges.ts';
import { action } from '../run-command.ts';
import { formatCount } from '../terminal/format-time.ts';

export function addPlatformsList(platforms: Command): void {
  platforms
    .command('list')
    .description('all platforms with health, circuit and queues')
    .action(
      action(async (context) => {
        const { terminal } = context;
        const hub = await openHub(context);
        const [list, gauges] = await Promise.all([
          hub.call<PlatformList>('GET', '/api/admin/platforms'),
          readGauges(hub.url),
        ]);
        const rows = list.platforms.map((platform) => ({ ...platform, queues: gauges.get(platform.id) }));
        terminal.printJson(rows);
        terminal.printTable(rows, [
          { title: 'PLATFORM', value: ({ id }) => id },
          { title: 'HEALTH', value: (platform) => paintHealth(terminal, platform) },
          { title: 'CHECK', value: ({ health }) => formatLatency(activeLatency(health)), align: 'right' },
          { title: 'CIRCUIT', value: ({ health }) => health.circuit.replace('_', '-') },
          { title: 'LAG', value: ({ queues }) => formatCount(queues?.lag ?? 0), align: 'right' },
          { title: 'PARKED', value: ({ queues }) => formatCount(queues?.parkedLanes ?? 0), align: 'right' },
          { title: 'DEAD', value: ({ queues }) => formatCount(queues?.deadLetters ?? 0), align: 'right' },
          { title: 'ADDRESS', value: ({ health }) => health.activeAddress },
        ]);
        if (rows.length === 0) terminal.print('No platform is registered.');
      }),
    );
}

const activeLatency = (health: PlatformList['platforms'][number]['health']): number | null | undefined =>
  health.addresses.find(({ address }) => address === health.activeAddress)?.latencyMs;
