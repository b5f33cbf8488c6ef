import type { Command } from 'commander';
import type { AddressTest } from '../hub/admin-contract.ts';
import { openHub } from '../hub/open-hub.ts';
import { formatLatency, platformPath } from '../hub/present-platform.ts';
import { action } from '../run-command.ts';

const ok = 200;

export function addPlatformsTest(platforms: Command): void {
  platforms
    .command('test')
    .description('try all addresses of a platform: health, and a signed request without events')
    .argument('<platform>')
    .action(
      action(async (context, _options, id = '') => {
        const { terminal } = context;
        const hub = await openHub(context);
        const { addresses } = await hub.call<{ addresses: readonly AddressTest[] }>(
          'POST',
          `${platformPath(id)}/test`,
        );
        terminal.printJson(addresses);
        const judge = (good: boolean, words: string): string =>
          `${terminal.style(good ? 'green' : 'red', good ? '✓' : '✗')} ${words}`;
        terminal.printTable(addresses, [
          { title: 'ADDRESS', value: ({ address }) => address },
          {
            title: 'HEALTH',
            value: ({ health }) =>
              judge(
                health.verdict === 'operational',
                `${health.verdict}, ${health.message ?? formatLatency(health.latencyMs)}`,
              ),
          },
          {
            title: 'SIGNED REQUEST',
            value: ({ signedRequest: { status, message } }) =>
              judge(status === ok, message ?? (status === ok ? 'accepted' : `answered ${status}`)),
          },
        ]);
        if (addresses.some(({ signedRequest }) => signedRequest.status !== ok)) process.exitCode = 1;
      }),
    );
}
