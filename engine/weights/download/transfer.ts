/** One try at a file: from what is kept of it, or from its beginning, to its end, written as it comes. */

import { messageOf, ThawError } from '../../core/errors.js';
import { megabytes } from '../../core/megabytes.js';
import { ask, type Answer } from './answer.js';
import type { FileWriter } from './file-store.js';
import type { KeptFiles } from './kept-files.js';
import { overNetwork, PassingFailure, patience, type DownloadOptions, type DownloadRequest } from './request.js';
import { Stall } from './stall.js';

/**
 * Afterwards the file is there as a whole, not yet checked.
 * @throws PassingFailure where it broke off: what came is kept. ThawError where trying again would not help.
 */
export async function transfer(request: DownloadRequest, kept: KeptFiles, options: DownloadOptions): Promise<void> {
  const from = await resumable(request, kept);
  if (from > 0 && from === (await kept.record(request.fileName))?.total) return;
  const stall = new Stall((options.patience ?? patience).stallSeconds, options.signal);
  try {
    const answer = await ask(request, from, stall.signal);
    if (!answer || (answer.start > 0 && !(await belongs(answer, from, request, kept)))) {
      // What is kept is of another version, or longer than the file: the next try begins anew.
      await kept.delete(request.fileName);
      await answer?.body.cancel();
      throw new PassingFailure('a file that has changed on the server');
    }
    await checkSize(request, answer);
    if (answer.start === 0) await begin(request, kept, answer);
    await receive(request, kept, answer, stall, options);
  } finally {
    stall.end();
  }
}

/** How many bytes are kept from an earlier try at the same file. */
async function resumable({ fileName, url }: DownloadRequest, kept: KeptFiles): Promise<number> {
  const record = await kept.record(fileName);
  return record?.url === url ? ((await kept.store.size(fileName)) ?? 0) : 0;
}

/** Whether the answer goes on where the kept bytes end, in the same version of the file. */
async function belongs(answer: Answer, from: number, request: DownloadRequest, kept: KeptFiles): Promise<boolean> {
  const { version, total } = (await kept.record(request.fileName)) ?? {};
  const agree = (a: unknown, b: unknown) => a === undefined || b === undefined || a === b;
  return answer.start === from && agree(version, answer.version) && agree(total, answer.total);
}

/** Before it is downloaded: a page that asks to log in, say, is not as long as the file. */
async function checkSize({ name, bytes, url }: DownloadRequest, { total, body }: Answer): Promise<void> {
  if (bytes === undefined || total === undefined || total === bytes) return;
  await body.cancel();
  throw new ThawError({
    operation: name,
    got: `an answer of ${total.toLocaleString('en')} bytes`,
    expected: `the ${bytes.toLocaleString('en')} bytes of ${url}`,
    remedy: 'Something between here and there may answer in its place: open the address in a browser and see.',
  });
}

async function begin({ fileName, url }: DownloadRequest, kept: KeptFiles, answer: Answer): Promise<void> {
  await kept.delete(fileName);
  const before = await kept.record(fileName);
  // Another file's checksum says nothing of this one.
  const sha256 = before?.url === url ? before.sha256 : undefined;
  const { version, total } = answer;
  await kept.note(fileName, { url, isComplete: false, version, total, sha256 });
}

async function receive(
  request: DownloadRequest,
  kept: KeptFiles,
  { body, start, total }: Answer,
  stall: Stall,
  { onProgress }: DownloadOptions,
): Promise<void> {
  const size = total ?? request.bytes;
  const reader = body.getReader();
  const file = await kept.store.open(request.fileName);
  let done = start;
  try {
    for (;;) {
      onProgress?.({ stage: request.stage, done, total: size ?? 0, unit: 'bytes' });
      const part = await overNetwork(() => reader.read(), stall.signal);
      if (part.done) break;
      stall.restart();
      await write(file, part.value, done, request.name);
      done += part.value.length;
    }
  } finally {
    await file.close();
    await reader.cancel().catch(() => undefined); // it may have failed already
  }
  if (size !== undefined && done < size) throw new PassingFailure(`the first ${megabytes(done)} of ${megabytes(size)}`);
}

/** A full disk does not pass by itself. */
async function write(file: FileWriter, bytes: Uint8Array<ArrayBuffer>, at: number, name: string): Promise<void> {
  try {
    await file.write(bytes, at);
  } catch (error) {
    const got = messageOf(error);
    const expected = `room for more than the ${megabytes(at)} that are kept`;
    throw new ThawError(
      { operation: `keep ${name}`, got, expected, remedy: 'Make room, by deleting other models say, and try again.' },
      { cause: error },
    );
  }
}
