import { send } from '../api/send.ts';
import { keep, kept } from '../device/keep.ts';
import { serverNow } from '../device/server-clock.ts';
import { openProver } from './open-prover.ts';

const place = 'secret';
const path = '/api/anonymity/membership';

/**
 * Whether this device’s secret stands in the group: nowhere yet, here, here as soon as it joins, or it is another device’s that
 * does.
 */
export type Standing =
  | { readonly place: 'none' | 'here' }
  | { readonly place: 'awaited'; readonly joinsAt: string }
  /** `movableFrom`: `null`: it may move at once. */
  | { readonly place: 'elsewhere'; readonly movableFrom: string | null };

interface Membership {
  readonly commitment: string | null;
  readonly joinsAt: string | null;
  readonly replaceableFrom: string | null;
}

export const knownSecret = (): Promise<string | undefined> => kept<string>(place);

export async function readStanding(): Promise<Standing> {
  const { commitment, joinsAt, replaceableFrom } = await send<Membership>(path);
  if (commitment === null) return { place: 'none' };
  const secret = await knownSecret();
  const own = secret === undefined ? undefined : await (await openProver()).commitmentOf(secret);
  if (own !== commitment) return { place: 'elsewhere', movableFrom: replaceableFrom };
  if (joinsAt === null) return { place: 'here' };
  if (Date.parse(joinsAt) > serverNow()) return { place: 'awaited', joinsAt };
  // Its time has come: saying it again lets it join now rather than within a minute.
  await send(path, { method: 'PUT', body: { commitment } });
  return { place: 'here' };
}

/** Makes the secret on this device and enrols what the hub may know of it: the commitment, and nothing else. */
export async function enrolDevice(): Promise<void> {
  const prover = await openProver();
  const secret = (await knownSecret()) ?? (await prover.createSecret());
  // Kept first: a commitment in the group whose secret is lost would be of no use to anybody.
  await keep(place, secret);
  await send(path, { method: 'PUT', body: { commitment: await prover.commitmentOf(secret) } });
}
