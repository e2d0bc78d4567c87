/**
 * How a pickled object speaks of what stands outside it: a storage's id,
 *
 *     ('storage', type, key, place, elements)                                 in a zip archive
 *     ('storage', type, key, place, elements, None or (key, offset, elements))  in a file of the old kind,
 *
 * where the last part makes it a view of the storage. The place is a device, `cuda:0`, which has no meaning here.
 * Old files have ('module', class, file, source) too, the source code of a pickled module; its class is refused first.
 */

import { ThawError } from '../../core/errors.js';
import { describeValue } from './pickle-values.js';
import { StorageType } from './torch-globals.js';
import type { Storage } from './torch-tensor.js';

export interface StorageId {
  readonly key: string;
  /** The element type, as safetensors names it. */
  readonly type: string;
  /** Elements of the whole storage. */
  readonly length: number;
  readonly view?: StorageView;
}

export interface StorageView {
  readonly key: string;
  /** In elements of the storage. */
  readonly offset: number;
  readonly length: number;
}

export function parseStorageId(id: unknown, file: string): StorageId {
  const [kind, type, key, , length, view] = Array.isArray(id) ? (id as unknown[]) : [];
  if (kind === 'storage' && type instanceof StorageType && isKey(key) && isSize(length)) {
    const known = { key: String(key), type: type.type, length };
    return Array.isArray(view) ? { ...known, view: parseView(view, length, file) } : known;
  }
  const expected = "('storage', type, key, place, elements)";
  throw new ThawError({ operation: `${file}, storage`, got: describeValue(kind ?? id), expected });
}

/** Two ids of one key must mean one storage. */
export function checkAgreement(storage: Storage, { key, type, length }: StorageId, file: string): void {
  if (storage.type === type && storage.length === length) return;
  throw new ThawError({
    operation: `${file}, storage "${key.slice(0, 40)}"`,
    got: `${length.toLocaleString('en-US')} elements of ${type}`,
    expected: `${storage.length.toLocaleString('en-US')} of ${storage.type}, as before`,
  });
}

function parseView([key, offset, length]: readonly unknown[], available: number, file: string): StorageView {
  if (isKey(key) && isSize(offset) && isSize(length) && offset + length <= available) {
    return { key: String(key), offset, length };
  }
  const got = `a view of ${describeValue(length)} elements from ${describeValue(offset)} on`;
  throw new ThawError({ operation: `${file}, storage`, got, expected: `a part of its ${available} elements` });
}

/** PyTorch writes numbers as text. */
export function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
