import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number;
}

/** Kept connections to one address, one request at a time on each. */
export interface Connections {
  /** @param head headers beside those that every request has, each line ended by CR LF */
  post(path: string, head: string, body: string): Promise<Answer>;
  close(): void;
}

interface Request {
  readonly text: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * An HTTP client that does the least: fixed-length requests and answers, as the hub and the platforms give them.
 *
 * Our own, because the load generator shares the machine with what it measures: undici’s `request` takes 55 µs of CPU
 * for an event, this 20 µs. Anything that it does not understand is an error, never a guess.
 */
export function openConnections(url: string, connectionsMax: number): Connections {
  const { hostname, port, host } = new URL(url);
  const waiting: Request[] = [];
  const idle: Connection[] = [];
  const open = new Set<Connection>();
  const next = (connection: Connection): void => {
    const request = waiting.shift();
    if (request === undefined) idle.push(connection);
    else connection.send(request);
  };
  const start = (request: Request): void => {
    const connection = idle.pop();
    if (connection !== undefined) {
      connection.send(request);
    } else if (open.size < connectionsMax) {
      const added = new Connection(
        connect({ host: hostname, port: Number(port), noDelay: true }),
        next,
        () => {
          open.delete(added);
          if (idle.includes(added)) idle.splice(idle.indexOf(added), 1);
          const left = waiting.shift();
          if (left !== undefined) start(left);
        },
      );
      open.add(added);
      added.send(request);
    } else {
      waiting.push(request);
    }
  };
  return {
    post: (path, head, body) =>
      new Promise((resolve, reject) => {
        const length = Buffer.byteLength(body);
        const text = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${head}content-length: ${length}\r\n\r\n${body}`;
        start({ text, resolve, reject });
      }),
    close() {
      for (const connection of open) connection.end();
    },
  };
}

class Connection {
  readonly #socket: Socket;
  #request: Request | undefined;
  #received = '';

  constructor(socket: Socket, onFree: (connection: Connection) => void, onClosed: () => void) {
    this.#socket = socket;
    // One character a byte, so that lengths agree; answers are ASCII.
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.#received += chunk;
      const answer = readAnswer(this.#received);
      if (answer === undefined) return;
      this.#received = '';
      this.#request?.resolve(answer);
      this.#request = undefined;
      onFree(this);
    });
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => {
      this.#fail(new Error('the connection was closed'));
      onClosed();
    });
  }

  send(request: Request): void {
    this.#request = request;
    this.#socket.write(request.text);
  }

  end(): void {
    this.#socket.end();
  }

  #fail(error: Error): void {
    this.#request?.reject(error);
    this.#request = undefined;
  }
}

/** @returns nothing while the answer is not complete */
function readAnswer(received: string): Answer | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = received.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
  if (length === undefined || status === undefined)
    throw new Error(`not a plain answer: ${head.slice(0, 300)}`);
  const end = headEnd + 4 + Number(length);
  if (received.length < end) return undefined;
  const retryAfter = /\r\nretry-after: (\d+)/i.exec(head)?.[1];
  return {
    status: Number(status),
    body: received.slice(headEnd + 4, end),
    retryAfterMs: Number(retryAfter ?? 0) * 1_000 || 100,
  };
}
