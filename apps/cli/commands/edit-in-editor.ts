import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cliErrors } from '../errors.ts';

/**
 * Lets a person edit a text in `$VISUAL`, `$EDITOR` or vi. An editor that somebody chose is believed to know what it
 * needs, so it may also be a script; vi needs a terminal.
 *
 * @throws `cli.bad_argument` when there is nothing to edit with, or the editor fails
 */
export async function editInEditor(text: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const chosen = environment['VISUAL'] || environment['EDITOR'];
  if (chosen === undefined && !process.stdin.isTTY) {
    throw cliErrors('cli.bad_argument', {
      detail: 'There is no terminal to edit on; give --payload, or set EDITOR.',
    });
  }
  const editor = chosen ?? 'vi';
  const directory = await mkdtemp(path.join(tmpdir(), 'interlock-edit-'));
  try {
    const file = path.join(directory, 'payload.json');
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    // The variable may hold arguments, as in `code --wait`. What an editor prints is no result of ours.
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {
      stdio: process.stdout.isTTY ? 'inherit' : ['inherit', process.stderr.fd, 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) {
      throw cliErrors('cli.bad_argument', {
        detail: `The editor (${editor}) ended with code ${code}; nothing was sent.`,
      });
    }
    return await readFile(file, 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
