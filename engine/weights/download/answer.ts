/**
 * Asking for a file, or for the rest of it (RFC 9110, section 14). `Range: bytes=1000-` is answered
 *
 *     206   with the rest; `Content-Range: bytes 1000-1999/2000`
 *     200   with the whole, by servers that know no ranges
 *     416   where there is nothing beyond byte 1000
 *
 * `If-Range` would save a request where the file has changed in between, but makes browsers ask the server's leave first,
 * which CDNs refuse; so the versions are compared here. Of the headers, pages of other origins see only `Content-Length`
 * and `Last-Modified`, unless the server shows them more: every other one may be missing.
 */

import { ThawError } from '../../core/errors.js';
import { overNetwork, PassingFailure, type DownloadRequest } from './request.js';

export interface Answer {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The place of its first byte in the file. */
  readonly start: number;
  /** The size of the whole file, if the server tells. */
  readonly total: number | undefined;
  readonly version: string | undefined;
}

/**
 * @param from the first byte that is wanted; the answer may begin earlier.
 * @returns `undefined` where there is nothing from there on.
 * @throws PassingFailure, or a ThawError where asking again would not help.
 */
export async function ask(request: DownloadRequest, from: number, signal: AbortSignal): Promise<Answer | undefined> {
  const headers: HeadersInit = from > 0 ? { Range: `bytes=${from}-` } : {};
  const response = await overNetwork(() => fetch(request.url, { headers, signal }), signal);
  if (response.status === 416) return undefined;
  if (!response.ok || !response.body) throw await refusal(response, request);
  const start = response.status === 206 ? (rangeOf(response)?.start ?? from) : 0;
  const version = response.headers.get('etag') ?? response.headers.get('last-modified') ?? undefined;
  return { body: response.body, start, total: totalOf(response, start), version };
}

function rangeOf({ headers }: Response): { start: number; total: number | undefined } | undefined {
  const [, start, total] = /^bytes (\d+)-\d*\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), total: total === '*' ? undefined : Number(total) };
}

function totalOf(response: Response, start: number): number | undefined {
  const length = response.headers.get('content-length');
  // The length of a compressed answer is not that of the file.
  if (length === null || response.headers.has('content-encoding')) return rangeOf(response)?.total;
  return start + Number(length);
}

/** Servers that are busy or out of order may be asked again. */
const passingStatuses = [408, 425, 429, 500, 502, 503, 504];

async function refusal(response: Response, { name, url }: DownloadRequest): Promise<Error> {
  await response.body?.cancel();
  const got = `status ${response.status}`;
  if (passingStatuses.includes(response.status)) return new PassingFailure(got);
  const remedy = 'The file may have moved: look for it there, and open it from your own disk.';
  return new ThawError({ operation: name, got, expected: `the file ${url}`, remedy });
}
