import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cliErrors } from '../errors.ts';

/**
 * Lets a person edit a text in `$VISUAL`, `$EDITOR` or vi.
 *
 * @throws `cli.bad_argument` when there is no terminal to edit on, or the editor fails
 */
export async function editInEditor(text: string, environment = process.env): Promise<string> {
  if (!process.stdin.isTTY) {
    throw cliErrors('cli.bad_argument', {
      detail: 'There is no terminal to edit on; give --payload instead.',
    });
  }
  const editor = environment['VISUAL'] ?? environment['EDITOR'] ?? 'vi';
  const directory = await mkdtemp(path.join(tmpdir(), 'interlock-edit-'));
  try {
    const file = path.join(directory, 'payload.json');
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    // The variable may hold arguments, as in `code --wait`.
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0)
      throw cliErrors('cli.bad_argument', { detail: `The editor (${editor}) ended with code ${code}.` });
    return await readFile(file, 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
