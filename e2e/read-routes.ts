import type { HttpApp } from '#infra/http';
import { openApiDocument } from '#infra/http';

export interface KnownRoute {
  readonly method: string;
  /** As registered: `/api/people/:personId`. */
  readonly path: string;
  /** The permission it asks for; `public`: none; `hidden`: the API’s description does not name it. */
  readonly access: string;
}

/**
 * Every route that the router of an application knows, whether it is described or not, with what its description says of
 * who may call it. HEAD goes with GET and is left out.
 */
export function readRoutes(app: HttpApp): KnownRoute[] {
  const { paths = {} } = openApiDocument(app) as {
    paths?: Record<string, Record<string, { 'x-permission'?: string } | undefined> | undefined>;
  };
  return printedRoutes(app.printRoutes({ commonPrefix: false })).map(({ method, path }) => {
    const described = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const access = described === undefined ? 'hidden' : (described['x-permission'] ?? 'public');
    return { method, path, access };
  });
}

/** Reads Fastify’s tree of routes: each level is indented by four characters and goes on where its parent ends. */
function printedRoutes(tree: string): { method: string; path: string }[] {
  const parents: string[] = [];
  return tree
    .split('\n')
    .filter((line) => line.includes('── '))
    .flatMap((line) => {
      const depth = Math.floor(line.search(/[├└]/) / 4);
      const [, part = '', methods = ''] = /── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
      parents[depth] = `${depth === 0 ? '' : parents[depth - 1]}${part}`;
      const path = parents[depth];
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => ({ method, path }));
    });
}
