/** Fetching a file with progress in bytes. */

import { ThawError } from '../core/errors.js';
import type { Progress } from '../train/events.js';

/** @throws ThawError naming `what` where the file is not there or the connection fails. */
export async function fetchBytes(
  url: URL,
  what: string,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok || !response.body) {
    throw new ThawError({ operation: what, got: `status ${response.status}`, expected: `the file ${url.pathname}` });
  }
  const total = Number(response.headers.get('content-length') ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for await (const part of response.body) {
    parts.push(part);
    done += part.length;
    onProgress({ stage: 'Loading the model', done, total: Math.max(total, done) });
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
