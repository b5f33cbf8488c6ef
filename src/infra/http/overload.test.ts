import { afterEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let hub: TestApp | undefined;

afterEach(() => hub?.close());

function blockEventLoop(durationMs: number): void {
  const until = performance.now() + durationMs;
  while (performance.now() < until);
}

test('a process that cannot keep up says so, still answers probes, and recovers', async () => {
  hub = await createTestApp();
  hub.app.get('/work', { config: { access: 'public' } }, async () => 'done');
  hub.app.get('/probe', { config: { access: 'public', alwaysAnswer: true } }, async () => 'alive');
  const url = await hub.listen();
  let refused: Response | undefined;
  for (let attempt = 0; attempt < 5 && refused === undefined; attempt += 1) {
    blockEventLoop(1_500);
    const answer = await fetch(`${url}/work`);
    if (answer.status === 503) refused = answer;
    else await answer.text();
  }
  expect(await refused?.json()).toMatchObject({ code: 'http.overloaded', status: 503 });
  expect(refused?.headers.get('retry-after')).toBe('2');
  expect((await fetch(`${url}/probe`)).status).toBe(200);
  await expect.poll(async () => (await fetch(`${url}/work`)).status, { timeout: 5_000 }).toBe(200);
});
