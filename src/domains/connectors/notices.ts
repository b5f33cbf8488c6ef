import type { Queryable } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';

export const connectorChannel = 'interlock_connectors';

/** `changed`: read the database again · `suspect`: a hub process lost faith in a platform’s active address. */
export type Notice =
  { readonly kind: 'changed' } | { readonly kind: 'suspect'; readonly platformId: PlatformId };

export const changedNotice = 'changed';
const suspectPrefix = 'suspect ';

/** Tells all hub processes that platforms, routes or health changed. Takes effect when the transaction commits. */
export async function notifyChanged(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_notify($1, $2)', [connectorChannel, changedNotice]);
}

/** Asks the hub process that checks health to look at a platform now. */
export async function notifySuspect(database: Queryable, platformId: PlatformId): Promise<void> {
  await database.query('select pg_notify($1, $2)', [connectorChannel, `${suspectPrefix}${platformId}`]);
}

export function parseNotice(payload: string): Notice {
  return payload.startsWith(suspectPrefix)
    ? { kind: 'suspect', platformId: payload.slice(suspectPrefix.length) }
    : { kind: 'changed' };
}
