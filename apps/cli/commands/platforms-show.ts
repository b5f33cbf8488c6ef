import type { Command } from 'commander';
import type { PlatformView } from '../hub/admin-contract.ts';
import { openHub } from '../hub/open-hub.ts';
import { formatLatency, paintHealth, platformPath } from '../hub/present-platform.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

export function addPlatformsShow(platforms: Command): void {
  platforms
    .command('show')
    .description('everything about one platform')
    .argument('<platform>')
    .action(
      action(async (context, _options, id = '') => {
        const { terminal } = context;
        const hub = await openHub(context);
        const platform = await hub.call<PlatformView>('GET', platformPath(id));
        terminal.printJson(platform);
        const { health, ...definition } = platform;
        terminal.print(
          `${terminal.style('bold', platform.displayName)} (${id}): ${paintHealth(terminal, platform)}, circuit ${health.circuit.replace('_', '-')}`,
        );
        terminal.print(
          `Requests go to ${health.activeAddress} since ${formatTime(health.activeSince)} (${health.activeReason})\n`,
        );
        terminal.printTable(health.addresses, [
          { title: 'ADDRESS', value: ({ address }) => address },
          { title: 'STATE', value: ({ state }) => state },
          { title: 'CHECK', value: ({ latencyMs }) => formatLatency(latencyMs), align: 'right' },
          {
            title: 'CHECKED',
            value: ({ lastCheckAt }) => (lastCheckAt === null ? 'never' : formatTime(lastCheckAt)),
          },
          { title: 'REMARK', value: ({ message }) => message ?? '' },
        ]);
        terminal.print(`\n${JSON.stringify(definition, null, 2)}`);
      }),
    );
}
