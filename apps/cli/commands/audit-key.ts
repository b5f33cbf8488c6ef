import type { Command } from 'commander';
import { exportStatementKey, importStatementKey, type StatementPublicKey } from '#infra/crypto';
import { openHub, type Hub } from '../hub/open-hub.ts';
import { action } from '../run-command.ts';

export function addAuditKey(audit: Command): void {
  audit
    .command('key')
    .description('print the public key that verifies the log, to keep where the hub can’t change it')
    .action(
      action(async (context) => {
        const key = await readHubKey(await openHub(context));
        context.terminal.printJson(JSON.parse(exportStatementKey(key, 'json')));
        context.terminal.print(exportStatementKey(key, 'pem').trimEnd());
      }),
    );
}

/** The key that the hub says signs its heads. @throws `crypto.invalid_public_key` */
export async function readHubKey(hub: Hub): Promise<StatementPublicKey> {
  return importStatementKey(JSON.stringify(await hub.call('GET', '/api/audit/public-key')));
}
