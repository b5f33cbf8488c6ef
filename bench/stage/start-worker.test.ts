import { afterEach, expect, test } from 'vitest';
import type { PlatformQuestion } from '../load/platform-question.ts';
import type { Bench } from '../types.ts';
import { startWorker, type Worker } from './start-worker.ts';

const interruption = new AbortController();
const bench: Bench = { short: true, signal: interruption.signal, profileFolder: null, note: () => {} };

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

function startPlatform(signal = bench.signal): Promise<Worker<PlatformQuestion>> {
  return startWorker<PlatformQuestion>(
    { ...bench, signal },
    {
      name: 'platform',
      main: new URL('../load/counting-platform.ts', import.meta.url),
      environment: { SIGNING_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}` },
      onStarted: (end) => {
        stop = end;
      },
    },
  );
}

test('answers questions, and refuses them once it has ended', async () => {
  const platform = await startPlatform();
  const port = await platform.ask<number>({ kind: 'listen' });
  const answer = await fetch(`http://127.0.0.1:${port}/interlock/events`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(401);
  await platform.ask({ kind: 'expect', runId: 'run', events: 2 });
  expect(await platform.ask({ kind: 'moments' })).toEqual(Float64Array.of(NaN, NaN));
  await platform.stop();
  await expect(platform.ask({ kind: 'count' })).rejects.toThrow('platform has ended');
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed');
});

test('an answer that does not come is not waited for beyond its time', async () => {
  const platform = await startPlatform();
  await platform.ask({ kind: 'expect', runId: 'run', events: 1 });
  await expect(platform.ask({ kind: 'completion' }, 50)).rejects.toThrow('did not answer within 0.05 s');
});

test('an interruption ends all waiting', async () => {
  const own = new AbortController();
  const platform = await startPlatform(own.signal);
  await platform.ask({ kind: 'expect', runId: 'run', events: 1 });
  const waiting = platform.ask({ kind: 'completion' });
  own.abort(new Error('Ctrl-C'));
  await expect(waiting).rejects.toThrow('Ctrl-C');
});
