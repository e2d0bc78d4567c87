/**
 * The browser's private file system, as a worker has it: files are read and written in place and at once (Safari knows
 * no other way to write).
 */

import { megabytes, ThawError } from '../../engine/index.js';

/** An open file; the types of a page do not know it. */
export interface SyncFile {
  truncate(size: number): void;
  write(bytes: Uint8Array, options?: { readonly at: number }): number;
  read(into: Uint8Array, options?: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

/** A folder of the private file system, made where there is none. */
export async function privateFolder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

/** Opens a file, made where there is none. Rejects where another tab has it open. */
export async function openSyncFile(folder: FileSystemDirectoryHandle, name: string): Promise<SyncFile> {
  const handle = (await folder.getFileHandle(name, { create: true })) as SyncFileHandle;
  return handle.createSyncAccessHandle();
}

/** @throws ThawError where the browser's storage has no room for so many bytes. */
export async function checkRoom(operation: string, bytes: number, remedy: string): Promise<void> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  if (bytes <= quota - usage) return;
  throw new ThawError({
    operation,
    got: megabytes(bytes),
    expected: `at most ${megabytes(Math.max(0, quota - usage))}, what the browser's storage has left`,
    remedy,
  });
}
