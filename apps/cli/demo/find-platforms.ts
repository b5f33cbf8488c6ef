import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { houseKeyFile } from '../home/data-folder.ts';
import { readSecret } from '../home/keep-secret.ts';
import { readState } from '../home/state-file.ts';
import type { PlatformList } from '../hub/admin-contract.ts';
import type { Hub } from '../hub/open-hub.ts';
import { referencePlatforms } from '../up/reference-platforms.ts';
import { openPlatform, type PlatformClient } from './call-platform.ts';

/** The three platforms that the demonstration plays on. */
export interface DemoPlatforms {
  readonly portal: PlatformClient;
  readonly trading: PlatformClient;
  readonly support: PlatformClient;
}

/**
 * Finds the reference platforms: those that run on this data folder, or where another hub delivers to them.
 *
 * @throws `cli.platform_unreachable` when one of them is unknown
 */
export async function findPlatforms(context: CliContext, hub: Hub): Promise<DemoPlatforms> {
  const addresses = (await fromState(context, hub)) ?? (await fromRegistry(hub));
  const open = async (id: string): Promise<PlatformClient> => {
    const address = addresses.get(id);
    if (address === undefined) {
      throw cliErrors('cli.platform_unreachable', { detail: `${hub.url} knows no platform ${id}.` });
    }
    return openPlatform(context.clock, id, address, await readSecret(houseKeyFile(context.folder, id)));
  };
  return {
    portal: await open('black_portal'),
    trading: await open('trading_platform'),
    support: await open('support_portal'),
  };
}

async function fromState({ folder }: CliContext, hub: Hub): Promise<Map<string, string> | undefined> {
  const state = await readState(folder);
  if (state?.hubUrl !== hub.url) return undefined;
  const running = new Map(state.processes.map(({ name, url }) => [name, url]));
  const addresses = new Map<string, string>();
  for (const { id, app } of referencePlatforms) {
    const url = running.get(app);
    if (url != null) addresses.set(id, url);
  }
  return addresses.size > 0 ? addresses : undefined;
}

async function fromRegistry(hub: Hub): Promise<Map<string, string>> {
  const { platforms } = await hub.call<PlatformList>('GET', '/api/admin/platforms');
  return new Map(platforms.map(({ id, health }) => [id, health.activeAddress]));
}
