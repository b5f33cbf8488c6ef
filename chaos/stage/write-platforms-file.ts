import { writeFile } from 'node:fs/promises';
import type { ChaosPlatformId } from '../schedule/types.ts';

/** Tells the hubs where the platforms are: behind their proxies. */
export async function writePlatformsFile(
  file: string,
  proxyPorts: ReadonlyMap<ChaosPlatformId, number>,
): Promise<void> {
  const platforms = [...proxyPorts].map(([id, port]) => ({
    id,
    displayName: id,
    addresses: { primary: `http://127.0.0.1:${port}` },
    allowedNetworks: ['127.0.0.0/8'],
    secret: { env: 'CHAOS_SIGNING_SECRET' },
    profile: id,
    // Impatient on purpose: a batch that hangs is sent again while the first one may still be applied.
    delivery: { timeoutMs: 2_000 },
  }));
  await writeFile(file, JSON.stringify({ platforms }));
}
