/**
 * The browser's private file system, as a worker has it: files are read and written in place and at once (Safari knows
 * no other way to write).
 */

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
