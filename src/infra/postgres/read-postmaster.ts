import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { identifyProcess, type ProcessIdentity } from '#infra/process';

/** What a server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly process: ProcessIdentity;
  readonly port: number;
  readonly acceptsConnections: boolean;
}

export type PostmasterRecord =
  | { readonly kind: 'absent' }
  /** The server ended without removing the file; at its next start PostgreSQL deals with it itself. */
  | { readonly kind: 'dead' }
  /** The pid now belongs to a stranger, as happens when a container starts again. */
  | { readonly kind: 'stranger'; readonly pid: number }
  | { readonly kind: 'running'; readonly postmaster: Postmaster };

/** Who runs on a data directory, as far as `postmaster.pid` and the process table tell. */
export async function readPostmaster(data: string): Promise<PostmasterRecord> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return { kind: 'absent' };
  const [pid, , , port, , , , status = ''] = text.split('\n');
  const identity = await identifyProcess(Number(pid));
  if (identity === undefined) return { kind: 'dead' };
  const command = identity.command.join(' ');
  if (!path.basename(identity.command[0] ?? '').startsWith('postgres') || !command.includes(data)) {
    return { kind: 'stranger', pid: identity.pid };
  }
  const acceptsConnections = status.trim() === 'ready';
  return { kind: 'running', postmaster: { process: identity, port: Number(port), acceptsConnections } };
}
