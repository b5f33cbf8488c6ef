import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts a platform as the process it is, with nothing but `environment`. */
function start(platform: string, environment: Record<string, string>) {
  const main = path.join(import.meta.dirname, platform, 'main.ts');
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const words = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (words.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words.error += text));
  return { child, words, ended: once(child, 'close').then(([code]) => code as number | null) };
}

async function addressOf({ child, words }: ReturnType<typeof start>): Promise<string> {
  for (;;) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(words.out)?.[0];
    if (address !== undefined) return address;
    if (child.exitCode !== null) throw new Error(words.error);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it.each(['black-portal', 'trading-platform', 'support-portal'])(
  '%s starts alone on an empty database, answers, and ends cleanly when asked to',
  async (platform) => {
    const database = await createTestDatabase('template0');
    const running = start(platform, { DATABASE_URL: database.url, PORT: '0' });
    const address = await addressOf(running);
    const health = await fetch(`${address}/health`);
    expect(await health.json()).toMatchObject({ status: 'operational' });
    expect(running.words.out).toMatch(/HUB_URL is not set/);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(running.words.error).toBe('');
    await database.drop();
  },
);

it('says what is missing', async () => {
  const running = start('black-portal', {});
  expect(await running.ended).toBe(1);
  expect(running.words.error).toMatch(/black_portal cannot start[^]*DATABASE_URL is missing/);
});

it('explains a database that is not there, and a port that is taken', async () => {
  const away = start('black-portal', { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
  expect(await away.ended).toBe(1);
  expect(away.words.error).toMatch(/The database does not answer/);

  const database = await createTestDatabase('template0');
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const { port } = squatter.address() as { port: number };
  const taken = start('black-portal', { DATABASE_URL: database.url, PORT: String(port) });
  expect(await taken.ended).toBe(1);
  expect(taken.words.error).toMatch(/listens on the port already/);
  squatter.close();
  await database.drop();
});
