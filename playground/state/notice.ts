/** Notices: what the page tells a person when something could not be done, with the parts of the engine's complaints. */

import { ThawError, type Complaint } from '../../engine/index.js';

export interface Notice {
  readonly id: number;
  readonly text: string;
  /** Where the error had parts: they are laid out instead of `text`. */
  readonly complaint: Complaint | undefined;
}

let lastId = 0;

/** A notice about anything that was thrown, here or in the worker. */
export function noticeOf(error: unknown): Notice {
  return { id: ++lastId, text: error instanceof Error ? error.message : String(error), complaint: complaintOf(error) };
}

/** An error that crossed from the worker is a plain `Error` that still has its `complaint`. */
function complaintOf(error: unknown): Complaint | undefined {
  if (error instanceof ThawError) return error.complaint;
  return error instanceof Error && 'complaint' in error ? (error.complaint as Complaint) : undefined;
}
