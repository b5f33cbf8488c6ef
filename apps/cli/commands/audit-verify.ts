import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import {
  auditErrors,
  describeProblem,
  importHead,
  verifyExport,
  type Comparison,
  type ExportedHead,
  type ExportVerdict,
  type SignedHead,
} from '#audit';
import { importStatementKeys, type StatementPublicKey } from '#infra/crypto';
import { hasSystemCode } from '#infra/process';
import { exitCodes } from '../exit-codes.ts';
import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { readInput } from '../input/read-input.ts';
import { collect } from '../options.ts';
import { action } from '../run-command.ts';
import { formatCount, formatTime } from '../terminal/format-time.ts';
import { openProgress, type Progress } from '../terminal/open-progress.ts';

interface VerifyOptions {
  readonly key: readonly string[];
  readonly head?: string;
  readonly remember?: boolean;
}

/** Verification needs neither hub nor database: whoever doubts them has to be able to do without. */
export function addAuditVerify(audit: Command): void {
  audit
    .command('verify')
    .description('check an export offline: what is wrong with it, and where')
    .argument('<file>')
    .requiredOption(
      '-k, --key <file>',
      'public key, PEM or JSON, from elsewhere than the export; may be repeated',
      collect,
    )
    .option('--head <file>', 'a head kept from an earlier time, to notice a rewritten or shortened log')
    .option('-r, --remember', 'compare with the head that was remembered last, then remember this one')
    .addHelpText(
      'after',
      `\nExit codes: 0 intact; ${exitCodes.tampered} manipulated; ${exitCodes.older} intact, but older than the head it was compared with.`,
    )
    .action(
      action<VerifyOptions>(async (context, options, file = '') => {
        if (options.head !== undefined && options.remember === true) {
          throw cliErrors('cli.bad_argument', { detail: 'Give either --head or --remember.' });
        }
        const publicKeys = (await Promise.all(options.key.map(readKeys))).flat();
        const rememberedFile = options.remember === true ? await placeFor(context, publicKeys) : undefined;
        const remembered = await readRemembered(options.head, rememberedFile);
        const verdict = await check(context, file, publicKeys, remembered);
        present(context, verdict, remembered);
        if (!verdict.intact) process.exitCode = exitCodes.tampered;
        else if (verdict.comparison === 'older') process.exitCode = exitCodes.older;
        else if (rememberedFile !== undefined) await remember(rememberedFile, verdict.head);
      }),
    );
}

const readKeys = async (file: string): Promise<StatementPublicKey[]> =>
  importStatementKeys(await readInput(file));

async function check(
  { terminal, clock }: CliContext,
  file: string,
  publicKeys: readonly StatementPublicKey[],
  remembered: SignedHead | undefined,
): Promise<ExportVerdict> {
  let progress: Progress | undefined;
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1_048_576 });
  try {
    const verdict = await verifyExport(stream, {
      publicKeys,
      remembered,
      onProgress(entries, total) {
        progress ??= openProgress(terminal, clock, { title: 'Verifying', total, unit: 'entries' });
        progress.update(entries);
      },
    });
    progress?.finish();
    return verdict;
  } catch (error) {
    if (!hasSystemCode(error, 'ENOENT')) throw error;
    throw cliErrors('cli.bad_argument', { detail: `There is no file ${file}.`, cause: error });
  }
}

function present({ terminal }: CliContext, verdict: ExportVerdict, remembered: SignedHead | undefined): void {
  const { intact, comparison, problems, entries, heads, head, keysFollowed } = verdict;
  const { size, root, time, keyId } = head;
  terminal.printJson({
    intact,
    comparison,
    problems: problems.map((problem) => ({ ...problem, detail: describeProblem(problem) })),
    entries,
    heads,
    head: { size, root: root.toString('hex'), time, keyId },
    keysFollowed,
  });
  if (intact) {
    terminal.print(
      `${terminal.style('green', '✓')} intact: ${formatCount(size)} entries under ${formatCount(heads)} signed heads`,
    );
    terminal.print(`  root  ${root.toString('hex')}`);
    terminal.print(`  head  ${formatTime(time)}, key ${keyId}`);
    for (const id of keysFollowed) terminal.print(`  key   ${id}, for which one of yours vouches`);
  } else {
    terminal.print(`${terminal.style('red', '✗')} not intact (${formatCount(entries)} entries read)`);
    for (const problem of problems) terminal.print(`  ${describeProblem(problem)}`);
  }
  const sentence = compareInWords[comparison];
  if (remembered !== undefined && sentence !== undefined) {
    terminal.print(`  ${sentence} (${formatCount(remembered.size)} entries, ${formatTime(remembered.time)})`);
  }
}

/** What a problem tells already is not told twice. */
const compareInWords: Readonly<Partial<Record<Comparison, string>>> = {
  same: 'It is the log of the remembered head',
  later: 'It goes on from the remembered head',
  older: 'It is older than the remembered head: a genuine copy from before, without what came since',
  unknown: 'It is too damaged to be compared with the remembered head',
};

/** Each log has its own keys, so that of several logs each has its own head; one key is enough to know it again. */
async function placeFor({ folder }: CliContext, keys: readonly StatementPublicKey[]): Promise<string> {
  const heads = path.join(folder.root, 'audit-heads');
  await mkdir(heads, { recursive: true });
  const ids = keys.map(({ keyId }) => keyId);
  const known = (await readdir(heads)).find((name) =>
    path
      .basename(name, '.json')
      .split('+')
      .some((id) => ids.includes(id)),
  );
  return path.join(heads, known ?? `${ids.join('+')}.json`);
}

/** @throws `audit.not_a_head`, `cli.bad_argument` */
async function readRemembered(
  given: string | undefined,
  kept: string | undefined,
): Promise<SignedHead | undefined> {
  if (given !== undefined) return readHead(await readInput(given), given);
  if (kept === undefined) return undefined;
  const text = await readFile(kept, 'utf8').catch((error: unknown) => {
    if (hasSystemCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : readHead(text, kept);
}

function readHead(text: string, file: string): SignedHead {
  try {
    const { statement, signature } = JSON.parse(text) as Partial<ExportedHead>;
    if (typeof statement === 'string' && typeof signature === 'string')
      return importHead({ statement, signature });
  } catch (cause) {
    throw auditErrors('audit.not_a_head', { detail: `${file} holds no tree head.`, cause });
  }
  throw auditErrors('audit.not_a_head', { detail: `${file} holds no tree head.` });
}

async function remember(file: string, { statement, signature }: SignedHead): Promise<void> {
  const head: ExportedHead = { statement, signature: signature.toString('base64') };
  const draft = `${file}.tmp`;
  await writeFile(draft, `${JSON.stringify(head)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
