/** How PyTorch's two containers are known by their beginnings; what reads them is loaded with the first one. */

import { beginningOf } from '../file-kind.js';
import type { WeightReader } from '../weight-file.js';

export const torchZip: WeightReader = {
  format: 'PyTorch zip',
  recognises: (bytes) => /^PK(\x03\x04|\x05\x06)/.test(beginningOf(bytes)),
  read: async (bytes, name) => (await import('./read-torch.js')).readTorchZip(bytes, name),
};

/** Pickles of protocol 0 begin with a name; they are no checkpoints, and the name is worth telling. */
export const torchLegacy: WeightReader = {
  format: 'PyTorch legacy pickle',
  recognises: (bytes) => /^(\x80[\x02-\x05]|c[\w.]+\n)/.test(beginningOf(bytes)),
  read: async (bytes, name) => (await import('./read-torch.js')).readTorchLegacy(bytes, name),
};
