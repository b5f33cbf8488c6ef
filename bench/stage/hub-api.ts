import { Client } from 'undici';

export interface HubAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  /** From sending the request to having read the answer. */
  readonly durationMs: number;
}

/** The hub’s HTTP interface, over one kept connection, with a key that may do what scenarios do. */
export interface HubApi {
  call<Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<HubAnswer<Body>>;
  close(): Promise<void>;
}

/** @param signal ends every call that is under way */
export function openHubApi(url: string, serviceKey: string, signal: AbortSignal): HubApi {
  const client = new Client(url, { pipelining: 1 });
  return {
    async call<Body>(method: 'GET' | 'POST', path: string, body?: unknown) {
      const text = body === undefined ? null : JSON.stringify(body);
      const startedAt = performance.now();
      const answer = await client.request({
        method,
        path,
        body: text,
        signal,
        headers: {
          authorization: `Bearer ${serviceKey}`,
          ...(text !== null && { 'content-type': 'application/json' }),
        },
      });
      const answered = await answer.body.text();
      const durationMs = performance.now() - startedAt;
      if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answered}`);
      return { status: answer.statusCode, body: JSON.parse(answered) as Body, durationMs };
    },
    close: () => client.destroy(),
  };
}
