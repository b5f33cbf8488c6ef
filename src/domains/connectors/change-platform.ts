import type { Transaction } from '#infra/db';
import type { PlatformId } from '#kernel/platforms';
import { connectorErrors, unknownPlatform } from './errors.ts';
import { notifyChanged } from './notices.ts';
import type { Connectors } from './types.ts';

/**
 * Changes one platform in a transaction of its own: locks it, makes its version grow, and tells all hub
 * processes. When it resolves, this process works with the change.
 *
 * @param expectedVersion the version the change was made for; `null`: whatever it is now
 * @throws `connectors.unknown_platform`, `connectors.version_conflict`, and what `work` throws
 */
export async function changePlatform<Result>(
  connectors: Connectors,
  platformId: PlatformId,
  expectedVersion: number | null,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const result = await connectors.dependencies.database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ version: number }>(
      'select version from connectors.platforms where id = $1 for update',
      [platformId],
    );
    if (row === undefined) throw unknownPlatform(platformId);
    if (expectedVersion !== null && row.version !== expectedVersion) {
      throw connectorErrors('connectors.version_conflict', {
        detail: `${platformId} is at version ${row.version}; the change was made for version ${expectedVersion}.`,
        extensions: { version: row.version },
      });
    }
    const outcome = await work(transaction);
    await transaction.query(
      'update connectors.platforms set version = version + 1, updated_at = now() where id = $1',
      [platformId],
    );
    await notifyChanged(transaction);
    return outcome;
  });
  await connectors.refresh();
  return result;
}
