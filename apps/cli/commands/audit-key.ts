import type { Command } from 'commander';
import { exportStatementKey, importStatementKeys, type StatementPublicKey } from '#infra/crypto';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { action } from '../run-command.ts';

export function addAuditKey(audit: Command): void {
  audit
    .command('key')
    .description('print the public keys that verify the log, to keep where the hub can’t change them')
    .action(
      action(async (context) => {
        const keys = await readHubKeys(await openHub(context));
        const presented = keys.map((key) => JSON.parse(exportStatementKey(key, 'json')) as object);
        context.terminal.printJson({ ...presented[0], keys: presented });
        context.terminal.print(
          keys
            .map((key) => exportStatementKey(key, 'pem'))
            .join('')
            .trimEnd(),
        );
      }),
    );
}

/** The keys that the hub says signed its heads, the present one first. @throws `crypto.invalid_public_key` */
export async function readHubKeys(hub: Hub): Promise<StatementPublicKey[]> {
  return importStatementKeys(JSON.stringify(await hub.call('GET', '/api/audit/public-key')));
}
