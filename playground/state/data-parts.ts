/** Data sets made of several: how one is added to another, and whether it is in it. Pure. */

import type { DataEdit, DataSource } from '../worker/protocol.js';

/** The data with another set added to them, and their edits kept. */
export function joined(data: DataSource | undefined, edits: readonly DataEdit[], added: DataSource): DataSource {
  return data ? { kind: 'joined', parts: [{ ...data, edits }, added] } : added;
}

export function hasPart(data: DataSource | undefined, part: DataSource): boolean {
  return data === part || (data?.kind === 'joined' && data.parts.some((own) => hasPart(own, part)));
}
