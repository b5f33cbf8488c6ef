import { httpErrors } from '#infra/http';
import { addressBlock } from '#kernel/network-address';
import type { Members } from './types.ts';

/** However many hubs there are, and whichever code it is. */
const triesPerMinuteMax = 5;

/**
 * Counts that an address tries a code: an invitation, a code for a device, or a recovery. All hubs count together, by the
 * database’s clock, so that who may guess five times does so five times and not five times at each of them.
 *
 * @throws `http.too_many_requests`
 */
export async function allowGuess(
  { database, audit }: Pick<Members, 'database' | 'audit'>,
  { ip }: { readonly ip: string },
): Promise<void> {
  const [counted] = await database.query<{ tries: number; seconds_left: number }>(
    `insert into identity.guesses as known (caller, began_at, tries)
     values ($1, now(), 1)
     on conflict (caller) do update set
       began_at = case when known.began_at > now() - interval '1 minute' then known.began_at else now() end,
       tries = case when known.began_at > now() - interval '1 minute' then known.tries + 1 else 1 end
     returning tries, extract(epoch from began_at + interval '1 minute' - now())::float8 as seconds_left`,
    [audit.hashPersonal('guessing address', addressBlock(ip))],
  );
  if (counted === undefined || counted.tries <= triesPerMinuteMax) return;
  throw httpErrors('http.too_many_requests', {
    detail: `An address may try ${triesPerMinuteMax} codes per minute.`,
    retryAfterSeconds: Math.max(1, Math.ceil(counted.seconds_left)),
  });
}
