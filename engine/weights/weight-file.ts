/** What a reader makes of a weights file, whatever its format: the tensors, and what the file says beside them. */

import type { Tensors } from './tensor.js';

export interface WeightFile {
  /** As a report names it: `safetensors`, `PyTorch zip`. */
  readonly format: string;
  /** By the file's own names and in its order; in PyTorch's layouts, as float32. */
  readonly tensors: Tensors;
  /** In which its weights are stored, by their names in safetensors files: `F16`. */
  readonly elementTypes: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Tensors that hold no weights (integers and booleans), as `name (type)`. */
  readonly skipped: readonly string[];
  /** What the reader chose or left aside, as sentences for a person. */
  readonly notes: readonly string[];
}

/** The bytes of another file of the same folder or drop, by its name; `undefined` where it is not there. */
export type OpenBeside = (name: string) => Promise<Uint8Array | undefined>;

/** One format: how a file of it begins, and how it is read. */
export interface WeightReader {
  readonly format: string;
  /** Told from the first bytes; `name` only where those leave it open. */
  readonly recognises: (bytes: Uint8Array, name: string) => boolean;
  /** @throws ThawError, one, that says what is wrong with the file and what to do. */
  readonly read: (bytes: Uint8Array, name: string, beside: OpenBeside) => WeightFile | Promise<WeightFile>;
}

/** For a file that comes alone. */
export const nothingBeside: OpenBeside = () => Promise.resolve(undefined);
