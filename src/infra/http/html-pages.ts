import helmet from '@fastify/helmet';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';

export interface HtmlPagesOptions {
  /**
   * `document`: pages that we render, no script at all, styles only as listed in `styleHashes`.
   * `application`: a built front end with its own script and style files, and a WebSocket to the hub.
   */
  readonly kind: 'document' | 'application';
  /** `'sha256-…'` of each inline style sheet. */
  readonly styleHashes?: readonly string[];
}

/**
 * A scope for pages that browsers show: strict Content-Security-Policy without inline script, no framing,
 * no referrer to other sites. Only these routes pay for it; answers of the API get `nosniff` and `no-store` from the guard.
 */
export function htmlPages(options: HtmlPagesOptions, pages: FastifyPluginAsyncZod): FastifyPluginAsyncZod {
  const document = options.kind === 'document';
  return async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: document ? ["'none'"] : ["'self'"],
          styleSrc: document ? [...(options.styleHashes ?? [])] : ["'self'"],
          connectSrc: document ? ["'none'"] : ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          manifestSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Not `no-referrer`: with it browsers send `Origin: null` on the forms of these very pages.
      referrerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
      // Whether people come by HTTPS is for the proxy in front to say.
      strictTransportSecurity: false,
    });
    await app.register(pages);
  };
}
