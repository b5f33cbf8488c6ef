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
}

/** A hub, spoken to with a key. */
export interface Hub {
  readonly url: string;
  /**
   * Calls the hub and reads JSON; `undefined` for an answer without a body.
   *
   * @throws the hub’s problem, `cli.hub_unreachable` or `cli.answer_unreadable`
   */
  call<Answer>(method: Method, path: string, request?: HubRequest): Promise<Answer>;
}

const timeoutMs = 30_000;

/**
 * Finds the hub: `INTERLOCK_URL`, else the one that runs on this data folder, else the usual port of this machine.
 * Signs in with `INTERLOCK_KEY`, else with the key that `up` keeps in the data folder for its owner.
 *
 * @throws `cli.no_key`
 */
export async function openHub(context: CliContext): Promise<Hub> {
  const url = await findHubUrl(context);
  const key = context.environment['INTERLOCK_KEY'] ?? (await readSecret(operatorKeyFile(context.folder)));
  if (key === undefined) throw cliErrors('cli.no_key', { detail: `The hub is expected at ${url}.` });
  return {
    url,
    async call<Answer>(method: Method, path: string, { query = {}, body }: HubRequest = {}) {
      const address = new URL(path, url);
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== '') address.searchParams.set(name, String(value));
      }
      const response = await fetch(address, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((cause: unknown) => {
        throw cliErrors('cli.hub_unreachable', { detail: `Nothing answers at ${url}.`, cause });
      });
      return readAnswer<Answer>(response, address.href);
    },
  };
}

/** Where the hub is expected, whether it runs or not. */
async function findHubUrl({ environment, folder, settings }: CliContext): Promise<string> {
  const given = environment['INTERLOCK_URL'];
  if (given !== undefined) {
    if (URL.canParse(given)) return given;
    throw cliErrors('cli.bad_argument', { detail: `INTERLOCK_URL must be a URL, not "${given}".` });
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

/**
 * Reads an answer as JSON.
 *
 * @throws the problem it tells of, or `cli.answer_unreadable`
 */
async function readAnswer<Answer>(response: Response, address: string): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw problemError(response.status, text, address);
  if (text === '') return undefined as Answer;
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw cliErrors('cli.answer_unreadable', {
      detail: `${address} answered with something other than JSON.`,
      cause,
    });
  }
}
