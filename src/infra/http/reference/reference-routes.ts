import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { openApiDocument } from '../describe-api.ts';
import { htmlPages } from '../html-pages.ts';
import { pageStyleHash } from './page-style.ts';
import { renderErrors, type ErrorCatalogues } from './render-errors.ts';
import { renderReference } from './render-reference.ts';

export interface ReferenceDependencies {
  readonly catalogues: ErrorCatalogues;
}

/** `/openapi.json`, `/docs` and `/docs/errors`, made once when first asked for. */
export function referenceRoutes({ catalogues }: ReferenceDependencies): FastifyPluginAsyncZod {
  return async (app) => {
    const config = { access: 'public' } as const;
    const once = (make: () => string): (() => string) => {
      let made: string | undefined;
      return () => (made ??= make());
    };
    const document = once(() => JSON.stringify(openApiDocument(app)));
    const reference = once(() => renderReference(openApiDocument(app)));
    const errors = once(() => renderErrors(catalogues));

    app.get('/openapi.json', { config }, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(document()),
    );
    await app.register(
      htmlPages({ kind: 'document', styleHashes: [pageStyleHash] }, async (pages) => {
        const html = 'text/html; charset=utf-8';
        pages.get('/docs', { config }, async (_request, reply) => reply.type(html).send(reference()));
        pages.get('/docs/errors', { config }, async (_request, reply) => reply.type(html).send(errors()));
      }),
    );
  };
}
