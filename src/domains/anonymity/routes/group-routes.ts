import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readGroup, type Group } from '../groups/read-group.ts';
import { readGroupVersion } from '../groups/read-group-version.ts';
import type { Anonymity, Tier } from '../types.ts';
import { tags, tier } from './schemas.ts';

/**
 * `GET /api/anonymity/groups/:tier`. Public, so that it is asked without saying who asks: a session beside the request
 * would tell the hub whom the next proof is from.
 */
export const groupRoutes = (anonymity: Anonymity): FastifyPluginAsyncZod => {
  // Reading a large group costs more than asking whether it changed, and everybody gets the same.
  const latest = new Map<Tier, Group>();

  async function currentGroup(wanted: Tier): Promise<Group> {
    const known = latest.get(wanted);
    if (known !== undefined && known.version === (await readGroupVersion(anonymity, wanted))) return known;
    const group = await readGroup(anonymity, wanted);
    latest.set(wanted, group);
    return group;
  }

  return async function routes(app) {
    app.get(
      '/api/anonymity/groups/:tier',
      {
        config: { access: 'public', requestsPerMinute: 60 },
        schema: {
          tags,
          summary: 'All commitments of the group of a tier, to build a Merkle proof from',
          params: z.object({ tier }),
          response: {
            200: z.object({
              tier,
              version: z.string(),
              depth: z.number().describe('The circuit to prove with'),
              commitments: z.array(z.string()).describe('"0" where somebody left'),
            }),
            304: z.undefined(),
          },
        },
      },
      async (request, reply) => {
        const group = await currentGroup(request.params.tier);
        const etag = `"${group.tier}-${group.version}"`;
        reply.header('etag', etag).header('cache-control', 'public, no-cache');
        if (request.headers['if-none-match'] === etag) return reply.status(304).send();
        return { ...group, commitments: [...group.commitments] };
      },
    );
  };
};
