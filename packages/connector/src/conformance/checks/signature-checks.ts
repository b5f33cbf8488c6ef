import { randomBytes } from 'node:crypto';
import type { Check, CheckContext } from '../check.ts';
import { eventsPath, type Forgery } from '../open-endpoint.ts';
import { excerpt } from '../read-answer.ts';
import { NotApplicable, Shortcoming } from '../shortcoming.ts';

const needs = ['endpoint.reachable', 'signature.accepted'];
const strangersSecret = `whsec_${randomBytes(32).toString('base64')}`;

/** One event that no other check looks at again. */
function body({ samples }: CheckContext): string {
  return JSON.stringify(samples.batch([samples.event(samples.nextUserId())]));
}

async function requireAccepted(context: CheckContext, sent: string, forgery: Forgery, advice: string) {
  const answer = await context.endpoint.post(eventsPath, sent, forgery);
  if (answer.status !== 200)
    throw new Shortcoming(`Answered ${answer.status}${excerpt(answer.body)}`, advice);
}

async function requireRefused(context: CheckContext, forgery: Forgery, advice: string): Promise<void> {
  const answer = await context.endpoint.post(eventsPath, body(context), forgery);
  if (answer.status === 401) return;
  const accepted = answer.status >= 200 && answer.status < 300;
  throw new Shortcoming(
    accepted ? `Accepted it (${answer.status}).` : `Answered ${answer.status} instead of 401.`,
    accepted ? advice : `Refuse it with 401 before anything else is done with the request. ${advice}`,
  );
}

const accepted: Check = {
  id: 'signature.accepted',
  title: 'A correctly signed batch is accepted',
  needs: ['endpoint.reachable'],
  run: (context) =>
    requireAccepted(
      context,
      body(context),
      {},
      'Sign `${webhook-id}.${webhook-timestamp}.${raw body}` with HMAC-SHA256; the key is the base64 after whsec_. Is it the same secret on both sides?',
    ),
};

const rawBytes: Check = {
  id: 'signature.raw_bytes',
  title: 'The signature is checked over the raw bytes of the body',
  needs,
  run(context) {
    // The same JSON as ever, but no writer of JSON would write it this way.
    const unusual = JSON.stringify(JSON.parse(body(context)), null, '\t').replaceAll('-', '\\u002d');
    return requireAccepted(
      context,
      `${unusual}\r\n `,
      {},
      'Keep the bytes as they came and check those; JSON that was parsed and written again differs.',
    );
  },
};

const severalSignatures: Check = {
  id: 'signature.several',
  title: 'One right signature among several is enough',
  needs,
  run: (context) =>
    requireAccepted(
      context,
      body(context),
      {
        headers: (signed) => ({
          'webhook-signature': `v1a,AAAA v1,${randomBytes(32).toString('base64')} ${signed['webhook-signature']}`,
        }),
      },
      'While a secret rotates the header holds several signatures, separated by spaces. Try each that begins with v1, and pass over other versions.',
    ),
};

const everySecret: Check = {
  id: 'signature.every_secret',
  title: 'Each of the given secrets is accepted',
  needs,
  async run(context) {
    const others = context.options.secrets.slice(1);
    if (others.length === 0) throw new NotApplicable('Give --secret twice to check a rotation.');
    for (const secret of others) {
      await requireAccepted(
        context,
        body(context),
        { secret },
        'While a secret rotates, accept the old and the new one.',
      );
    }
  },
};

function refusal(id: string, title: string, forgery: Forgery, advice: string): Check {
  return {
    id: `signature.${id}`,
    title,
    needs,
    run: (context) => requireRefused(context, forgery, advice),
  };
}

const unsigned = { 'webhook-id': undefined, 'webhook-timestamp': undefined, 'webhook-signature': undefined };

export const signatureChecks: readonly Check[] = [
  accepted,
  rawBytes,
  severalSignatures,
  everySecret,
  refusal(
    'missing',
    'A request without a signature is refused',
    { headers: () => unsigned },
    'Refuse when any of the three webhook headers is missing.',
  ),
  refusal(
    'wrong_secret',
    'A stranger’s signature is refused',
    { secret: strangersSecret },
    'Compare the signature with your own; do not only look whether one is there.',
  ),
  refusal(
    'old',
    'A signature of ten minutes ago is refused',
    { ageSeconds: 600 },
    'Refuse when webhook-timestamp is more than 5 minutes old; otherwise a recorded request can be played back.',
  ),
  refusal(
    'future',
    'A signature from ten minutes ahead is refused',
    { ageSeconds: -600 },
    'Refuse when webhook-timestamp is more than 5 minutes ahead, too.',
  ),
  refusal(
    'tampered_body',
    'A changed body is refused',
    { sentBody: '{"batchId":"changed","platform":"","events":[]}' },
    'The signature covers the body; compute it over the bytes that came.',
  ),
  refusal(
    'tampered_id',
    'A changed webhook-id is refused',
    { headers: (signed) => ({ 'webhook-id': `${signed['webhook-id']}x` }) },
    'The signature covers webhook-id; put it in front of what you sign.',
  ),
  refusal(
    'tampered_timestamp',
    'A changed webhook-timestamp is refused',
    { headers: (signed) => ({ 'webhook-timestamp': String(Number(signed['webhook-timestamp']) - 1) }) },
    'The signature covers webhook-timestamp; otherwise an old request passes for a new one.',
  ),
];
