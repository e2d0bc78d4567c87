/**
 * Downloading a file once and for all: what is kept is used, what broke off is gone on with, what fails in passing is
 * tried again, and nothing is taken whose size or checksum is wrong.
 */

import { ThawError } from '../../core/errors.js';
import { sha256 } from '../../core/sha256.js';
import { check } from './check.js';
import { KeptFiles } from './kept-files.js';
import { PassingFailure, patience, type DownloadOptions, type DownloadRequest, type Patience } from './request.js';
import { transfer } from './transfer.js';

/**
 * The bytes of a file, from the store or else from its server. Works offline once the file is kept.
 * @throws ThawError where the file cannot be had or is not the one that was expected. The signal's reason if cancelled.
 */
export async function download(request: DownloadRequest, options: DownloadOptions): Promise<Uint8Array<ArrayBuffer>> {
  const kept = new KeptFiles(options.files);
  const whole = await readKept(request, kept);
  if (whole) return whole;
  await persist(request, kept, options);
  const bytes = await options.files.read(request.fileName);
  const record = await kept.record(request.fileName);
  try {
    const found = await check(bytes, request, record?.sha256);
    await kept.note(request.fileName, { url: request.url, isComplete: true, sha256: found });
    return bytes;
  } catch (error) {
    await kept.delete(request.fileName);
    throw error;
  }
}

/** A kept file that is whole and as it was; one that was damaged since is deleted. */
async function readKept(
  { fileName, url, sha256: expected = '' }: DownloadRequest,
  kept: KeptFiles,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const record = await kept.record(fileName);
  if (!record?.isComplete || record.url !== url) return undefined;
  const bytes = await kept.store.read(fileName);
  const found = await sha256(bytes);
  if (found === record.sha256 && found.startsWith(expected)) return bytes;
  await kept.delete(fileName);
  return undefined;
}

/** Tries until the file is there, with longer and longer pauses while nothing comes. */
async function persist(request: DownloadRequest, kept: KeptFiles, options: DownloadOptions): Promise<void> {
  const { pauses }: Patience = options.patience ?? patience;
  let failures = 0;
  for (;;) {
    const before = (await kept.store.size(request.fileName)) ?? 0;
    try {
      await transfer(request, kept, options);
      return;
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      const hasGained = ((await kept.store.size(request.fileName)) ?? 0) > before;
      failures = hasGained ? 1 : failures + 1;
      const pause = pauses[failures - 1];
      if (pause === undefined) throw gaveUp(request, failures, error);
      await wait(pause, options.signal);
    }
  }
}

function gaveUp({ name, url }: DownloadRequest, failures: number, failure: PassingFailure): ThawError {
  return new ThawError(
    {
      operation: name,
      got: failures === 1 ? failure.message : `${failure.message}, ${failures} times in a row`,
      expected: `the file ${url}`,
      remedy:
        'Check the connection and try again: what has come is kept. A server may also refuse web pages: then download ' +
        'the file with the browser and open it from your disk.',
    },
    { cause: failure },
  );
}

function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      // What an abort is told with is the caller's choice; it is handed on as it is.
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, 1000 * seconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
