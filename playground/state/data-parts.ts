/** What a data set is made of: how one is added to another, whether it is in it, and whether it comes with the page. Pure. */

import type { DataEdit, DataSource } from '../worker/protocol.js';

/** The data with another set added to them, and their edits kept. */
export function joined(data: DataSource | undefined, edits: readonly DataEdit[], added: DataSource): DataSource {
  return data ? { kind: 'joined', parts: [{ ...data, edits }, added] } : added;
}

export function hasPart(data: DataSource | undefined, part: DataSource): boolean {
  return data === part || (data?.kind === 'joined' && data.parts.some((own) => hasPart(own, part)));
}

/** Whether there is anything in it that does not come with the page. */
export function isOwn(data: DataSource): boolean {
  return data.kind === 'files' || (data.kind === 'joined' && data.parts.some(isOwn));
}

/** Of the data once they are saved: code elsewhere reads them by this name. */
export const savedDataName = 'my-data';
export const savedDataFile = `${savedDataName}.zip`;

/** The name by which anyone has the data: none where they are a person's own, or edited. */
export function commonName(data: DataSource | undefined, edits: readonly DataEdit[]): string | undefined {
  return data?.kind === 'embedded' && edits.length === 0 ? data.name : undefined;
}

/** Of the person's own files in it. */
export function bytesOf(data: DataSource): number {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  if (data.kind === 'joined') return sum(data.parts.map(bytesOf));
  return data.kind === 'files' ? sum(data.files.map(({ file }) => file.size)) : 0;
}
