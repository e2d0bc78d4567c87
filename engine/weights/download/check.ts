/** Whether what came is the file that was meant: its size and its SHA-256, as far as they are known. */

import { ThawError } from '../../core/errors.js';
import { sha256 } from '../../core/sha256.js';
import type { DownloadRequest } from './request.js';

/**
 * Gives the checksum of a download.
 * @param recorded that of an earlier download of the same file: it counts where the right one is not known.
 * @throws ThawError with what was found and what was expected.
 */
export async function check(
  content: Uint8Array<ArrayBuffer>,
  request: DownloadRequest,
  recorded: string | undefined,
): Promise<string> {
  const { bytes = content.length, sha256: known } = request;
  if (content.length !== bytes) throw wrongSize(content.length, bytes, request);
  const found = await sha256(content);
  if (known !== undefined && !found.startsWith(known)) throw wrongChecksum(found, known, request);
  if (known === undefined && recorded !== undefined && found !== recorded) throw replaced(found, recorded, request);
  return found;
}

function wrongSize(found: number, expected: number, { name, url }: DownloadRequest): ThawError {
  const [got, wanted] = [found, expected].map((bytes) => `${bytes.toLocaleString('en')} bytes`) as [string, string];
  return new ThawError({ operation: name, got, expected: wanted, remedy: tryAgain(url) });
}

function wrongChecksum(found: string, expected: string, { name, url }: DownloadRequest): ThawError {
  return new ThawError({ operation: name, got: `a file with the SHA-256 ${found}`, expected, remedy: tryAgain(url) });
}

function tryAgain(url: string): string {
  return `It was deleted. Try again; if it stays so, ${url} is not the file that is meant here.`;
}

function replaced(found: string, recorded: string, { name, url }: DownloadRequest): ThawError {
  return new ThawError({
    operation: name,
    got: `a file with the SHA-256 ${found}`,
    expected: `${recorded}, that of the first download`,
    remedy: `It was deleted. If ${url} was replaced on purpose, delete all kept models, which forgets the checksum too.`,
  });
}
