/**
 * A checkpoint as PyTorch writes it from version 1.6 on: a zip archive, everything in one folder of any name.
 *
 *     FOLDER/data.pkl     the pickled object; a storage in it is the id ('storage', type, key, place, elements)
 *     FOLDER/data/KEY     the numbers of a storage
 *     FOLDER/byteorder    `little` or `big` (from version 2.1 on)
 *
 * PyTorch stores the entries as they are; archives that were packed again may be deflated.
 *
 * Source: PyTorch, torch/serialization.py, `_save` and `_load`.
 */

import { ThawError } from '../../core/errors.js';
import { entryBytes } from '../../data/zip.js';
import { readDirectory, type ZipEntry } from '../../data/zip-directory.js';
import { elementFormats } from '../element-types.js';
import { ByteCursor } from './byte-cursor.js';
import { unpickle } from './pickle-machine.js';
import { bigEndian } from './refusals.js';
import { checkAgreement, parseStorageId, type StorageId } from './storage-id.js';
import { findGlobal } from './torch-globals.js';
import { Storage } from './torch-tensor.js';

/** Weights hardly shrink: what inflates to more than this many times its size was made to exhaust memory. */
const mostInflation = 4;
const alwaysInflated = 2 ** 24;

/** The pickled object, its tensors' numbers still in the archive. Throws a `ThawError` for what is no such file. */
export function readZipObject(bytes: Uint8Array, file: string): unknown {
  const archive = new Archive(bytes, file);
  if (archive.text('byteorder') === 'big') throw bigEndian(file);
  const storages = new Map<string, Storage>();
  return unpickle(new ByteCursor(archive.bytes('data.pkl'), file), {
    find: (module, name, isWhole) => findGlobal(module, name, isWhole, file),
    load: (id) => {
      const parsed = parseStorageId(id, file);
      const storage = storages.get(parsed.key) ?? archive.storage(parsed);
      checkAgreement(storage, parsed, file);
      storages.set(parsed.key, storage);
      return storage;
    },
  });
}

class Archive {
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  constructor(
    readonly archive: Uint8Array,
    readonly file: string,
  ) {
    const entries = readDirectory(archive, file);
    const pickle = entries.find(({ path }) => /(^|\/)data\.pkl$/.test(path));
    if (!pickle)
      throw this.#refusal('a zip archive without a data.pkl', 'If a checkpoint is packed inside, unpack it.');
    const folder = pickle.path.slice(0, -'data.pkl'.length);
    this.#entries = new Map(
      entries.flatMap((entry) => (entry.path.startsWith(folder) ? [[entry.path.slice(folder.length), entry]] : [])),
    );
    if (this.#entries.has('constants.pkl')) {
      const remedy = 'Save its weights in PyTorch: torch.save(torch.jit.load(path).state_dict(), other_path).';
      throw this.#refusal('a TorchScript archive', remedy);
    }
    this.#refuseBomb(entries);
  }

  bytes(path: string): Uint8Array {
    const entry = this.#entries.get(path);
    if (!entry) throw this.#refusal(`no ${path} in the archive`, 'Download or copy the file again.');
    return entryBytes(this.archive, entry, this.file);
  }

  /** `undefined` where there is no such entry. */
  text(path: string): string | undefined {
    return this.#entries.has(path) ? new TextDecoder().decode(this.bytes(path)).trim() : undefined;
  }

  /** A storage whose size is known to be right; its numbers are read, and checked, when they are needed. */
  storage({ key, type, length }: StorageId): Storage {
    const path = `data/${key}`;
    const expected = length * (elementFormats.get(type)?.bytes ?? 0);
    const found = this.#entries.get(path)?.size ?? 0;
    if (found !== expected) {
      const got = `${found.toLocaleString('en-US')} bytes in ${path}`;
      const wanted = `${expected.toLocaleString('en-US')} for ${length.toLocaleString('en-US')} elements of ${type}`;
      throw new ThawError({ operation: this.file, got, expected: wanted, remedy: 'Download or copy the file again.' });
    }
    let bytes: Uint8Array | undefined;
    return new Storage(type, length, () => (bytes ??= this.bytes(path)));
  }

  /** Entries may overlap in the archive, so that their sum says more than each of them. */
  #refuseBomb(entries: readonly ZipEntry[]): void {
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    const most = mostInflation * this.archive.length + alwaysInflated;
    if (total <= most) return;
    throw new ThawError({
      operation: this.file,
      got: `${this.archive.length.toLocaleString('en-US')} bytes that inflate to ${total.toLocaleString('en-US')}`,
      expected: `at most ${most.toLocaleString('en-US')}`,
      remedy: 'Weights do not shrink so far: the file is made to do harm, or holds zeros.',
    });
  }

  #refusal(got: string, remedy: string): ThawError {
    return new ThawError({ operation: this.file, got, expected: 'a file that torch.save wrote', remedy });
  }
}
