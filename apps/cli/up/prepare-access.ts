import { randomBytes } from 'node:crypto';
import { allScopes, createServiceKey, listServiceKeys, type IdentityStore, type Scope } from '#identity';
import {
  houseKeyFile,
  operatorKeyFile,
  serviceKeyFile,
  signingSecretFile,
  type DataFolder,
} from '../home/data-folder.ts';
import { recordingAct } from '../hub/recording-act.ts';
import { keepSecret, readSecret, writeSecret } from '../home/keep-secret.ts';
import type { ReferencePlatform } from './reference-platforms.ts';

/** What a platform and the hub need to trust each other. */
export interface PlatformAccess {
  /** With it the platform speaks to the hub. */
  readonly serviceKey: string;
  /** With them the hub signs what it sends to the platform; the newest first. */
  readonly signingSecrets: readonly string[];
  /** With it the house’s own systems, such as the demonstration, speak to the platform. */
  readonly houseKey: string;
}

export interface Access {
  /** The key of the data folder’s owner, for the other commands. */
  readonly operatorKey: string;
  readonly platforms: ReadonlyMap<string, PlatformAccess>;
}

const platformScopes: readonly Scope[] = ['events:write'];

/**
 * Makes the keys and secrets that are missing, each in a file of its own. A kept key that the database does not
 * know, because it is another database, or that has ended or lacks a scope of this version, is replaced. The audit log
 * is told of every key that is made.
 */
export async function prepareAccess(
  store: IdentityStore,
  folder: DataFolder,
  platforms: readonly ReferencePlatform[],
): Promise<Access> {
  const now = store.clock.now();
  const active = new Map(
    (await listServiceKeys(store))
      .filter(({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt?.getTime() ?? Infinity) > now)
      .map(({ keyId, scopes }) => [keyId, scopes]),
  );
  const keep = async (file: string, name: string, scopes: readonly Scope[], source: string | null) => {
    const known = await readSecret(file);
    const held = known === undefined ? undefined : active.get(keyIdOf(known));
    if (known !== undefined && scopes.every((scope) => held?.includes(scope))) return known;
    const act = { action: 'service_key.created', subject: null, details: { scopes: scopes.join(' ') } };
    const wanted = { name, scopes, source, createdBy: 'up' };
    const { key } = await recordingAct(store, act, (complete) =>
      createServiceKey(store, wanted, ({ keyId }) =>
        complete({ subject: { kind: 'service_key', id: keyId } }),
      ),
    );
    await writeSecret(file, key);
    return key;
  };
  const operatorKey = await keep(
    operatorKeyFile(folder),
    'command line of the data folder’s owner',
    allScopes,
    null,
  );
  const access = new Map<string, PlatformAccess>();
  for (const { id, displayName } of platforms) {
    const serviceKey = await keep(serviceKeyFile(folder, id), displayName, platformScopes, id);
    const secrets = await keepSecret(signingSecretFile(folder, id), createSigningSecret);
    const houseKey = await keepSecret(houseKeyFile(folder, id), createHouseKey);
    access.set(id, { serviceKey, signingSecrets: secrets.split('\n'), houseKey });
  }
  return { operatorKey, platforms: access };
}

/** `ilk_<keyId>_<secret>` */
const keyIdOf = (key: string): string => key.split('_')[1] ?? '';

const createHouseKey = (): string => randomBytes(32).toString('base64url');

/** A secret in the notation of Standard Webhooks. */
const createSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
