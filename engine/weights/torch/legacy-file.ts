/**
 * A checkpoint as PyTorch wrote it before version 1.6 (and later on request): pickles one after the other, then numbers.
 *
 *     pickle   0x1950a86a20f9469cfc6c, which tells the format
 *     pickle   1001, its version
 *     pickle   {'protocol_version': 1001, 'little_endian': True, 'type_sizes': {…}}
 *     pickle   the object; storages in it are ids (storage-id.ts)
 *     pickle   [key, …]: the storages in the order of what follows
 *     per key  u64, little-endian: elements; the elements
 *
 * Source: PyTorch, torch/serialization.py, `_legacy_save` and `_legacy_load`.
 */

import { ThawError } from '../../core/errors.js';
import { elementFormats } from '../element-types.js';
import { ByteCursor } from './byte-cursor.js';
import { unpickle, type PickleHost } from './pickle-machine.js';
import { describeValue } from './pickle-values.js';
import { bigEndian } from './refusals.js';
import { checkAgreement, isKey, parseStorageId, type StorageId } from './storage-id.js';
import { findGlobal } from './torch-globals.js';
import { Storage } from './torch-tensor.js';

const magicNumber = 0x1950a86a20f9469cfc6cn;
const version = 1001;

/** The pickled object, its tensors' numbers still in the file. Throws a `ThawError` for what is no such file. */
export function readLegacyObject(bytes: Uint8Array, file: string): unknown {
  const cursor = new ByteCursor(bytes, file);
  const storages = new LegacyStorages(file);
  const host: PickleHost = {
    find: (module, name, isWhole) => findGlobal(module, name, isWhole, file),
    load: (id) => storages.find(id),
  };
  readPreamble(cursor, host);
  const object = unpickle(cursor, host);
  storages.locate(unpickle(cursor, host), cursor);
  return object;
}

function readPreamble(cursor: ByteCursor, host: PickleHost): void {
  const magic = unpickle(cursor, host);
  if (magic !== magicNumber) {
    throw new ThawError({
      operation: cursor.file,
      got: `a Python pickle of ${describeValue(magic)}`,
      expected: 'a file that torch.save wrote',
      remedy: 'Load it in Python and save its weights with torch.save(state_dict, path).',
    });
  }
  const found = unpickle(cursor, host);
  if (found !== version) {
    const got = `version ${describeValue(found)} of the format`;
    throw new ThawError({ operation: cursor.file, got, expected: `version ${version}` });
  }
  const system = unpickle(cursor, host);
  if (system instanceof Map && system.get('little_endian') === false) throw bigEndian(cursor.file);
}

/** The storages that the object speaks of: first known by their ids, then found in the file. */
class LegacyStorages {
  readonly #roots = new Map<string, { readonly storage: Storage; place?: Uint8Array }>();
  readonly #views = new Map<string, Storage>();

  constructor(readonly file: string) {}

  /** The storage, or the part of one, that an id stands for; its bytes are there once the file has been read to its end. */
  find(id: unknown): Storage {
    const parsed = parseStorageId(id, this.file);
    const { key, view } = parsed;
    const root = this.#roots.get(key)?.storage ?? this.#register(parsed);
    checkAgreement(root, parsed, this.file);
    if (!view) return root;
    const known = this.#views.get(view.key);
    if (known) return known;
    const width = elementFormats.get(root.type)?.bytes ?? 0;
    const [begin, end] = [view.offset * width, (view.offset + view.length) * width];
    const part = new Storage(root.type, view.length, () => root.bytes().subarray(begin, end));
    this.#views.set(view.key, part);
    return part;
  }

  /** Finds the numbers of each storage, which follow in the order of `keys`. */
  locate(keys: unknown, cursor: ByteCursor): void {
    for (const key of Array.isArray(keys) ? (keys as unknown[]) : []) {
      const root = isKey(key) ? this.#roots.get(String(key)) : undefined;
      if (!root || root.place) throw this.#mistaken(`storage ${describeValue(key)}`, 'each storage of the object once');
      const { type, length } = root.storage;
      const found = cursor.uint64();
      if (found !== length) throw this.#mistaken(`a storage of ${found} elements`, `${length}, as the object says`);
      root.place = cursor.take(length * (elementFormats.get(type)?.bytes ?? 0));
    }
    for (const [key, { place }] of this.#roots) {
      if (!place) throw this.#mistaken(`no numbers of storage "${key.slice(0, 40)}"`, 'those of every storage');
    }
  }

  #register({ key, type, length }: StorageId): Storage {
    const storage = new Storage(type, length, () => this.#roots.get(key)?.place ?? new Uint8Array());
    this.#roots.set(key, { storage });
    return storage;
  }

  #mistaken(got: string, expected: string): ThawError {
    return new ThawError({ operation: this.file, got, expected, remedy: 'Download or copy the file again.' });
  }
}
