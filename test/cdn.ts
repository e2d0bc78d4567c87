/** A local server that behaves as a content delivery network does, at its best and at its worst. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';

export interface Behaviour {
  /** The file, under every path but those below /moved/. */
  readonly content: Uint8Array;
  readonly etag?: string;
  /** Sends every request on to /moved/ first. */
  readonly redirects?: boolean;
  /** Knows no ranges: always sends the whole file. */
  readonly ignoresRange?: boolean;
  /** Does not say how long its answers are. */
  readonly hidesLength?: boolean;
  /** Lets no page of another origin read its answers. */
  readonly refusesPages?: boolean;
  /** Answers so many requests with these statuses before it works. */
  readonly statuses?: readonly number[];
  /** Breaks so many answers off, each after so many bytes. */
  readonly cuts?: readonly number[];
  /** Sends nothing more after so many bytes, and keeps the connection. */
  readonly stallsAfter?: number;
  /** Milliseconds between one part of an answer and the next. */
  readonly slowness?: number;
}

export interface Cdn {
  readonly origin: string;
  /** The paths asked for, each with its range: `/file bytes=10-`. */
  readonly requests: readonly string[];
  /** From now on. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

const partBytes = 16_384;

export async function startCdn(first: Behaviour): Promise<Cdn> {
  const requests: string[] = [];
  let behaviour = first;
  let statuses: number[] = [];
  let cuts: number[] = [];
  const behave = (next: Behaviour) => {
    behaviour = next;
    statuses = [...(next.statuses ?? [])];
    cuts = [...(next.cuts ?? [])];
  };
  behave(first);

  const server = createServer((request, response) => {
    requests.push([request.url, request.headers.range].filter(Boolean).join(' '));
    if (!behaviour.refusesPages) allowPages(response);
    const status = statuses.shift();
    if (status !== undefined) response.writeHead(status).end();
    else if (behaviour.redirects && !request.url?.startsWith('/moved/')) redirect(request, response);
    else void send(behaviour, request, response, cuts.shift());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    behave,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function allowPages(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
}

function redirect({ url }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(302, { location: `/moved${url ?? '/'}` }).end();
}

async function send(
  { content, etag, ignoresRange, hidesLength, stallsAfter = Infinity, slowness = 0 }: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
  cut = Infinity,
): Promise<void> {
  const asked = ignoresRange ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const start = Number(asked ?? 0);
  if (etag !== undefined) response.setHeader('etag', etag);
  if (start > 0 && start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  if (asked !== undefined) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${start}-${content.length - 1}/${content.length}`);
  }
  if (!hidesLength) response.setHeader('content-length', content.length - start);
  const end = Math.min(content.length - start, cut, stallsAfter);
  for (let at = 0; at < end && !response.destroyed; at += partBytes) {
    if (at > 0) await after(slowness);
    await written(response, content.subarray(start + at, start + Math.min(at + partBytes, end)));
  }
  if (cut < content.length - start) await hangUp(response);
  else if (stallsAfter === Infinity) response.end();
}

/** After a while, so that the other side has taken what was sent: of a broken connection it may drop the rest. */
async function hangUp(response: ServerResponse): Promise<void> {
  await after(100);
  response.destroy();
}

/** Until a part is handed to the network: a connection that is cut then has sent it. */
function written(response: ServerResponse, part: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.write(part, () => resolve());
  });
}
