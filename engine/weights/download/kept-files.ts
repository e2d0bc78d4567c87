/**
 * The files that a store keeps, each with a record beside it (`<name>.json`): where it is from, whether it is whole, and
 * its checksum. A deleted file leaves the checksum behind, which the next download of it is held against.
 */

import { writeFile, type FileStore } from './file-store.js';

/** What is known of a file. */
export interface KeptRecord {
  readonly url: string;
  readonly isComplete: boolean;
  /** What the server calls this version of the file (its ETag, or when it was modified): two of them are not mixed. */
  readonly version?: string | undefined;
  /** In bytes, where the server told. */
  readonly total?: number | undefined;
  /** In hex, of a download that was whole. */
  readonly sha256?: string | undefined;
}

export interface KeptFile {
  readonly name: string;
  readonly url: string;
  /** That are here. */
  readonly bytes: number;
  readonly isComplete: boolean;
}

const suffix = '.json';

export class KeptFiles {
  constructor(readonly store: FileStore) {}

  /** A record that cannot be read counts as absent: the file is then downloaded again. */
  async record(name: string): Promise<KeptRecord | undefined> {
    if ((await this.store.size(name + suffix)) === undefined) return undefined;
    try {
      return JSON.parse(new TextDecoder().decode(await this.store.read(name + suffix))) as KeptRecord;
    } catch {
      return undefined;
    }
  }

  note(name: string, record: KeptRecord): Promise<void> {
    return writeFile(this.store, name + suffix, new TextEncoder().encode(JSON.stringify(record)));
  }

  /** Every file of which there is something, by name. */
  async list(): Promise<KeptFile[]> {
    const names = (await this.store.names()).filter((name) => !name.endsWith(suffix)).sort();
    return Promise.all(
      names.map(async (name) => {
        const { url = '', isComplete = false } = (await this.record(name)) ?? {};
        return { name, url, bytes: (await this.store.size(name)) ?? 0, isComplete };
      }),
    );
  }

  /** Deletes a file but remembers its checksum. */
  async delete(name: string): Promise<void> {
    const record = await this.record(name);
    await this.store.remove(name);
    if (record?.sha256 === undefined) await this.store.remove(name + suffix);
    else await this.note(name, { url: record.url, isComplete: false, sha256: record.sha256 });
  }

  /** Deletes every file, and forgets the checksums. */
  async clear(): Promise<void> {
    for (const name of await this.store.names()) await this.store.remove(name);
  }
}
