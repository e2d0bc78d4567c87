/** A file that is made to do harm, and the error that it must end in. */

import { floats, stateDict, tensor, torchZip, type TensorParts } from './pickle-assembler.js';

export interface HostileFile {
  /** Made when it is asked for: some are large. */
  readonly bytes: () => Uint8Array;
  readonly message: string;
}

export type HostileFiles = Readonly<Record<string, HostileFile>>;

/** One tensor over a storage of four numbers. */
export const view = (parts: Partial<TensorParts>) => () =>
  torchZip(stateDict({ x: tensor({ length: 4, shape: [2, 2], stride: [2, 1], ...parts }) }), { 0: floats(1, 2, 3, 4) });
