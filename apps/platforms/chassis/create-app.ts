import { fastify, LogController, type FastifyInstance } from 'fastify';
import { answerProblem } from './answer-problem.ts';
import { defineProblems } from './problems.ts';

const appProblem = defineProblems({
  no_such_address: {
    status: 404,
    title: 'There is nothing at this address',
    fix: 'GET / lists the addresses.',
  },
});

/**
 * A Fastify app as the reference platforms use it: strict validation, errors as problem documents, and an
 * index of all routes at `/`. Logs with pino, which comes with Fastify; not every request, only what fails.
 */
export function createApp(platform: string, logs: boolean): FastifyInstance {
  const app = fastify({
    logger: logs && { name: platform },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 4 * 1024 * 1024,
    // What is not as the schema says is refused, not bent until it fits.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(({ method, url }) => {
    throw appProblem('no_such_address', `There is no ${method} ${url}.`);
  });
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (method !== 'HEAD' && method !== 'OPTIONS') routes.push(`${String(method)} ${url}`);
  });
  app.get('/', async () => ({ platform, routes }));
  return app;
}
