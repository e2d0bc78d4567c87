/** The browser's private files as a store of downloads. They stay until they are deleted, or the browser runs out of room. */

import { MemoryStore, ThawError, type FileStore, type FileWriter } from '../../engine/index.js';
import { openSyncFile, privateFolder } from './private-files.js';

/** A folder of them; a private window may have no private files, and forgets everything with the page. */
export async function openPrivateStore(folder: string): Promise<FileStore> {
  try {
    return new PrivateStore(await privateFolder(folder));
  } catch {
    return new MemoryStore();
  }
}

class PrivateStore implements FileStore {
  constructor(readonly folder: FileSystemDirectoryHandle) {}

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of this.folder.keys()) names.push(name);
    return names;
  }

  async size(name: string): Promise<number | undefined> {
    return (await this.#file(name))?.size;
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const file = await (await this.folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  }

  async open(name: string): Promise<FileWriter> {
    const file = await openSyncFile(this.folder, name).catch((error: unknown) => {
      throw isNamed(error, 'NoModificationAllowedError') ? inUse(name) : error;
    });
    return {
      write(bytes, at) {
        file.write(bytes, { at });
        return Promise.resolve();
      },
      close() {
        file.close();
        return Promise.resolve();
      },
    };
  }

  async remove(name: string): Promise<void> {
    await this.folder.removeEntry(name).catch((error: unknown) => {
      if (isNamed(error, 'NoModificationAllowedError')) throw inUse(name);
      if (!isNamed(error, 'NotFoundError')) throw error;
    });
  }

  async #file(name: string): Promise<File | undefined> {
    try {
      return await (await this.folder.getFileHandle(name)).getFile();
    } catch (error) {
      if (isNamed(error, 'NotFoundError')) return undefined;
      throw error;
    }
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof DOMException && error.name === name;
}

function inUse(name: string): ThawError {
  return new ThawError({
    operation: name,
    got: 'a file that is being written',
    expected: 'it for this page alone',
    remedy: 'Another tab is downloading it: wait for it, or close that tab.',
  });
}
