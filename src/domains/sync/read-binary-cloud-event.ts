import { syncErrors } from './errors.ts';
import { readCloudEvent } from './read-cloud-event.ts';

/**
 * Reads a CloudEvent in HTTP binary mode (HTTP binding 1.0.2 §3.1): attributes in `ce-` headers, percent-encoded,
 * data in the body.
 *
 * @throws `sync.invalid_cloud_event`
 */
export function readBinaryCloudEvent(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: unknown,
): Record<string, unknown> {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && typeof value === 'string'
      ? [[name.slice(3), decode(name, value)] as const]
      : [],
  );
  return readCloudEvent({ ...Object.fromEntries(attributes), data: body });
}

function decode(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw syncErrors('sync.invalid_cloud_event', {
      detail: `The header ${name} is not percent-encoded.`,
      cause,
    });
  }
}
