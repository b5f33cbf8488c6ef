import type { Command } from 'commander';
import {
  allScopes,
  createServiceKey,
  listServiceKeys,
  revokeServiceKey,
  rotateServiceKey,
  scopes,
  type CreatedServiceKey,
  type IdentityStore,
  type ServiceKey,
} from '#identity';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { withHubDatabase } from '../hub/with-hub-database.ts';
import { collect, durationOption, parseMoment, parseRequestLimit } from '../options.ts';
import { recordingAct } from '../hub/recording-act.ts';
import { action } from '../run-command.ts';
import { formatTime } from '../terminal/format-time.ts';

interface CreateOptions {
  readonly scope?: readonly string[];
  readonly source?: string;
  readonly name?: string;
  readonly requestsPerMinute?: number;
  readonly expires?: string;
}

const createdBy = 'cli';

/** These commands work on the database itself: whoever may read it needs no key to make one. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('service keys: who may call the hub, and for what');
  addCreate(keys);
  addList(keys);
  addRevoke(keys);
  addRotate(keys);
}

const withStore = <Result>(
  context: CliContext,
  work: (store: IdentityStore) => Promise<Result>,
): Promise<Result> => withHubDatabase(context, (database) => work({ database, clock: context.clock }));

function addCreate(keys: Command): void {
  keys
    .command('create')
    .description('make a key and print it, this once')
    .option('-s, --scope <scope>', 'what it may do; may be repeated', collect)
    .option('--source <platform>', 'the only source whose events it may send')
    .option('-n, --name <text>', 'what it is for')
    .option(
      '--requests-per-minute <count>',
      'most requests a minute; 0: no limit (default: the hub’s)',
      parseRequestLimit,
    )
    .option('--expires <time>', 'when it ends, RFC 3339 (default: never)', parseMoment)
    .addHelpText(
      'after',
      `\nScopes:\n${Object.entries(scopes)
        .map(([scope, meaning]) => `  ${scope.padEnd(16)} ${meaning}`)
        .join('\n')}`,
    )
    .action(
      action<CreateOptions>(async (context, { scope, source, name, requestsPerMinute, expires }) => {
        if (scope === undefined) {
          throw cliErrors('cli.bad_argument', {
            detail: `Name at least one --scope: ${allScopes.join(', ')}.`,
          });
        }
        const act = { action: 'service_key.created', subject: null, details: { scopes: scope.join(' ') } };
        const created = await withStore(context, (store) =>
          recordingAct(context, act, (complete) =>
            createServiceKey(
              store,
              {
                name: name ?? source ?? scope.join(' '),
                scopes: scope,
                source: source ?? null,
                requestsPerMinute: requestsPerMinute ?? null,
                expiresAt: expires === undefined ? null : new Date(expires),
                createdBy,
              },
              ({ keyId }) => complete({ subject: { kind: 'service_key', id: keyId } }),
            ),
          ),
        );
        printCreated(context, created);
      }),
    );
}

function addList(keys: Command): void {
  keys
    .command('list')
    .description('all keys, newest first; never the keys themselves')
    .action(
      action(async (context) => {
        const { terminal, clock } = context;
        const found = await withStore(context, listServiceKeys);
        terminal.printJson(found);
        terminal.printTable(found, [
          { title: 'KEY', value: ({ keyId }) => keyId },
          { title: 'NAME', value: ({ name }) => name },
          {
            title: 'SCOPES',
            value: (key) => (key.scopes.length === allScopes.length ? 'all' : key.scopes.join(' ')),
          },
          { title: 'SOURCE', value: ({ source }) => source ?? 'any' },
          { title: 'STATE', value: (key) => stateOf(key, clock.now()) },
          { title: 'MADE', value: ({ createdAt }) => formatTime(createdAt) },
          {
            title: 'LAST USED',
            value: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : formatTime(lastUsedAt)),
          },
        ]);
        if (found.length === 0) terminal.print('There are no keys yet.');
      }),
    );
}

function stateOf({ revokedAt, expiresAt, replacedBy }: ServiceKey, nowMs: number): string {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt.getTime() <= nowMs) return 'expired';
  return replacedBy === null ? 'active' : 'replaced';
}

function addRevoke(keys: Command): void {
  keys
    .command('revoke')
    .description('end a key at once and for good')
    .argument('<key-id>')
    .action(
      action(async (context, _options, keyId = '') => {
        const revoked = await withStore(context, (store) =>
          recordingAct(context, actOn('service_key.revoked', keyId), () => revokeServiceKey(store, keyId)),
        );
        context.terminal.printJson(revoked);
        context.terminal.print(
          `${context.terminal.style('green', '✓')} ${keyId} (${revoked.name}) is revoked`,
        );
      }),
    );
}

function addRotate(keys: Command): void {
  keys
    .command('rotate')
    .description('make a successor of a key, which stays valid for a while')
    .argument('<key-id>')
    .addOption(durationOption('--overlap <time>', 'how long the old key stays valid', '24h'))
    .action(
      action<{ overlap: number }>(async (context, { overlap }, keyId = '') => {
        const rotation = { overlapMs: overlap, rotatedBy: createdBy };
        printCreated(
          context,
          await withStore(context, (store) =>
            recordingAct(context, actOn('service_key.rotated', keyId), (complete) =>
              rotateServiceKey(store, keyId, rotation, (successor) =>
                complete({ details: { successor: successor.keyId } }),
              ),
            ),
          ),
        );
      }),
    );
}

function printCreated({ terminal }: CliContext, created: CreatedServiceKey): void {
  terminal.printJson(created);
  terminal.print(created.key);
  if (terminal.json) return;
  const source = created.source === null ? 'any source' : `source ${created.source} only`;
  terminal.note(
    terminal.style('dim', `${created.name}: ${created.scopes.join(', ')}; ${source}. It is shown this once.`),
  );
}

function actOn(done: string, keyId: string) {
  return { action: done, subject: { kind: 'service_key', id: keyId } };
}
