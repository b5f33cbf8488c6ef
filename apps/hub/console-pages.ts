import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { htmlPages, type HttpApp } from '#infra/http';

const directory = fileURLToPath(new URL('../console/dist', import.meta.url));
const yearSeconds = 31_536_000;

/**
 * Serves the built console. The page itself holds nothing secret; what it shows it has to ask for, as an operator.
 * Before it is built, `/console/` says how to build it.
 */
export async function serveConsole(app: HttpApp): Promise<void> {
  const config = { access: 'public' } as const;
  const schema = { hide: true } as const;
  app.get('/', { config, schema }, async (_request, reply) => reply.redirect('/console/'));
  app.get('/console', { config, schema }, async (_request, reply) => reply.redirect('/console/'));
  await app.register(
    htmlPages({ kind: 'application' }, async (pages) => {
      await pages.register(fastifyStatic, { root: directory, serve: false });
      pages.get<{ Params: { '*': string } }>('/console/*', { config, schema }, async (request, reply) => {
        const wanted = path.posix.normalize(`/${request.params['*']}`).slice(1);
        if (wanted.startsWith('assets/')) {
          // Their names carry a hash of their content.
          return reply.sendFile(wanted, { maxAge: yearSeconds * 1_000, immutable: true });
        }
        if (!existsSync(path.join(directory, 'index.html'))) {
          return reply.code(503).type('text/plain').send('The console is not built: npm run build:console\n');
        }
        // Everything else is a page of the application, which finds its way by the address.
        const isFile = wanted !== '' && existsSync(path.join(directory, wanted));
        return reply.sendFile(isFile ? wanted : 'index.html', { cacheControl: false });
      });
    }),
  );
}
