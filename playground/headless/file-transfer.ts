/**
 * Two routes that carry files between the command line and its page. Every address holds a secret token that is made
 * for one purpose, so that the page reads only what was named and writes only what was asked for.
 */

import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../engine/core/errors.js';

const filesRoute = '/@thaw-files/';
const resultRoute = '/@thaw-result/';

export class FileTransfer {
  readonly #offered = new Map<string, readonly string[]>();
  readonly #expected = new Map<string, (bytes: Buffer) => Promise<void>>();
  readonly #accepted = new Map<string, (bytes: Buffer) => Promise<void>>();

  /** Lets the page fetch these files, one after another in one answer; gives the address. */
  offer(paths: readonly string[]): string {
    const url = `${filesRoute}${randomUUID()}`;
    this.#offered.set(url, paths);
    return url;
  }

  /** Lets the page post bytes, once; gives the address and the bytes to come. */
  expect(): { readonly url: string; readonly bytes: Promise<Buffer> } {
    const url = `${resultRoute}${randomUUID()}`;
    const bytes = new Promise<Buffer>((resolve) =>
      this.#expected.set(url, (posted) => {
        resolve(posted);
        return Promise.resolve();
      }),
    );
    return { url, bytes };
  }

  /** Lets the page post bytes again and again; each post is answered when `receive` is done with it. */
  accept(receive: (bytes: Buffer) => Promise<void>): string {
    const url = `${resultRoute}${randomUUID()}`;
    this.#accepted.set(url, receive);
    return url;
  }

  /** The routes, as a Connect middleware. */
  readonly handle = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const url = request.url ?? '';
    if (url.startsWith(filesRoute)) void this.#send(url, response);
    else if (url.startsWith(resultRoute)) void this.#receive(url, request, response);
    else next();
  };

  async #send(url: string, response: ServerResponse): Promise<void> {
    const paths = this.#offered.get(url);
    if (paths === undefined) {
      refuse(response);
      return;
    }
    response.setHeader('content-type', 'application/octet-stream');
    // A file that cannot be read breaks the answer off, and the page's fetch fails.
    await pipeline(Readable.from(contents(paths)), response).catch(() => response.destroy());
  }

  async #receive(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const settle = this.#accepted.get(url) ?? this.#expected.get(url);
    this.#expected.delete(url);
    if (settle === undefined || request.method !== 'POST') {
      refuse(response);
      return;
    }
    try {
      await settle(await buffer(request));
    } catch (error) {
      response.statusCode = 500;
      response.end(messageOf(error));
      return;
    }
    response.end();
  }
}

async function* contents(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield* createReadStream(path) as AsyncIterable<Buffer>;
}

function refuse(response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}
