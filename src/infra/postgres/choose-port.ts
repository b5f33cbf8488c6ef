import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/**
 * A free port of 127.0.0.1: the one used last time if it can be had, so that addresses people noted stay right.
 *
 * @param memory file that remembers the port
 */
export async function choosePort(memory: string): Promise<number> {
  const remembered = Number(await readFile(memory, 'utf8').catch(() => '0'));
  const port = (remembered > 0 && (await tryPort(remembered))) || (await tryPort(0));
  if (!port) throw new Error('the system has no free port');
  await writeFile(memory, String(port));
  return port;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(chosen));
    });
  });
}
