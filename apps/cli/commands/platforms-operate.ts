import type { Command } from 'commander';
import { openHub } from '../hub/open-hub.ts';
import { platformPath } from '../hub/present-platform.ts';
import { action } from '../run-command.ts';

/** Enable, disable, fail over. */
export function addPlatformsOperate(platforms: Command): void {
  addSwitch(platforms, 'enable', 'deliver to a platform again; what waited for it goes first');
  addSwitch(platforms, 'disable', 'stop delivering to a platform; its events wait');
  platforms
    .command('failover')
    .description('send a platform’s requests to another of its addresses')
    .argument('<platform>')
    .argument('<address>', 'one of its addresses, or "auto": the primary whenever it is healthy')
    .action(
      action(async (context, _options, id = '', address = '') => {
        const hub = await openHub(context);
        const body = { address: address === 'auto' ? null : address };
        context.terminal.printJson(await hub.call('PUT', `${platformPath(id)}/active-address`, { body }));
        const where =
          body.address === null ? 'its primary address is preferred again' : `requests go to ${address}`;
        context.terminal.print(`${context.terminal.style('green', '✓')} ${id}: ${where}`);
      }),
    );
}

function addSwitch(platforms: Command, verb: 'enable' | 'disable', description: string): void {
  platforms
    .command(verb)
    .description(description)
    .argument('<platform>')
    .action(
      action(async (context, _options, id = '') => {
        const hub = await openHub(context);
        context.terminal.printJson(await hub.call('POST', `${platformPath(id)}/${verb}`));
        context.terminal.print(`${context.terminal.style('green', '✓')} ${id} is ${verb}d`);
      }),
    );
}
