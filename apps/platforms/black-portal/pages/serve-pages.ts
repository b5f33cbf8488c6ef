import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { artifactDepths, locateArtifacts } from '@interlock/semaphore-artifacts';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { contentPolicy } from './content-policy.ts';

const directory = fileURLToPath(new URL('../web/dist', import.meta.url));
const yearMs = 31_536_000_000;

/** Addresses of the pages; the application finds its way by them. `/` shows them to browsers only. */
const pages = [
  '/join',
  '/sign-in',
  '/add-device',
  '/recover',
  '/devices',
  '/salon',
  '/circles',
  '/circles/:circleId',
];

/**
 * Serves the members’ pages, which were built before. They hold nothing secret: what they show they ask for, with
 * proofs of the device’s key.
 */
export async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: true,
  });
  await app.register(fastifyStatic, { root: directory, serve: false });
  for (const page of pages) app.get(page, (_request, reply) => sendPage(reply));
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) => {
    const wanted = path.posix.normalize(`/assets/${request.params['*']}`);
    // Their names carry a hash of their content.
    return reply.sendFile(wanted, { maxAge: yearMs, immutable: true });
  });
  for (const depth of artifactDepths) {
    for (const file of Object.values(locateArtifacts(depth)).map((url: URL) => fileURLToPath(url))) {
      const name = path.basename(file);
      app.get(`/artifacts/${name}`, (_request, reply) =>
        reply.sendFile(name, path.dirname(file), { maxAge: '1d' }),
      );
    }
  }
  app.get('/mark.svg', (_request, reply) => reply.sendFile('mark.svg', { maxAge: '1h' }));

  // Machines that ask for `/` get the list of addresses; people get the pages.
  // So do those who follow a link that leads nowhere, with a page that says it.
  app.addHook('onRequest', async ({ method, url, headers, is404 }, reply) => {
    if ((url.split('?')[0] !== '/' && !is404) || !['GET', 'HEAD'].includes(method)) return undefined;
    reply.header('vary', 'accept');
    if (headers.accept?.includes('text/html') !== true) return undefined;
    return sendPage(is404 ? reply.code(404) : reply);
  });
}

function sendPage(reply: FastifyReply): FastifyReply {
  if (!existsSync(path.join(directory, 'index.html'))) {
    return reply.code(503).type('text/plain').send('The pages are not built: npm run build:portal\n');
  }
  return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
}
