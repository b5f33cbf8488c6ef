import type { Samples } from './create-samples.ts';
import { eventsPath, type Endpoint } from './open-endpoint.ts';
import { parseJson } from './read-answer.ts';
import { Shortcoming } from './shortcoming.ts';

/**
 * The platform’s id, as far as the endpoint tells: the connector package names it when it refuses a batch
 * for another platform. Otherwise `undefined`.
 */
export async function learnPlatform(endpoint: Endpoint, samples: Samples): Promise<string | undefined> {
  try {
    const answer = await endpoint.post(eventsPath, JSON.stringify(samples.batch([])));
    const body = parseJson(answer.body);
    const platform =
      typeof body === 'object' && body !== null ? (body as { platform?: unknown }).platform : undefined;
    return typeof platform === 'string' ? platform : undefined;
  } catch (error) {
    // The check that the endpoint answers at all tells of it.
    if (error instanceof Shortcoming) return undefined;
    throw error;
  }
}
