import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { findPortHolder } from './find-port-holder.ts';

test('names the process that listens on a port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await findPortHolder(port)).toMatchObject({ pid: process.pid });
  server.close();
  await once(server, 'close');
  expect(await findPortHolder(port)).toBeUndefined();
});
