import type { BatchFailure } from '../protocol.ts';
import type { EndpointAnswer } from './open-endpoint.ts';
import { Shortcoming } from './shortcoming.ts';

/**
 * The failures that a batch answer names.
 *
 * @throws Shortcoming when the status is not 200 or the body is not a BatchAnswer
 */
export function readBatchAnswer(answer: EndpointAnswer): readonly BatchFailure[] {
  if (answer.status !== 200) {
    throw new Shortcoming(
      `Answered ${answer.status}${excerpt(answer.body)}`,
      'Answer a signed, well-formed batch with 200; name single events that were not applied in `failures`.',
    );
  }
  const body = parseJson(answer.body);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Shortcoming(
      'The body of the answer is not a JSON object.',
      'Answer `{}` when all was applied, `{"failures": […]}` otherwise.',
    );
  }
  const { failures = [] } = body as { failures?: unknown };
  if (!Array.isArray(failures)) {
    throw new Shortcoming('`failures` is not an array.', 'Leave it out, or make it an array of failures.');
  }
  return failures as readonly BatchFailure[];
}

/**
 * @param allowed what may be in `failures`; absent: nothing
 * @throws Shortcoming when an event that should have been applied is in `failures`
 */
export function requireApplied(
  failures: readonly BatchFailure[],
  eventIds: readonly string[],
  advice: string,
): void {
  const failed = failures.find((failure) => eventIds.includes(failure.id));
  if (failed === undefined) return;
  throw new Shortcoming(`${failed.id} is in failures: ${failed.code}: ${failed.message}`, advice);
}

/** The body as JSON, or `undefined`. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The start of an answer’s body, for a report. */
export function excerpt(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return '.';
  return `: ${line.length > 200 ? `${line.slice(0, 200)}…` : line}`;
}
