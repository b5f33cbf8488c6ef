import { hash } from 'node:crypto';
import type { ReplayGuard } from '@interlock/connector';
import type { Members } from './types.ts';

const pruneEvery = 256;
/** Hubs’ clocks differ a little: what is over for one may still be accepted by another. */
const clockDifferenceMsMax = 60_000;

/** Remembers used proofs in the database, so that a copied one is refused by every hub. */
export function createProofGuard({ database, clock }: Pick<Members, 'database' | 'clock'>): ReplayGuard {
  let uses = 0;
  return {
    async firstUse({ thumbprint, jti, untilMs }) {
      uses += 1;
      if (uses % pruneEvery === 0) {
        await database.query('delete from identity.seen_proofs where expires_at < $1', [
          new Date(clock.now() - clockDifferenceMsMax),
        ]);
      }
      const rows = await database.query(
        `insert into identity.seen_proofs (proof_hash, expires_at) values ($1, $2)
         on conflict (proof_hash) do nothing returning 1`,
        [hash('sha256', `${thumbprint} ${jti}`, 'buffer'), new Date(untilMs)],
      );
      return rows.length === 1;
    },
  };
}
