/** What is downloaded and with what: the types that the parts of the downloader share, and its two kinds of failure. */

import type { Progress } from '../../train/events.js';
import type { FileStore } from './file-store.js';

export interface DownloadRequest {
  /** What errors call it. */
  readonly name: string;
  /** The name that the file is kept under. */
  readonly fileName: string;
  readonly url: string;
  /** What progress calls it: `Downloading resnet18.tv_in1k`. */
  readonly stage: string;
  /** The size of the file, where it is known to the byte. */
  readonly bytes?: number | undefined;
  /** Its SHA-256 in hex, or the first digits of it, where it is known. */
  readonly sha256?: string | undefined;
}

export interface DownloadOptions {
  readonly files: FileStore;
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the download; what has come so far is kept, and the next download goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** How patient it is; `patience` where absent. */
  readonly patience?: Patience;
}

export interface Patience {
  /** Seconds to wait after each failure in a row; one failure more ends it. What brings bytes begins the row anew. */
  readonly pauses: readonly number[];
  /** A connection on which nothing comes for so many seconds counts as failed. */
  readonly stallSeconds: number;
}

export const patience: Patience = { pauses: [1, 2, 4, 8], stallSeconds: 30 };

/** A failure that may be gone the next time: a connection that broke, a server that is busy. */
export class PassingFailure extends Error {}

/** Runs a step of the network; its failures pass, unless it was cancelled. */
export async function overNetwork<T>(step: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await step();
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof PassingFailure ? error : new PassingFailure(reasonOf(error), { cause: error });
  }
}

/** Node says no more than "fetch failed", and why in the error's cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
