import { send } from '../api/send.ts';
import { keep, kept } from '../device/keep.ts';
import { openProver } from './open-prover.ts';

const place = 'secret';
const path = '/api/anonymity/membership';

/** Whether this device’s secret stands in the group: nowhere yet, here, or it is another device’s that does. */
export type Standing = 'none' | 'here' | 'elsewhere';

interface Membership {
  readonly commitment: string | null;
}

export const knownSecret = (): Promise<string | undefined> => kept<string>(place);

export async function readStanding(): Promise<Standing> {
  const { commitment } = await send<Membership>(path);
  if (commitment === null) return 'none';
  const secret = await knownSecret();
  if (secret === undefined) return 'elsewhere';
  return (await (await openProver()).commitmentOf(secret)) === commitment ? 'here' : 'elsewhere';
}

/** Makes the secret on this device and enrols what the hub may know of it: the commitment, and nothing else. */
export async function enrolDevice(): Promise<void> {
  const prover = await openProver();
  const secret = (await knownSecret()) ?? (await prover.createSecret());
  // Kept first: a commitment in the group whose secret is lost would be of no use to anybody.
  await keep(place, secret);
  await send(path, { method: 'PUT', body: { commitment: await prover.commitmentOf(secret) } });
}
