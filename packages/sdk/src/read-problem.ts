import { InterlockProblem, type ProblemDocument } from './interlock-problem.ts';
import { readRetryAfter } from './read-retry-after.ts';

/**
 * The error behind an answer that is not a success. What does not come from the hub, such as the error page
 * of a proxy, has the code `sdk.not_from_the_hub`.
 */
export async function readProblem(response: Response): Promise<InterlockProblem> {
  const retryAfterSeconds = readRetryAfter(response);
  const document = await readDocument(response);
  if (document !== undefined) return new InterlockProblem(document, retryAfterSeconds);
  return new InterlockProblem(
    {
      type: 'about:blank',
      title: 'The answer does not come from the hub',
      status: response.status,
      code: 'sdk.not_from_the_hub',
      detail: `${response.url} answered ${response.status} ${response.statusText} without a problem document.`,
      fix: 'Check the hub’s address and what stands between you and it.',
    },
    retryAfterSeconds,
  );
}

async function readDocument(response: Response): Promise<ProblemDocument | undefined> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return undefined;
  const document: unknown = await response.json().catch(() => undefined);
  return isProblem(document) ? document : undefined;
}

function isProblem(document: unknown): document is ProblemDocument {
  return (
    typeof document === 'object' &&
    document !== null &&
    'code' in document &&
    typeof document.code === 'string'
  );
}
