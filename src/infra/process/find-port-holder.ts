import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { identifyProcess, type ProcessIdentity } from './identify-process.ts';

const run = promisify(execFile);

/** The process that listens on a TCP port, as far as we are allowed to know. */
export async function findPortHolder(port: number): Promise<ProcessIdentity | undefined> {
  const pid = process.platform === 'linux' ? await fromProcfs(port) : await fromOpenFiles(port);
  return pid === undefined ? undefined : identifyProcess(pid);
}

async function fromProcfs(port: number): Promise<number | undefined> {
  const inode = await listeningInode(port);
  if (inode === undefined) return undefined;
  const wanted = `socket:[${inode}]`;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const holders = await Promise.all(
    pids.map(async (pid) => {
      const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
      const links = await Promise.all(
        files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
      );
      return links.includes(wanted) ? Number(pid) : undefined;
    }),
  );
  return holders.find((pid) => pid !== undefined);
}

const listenState = '0A';

async function listeningInode(port: number): Promise<string | undefined> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  for (const line of tables.join('\n').split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (fields[1]?.endsWith(suffix) && fields[3] === listenState) return fields[9];
  }
  return undefined;
}

async function fromOpenFiles(port: number): Promise<number | undefined> {
  const flags = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp'];
  const { stdout } = await run('lsof', flags).catch(() => ({ stdout: '' }));
  const match = /^p(\d+)$/m.exec(stdout);
  return match === null ? undefined : Number(match[1]);
}
