import type { CliContext } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { operatorKeyFile } from '../home/data-folder.ts';
import { readSecret } from '../home/keep-secret.ts';
import { readState } from '../home/state-file.ts';
import { problemError } from './problem-error.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Query parameters; those without a value are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface HubRequest {
  readonly query?: Query;
  readonly body?: unknown;
  /** Instead of a body: values sent as lines of JSON (`application/x-ndjson`). */
  readonly lines?: readonly unknown[];
}

export interface HubAnswer<Body> {
  /** `undefined` for an answer without a body. */
  readonly body: Body;
  readonly headers: Headers;
}

/** A hub, spoken to with a key. */
export interface Hub {
  readonly url: string;
  /**
   * Calls the hub and reads JSON.
   *
   * @throws the hub’s problem, `cli.hub_unreachable` or `cli.answer_unreadable`
   */
  call<Body>(method: Method, path: string, request?: HubRequest): Promise<Body>;
  /** The same, for those who look at headers too. */
  exchange<Body>(method: Method, path: string, request?: HubRequest): Promise<HubAnswer<Body>>;
}

const timeoutMs = 30_000;

/**
 * Finds the hub: `INTERLOCK_URL`, else the one that runs on this data folder, else the usual port of this machine.
 * Signs in with `INTERLOCK_KEY`, else with the key that `up` keeps in the data folder for its owner.
 *
 * @throws `cli.no_key`, or `cli.hub_unreachable` when there is neither a key nor a hub
 */
export async function openHub(context: CliContext): Promise<Hub> {
  const url = await findHubUrl(context);
  const key = await findKey(context, url);
  const exchange = async <Body>(
    method: Method,
    path: string,
    request: HubRequest = {},
  ): Promise<HubAnswer<Body>> => {
    const address = addressOf(url, path, request.query);
    const { response, text } = await reach(address, {
      method,
      ...contentOf(request, { accept: 'application/json', authorization: `Bearer ${key}` }),
    });
    if (!response.ok) throw problemError(response.status, text, address.href);
    return { body: parseAnswer<Body>(text, address), headers: response.headers };
  };
  return {
    url,
    exchange,
    call: async <Body>(method: Method, path: string, request?: HubRequest) =>
      (await exchange<Body>(method, path, request)).body,
  };
}

/** The data folder’s key is for hubs of this machine; no other host is shown it. */
async function findKey({ environment, folder }: CliContext, url: string): Promise<string> {
  const given = environment['INTERLOCK_KEY'];
  if (given !== undefined && given !== '') return given;
  const kept = await readSecret(operatorKeyFile(folder));
  if (kept !== undefined && isLoopback(url)) return kept;
  await reach(new URL('/health', url), { method: 'GET' }, `Nothing runs on the data folder ${folder.root}.`);
  throw cliErrors('cli.no_key', {
    detail:
      kept === undefined
        ? `A hub answers at ${url}, but the data folder ${folder.root} holds no key.`
        : `The key in the data folder ${folder.root} is not sent to another machine, ${url}.`,
  });
}

const isLoopback = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

function addressOf(url: string, path: string, query: Query = {}): URL {
  const address = new URL(path, url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value));
  }
  return address;
}

function contentOf(
  { body, lines }: HubRequest,
  headers: Record<string, string>,
): Pick<RequestInit, 'headers' | 'body'> {
  if (lines !== undefined) {
    return {
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    };
  }
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/**
 * @param otherwise what else is known about why nothing answers
 * @throws `cli.hub_unreachable`
 */
async function reach(
  address: URL,
  request: RequestInit,
  otherwise = '',
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    return { response, text: await response.text() };
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    const what = timedOut
      ? `${address.origin} did not answer within ${timeoutMs / 1_000} s.`
      : `Nothing answers at ${address.origin}.`;
    throw cliErrors('cli.hub_unreachable', { detail: `${what} ${otherwise}`.trim(), cause });
  }
}

/** Where the hub is expected, whether it runs or not. */
async function findHubUrl({ environment, folder, settings }: CliContext): Promise<string> {
  const given = environment['INTERLOCK_URL'];
  if (given !== undefined && given !== '') {
    if (/^https?:/.test(given) && URL.canParse(given)) return given;
    throw cliErrors('cli.bad_argument', {
      detail: `INTERLOCK_URL must be an address such as http://localhost:4000, not "${given}".`,
    });
  }
  return (await readState(folder))?.hubUrl ?? `http://127.0.0.1:${settings.port || 4000}`;
}

/** The address under which people reach the hub. */
export async function findPublicUrl(context: CliContext): Promise<string> {
  if (context.settings.publicUrl !== '') return context.settings.publicUrl;
  return publicUrlOf(Number(new URL(await findHubUrl(context)).port));
}

/** Browsers keep the session’s cookie per host name, so people always use the same one. */
export const publicUrlOf = (port: number): string => `http://localhost:${port}`;

/** @throws `cli.answer_unreadable` */
function parseAnswer<Body>(text: string, address: URL): Body {
  if (text === '') return undefined as Body;
  try {
    return JSON.parse(text) as Body;
  } catch (cause) {
    throw cliErrors('cli.answer_unreadable', {
      detail: `${address.href} answered with something other than JSON.`,
      cause,
    });
  }
}
