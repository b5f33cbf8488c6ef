import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { standardPasskeyPolicy, type PasskeyPolicy } from '#identity';
import { configErrors } from '#infra/config';

const tierPolicy = z
  .strictObject({
    devicesMax: z.int().min(1).max(100),
    binding: z.enum(['any', 'flag', 'attested']),
    aaguids: z.array(z.uuid().transform((aaguid) => aaguid.toLowerCase())).nullable(),
  })
  .partial();

const policyFile = z
  .strictObject({ onyx: tierPolicy, obsidian: tierPolicy, void: tierPolicy, other: tierPolicy })
  .partial();

/**
 * The passkey policy: the standard one, and over it what a JSON file says of tiers.
 *
 * @throws `config.invalid_setting`
 */
export async function readPasskeyPolicy(file: string): Promise<PasskeyPolicy> {
  if (file === '') return standardPasskeyPolicy;
  const parsed = policyFile.safeParse(await readJson(file));
  if (!parsed.success) {
    throw configErrors('config.invalid_setting', {
      detail: `PASSKEY_POLICY_FILE ${file}: ${z.prettifyError(parsed.error)}`,
    });
  }
  const of = (tier: keyof PasskeyPolicy) => {
    const given = Object.entries(parsed.data[tier] ?? {}).filter(([, value]) => value !== undefined);
    return { ...standardPasskeyPolicy[tier], ...Object.fromEntries(given) };
  };
  return { onyx: of('onyx'), obsidian: of('obsidian'), void: of('void'), other: of('other') };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw configErrors('config.invalid_setting', {
      detail: `PASSKEY_POLICY_FILE ${file} holds no JSON.`,
      cause,
    });
  }
}
