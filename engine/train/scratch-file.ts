/**
 * A file of the host's for what does not fit on the GPU: the browser's private file system in a worker. It is read in
 * mid-step, so reading does not wait; only workers can do that.
 */

export interface ScratchFile {
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  /** Fills `into` with the bytes from `at` on. */
  read(into: Uint8Array<ArrayBuffer>, at: number): void;
  /** Closes and deletes it. */
  destroy(): void;
}

/** Opens an empty one for so many bytes. Throws a `ThawError` with the numbers where the host has no room for them. */
export type OpenScratchFile = (bytes: number) => Promise<ScratchFile>;
