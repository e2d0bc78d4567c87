/** A folder of this machine as a store of downloads. */

import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore, FileWriter } from '../../engine/weights/download/file-store.js';

export class FolderStore implements FileStore {
  /** @param folder made when the first file is written. */
  constructor(readonly folder: string) {}

  names(): Promise<readonly string[]> {
    return readdir(this.folder).catch(ifMissing([]));
  }

  size(name: string): Promise<number | undefined> {
    return stat(this.pathOf(name)).then(({ size }) => size, ifMissing(undefined));
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(this.pathOf(name)));
  }

  async open(name: string): Promise<FileWriter> {
    await mkdir(this.folder, { recursive: true });
    const file = await open(this.pathOf(name), constants.O_RDWR | constants.O_CREAT);
    return {
      async write(bytes, at) {
        for (let done = 0; done < bytes.length;) {
          done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
        }
      },
      close: () => file.close(),
    };
  }

  remove(name: string): Promise<void> {
    return rm(this.pathOf(name), { force: true });
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }
}

/** What stands for a file or folder that is not there; other failures stay failures. */
function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
