/**
 * Small valid weights files of every format, for tests that damage them. Another format is another line of the table.
 */

import { writeSafetensors } from '../../engine/weights/safetensors.js';
import { nothingBeside, type OpenBeside } from '../../engine/weights/weight-file.js';
import {
  call,
  dictionary,
  floats,
  global,
  integer,
  pickle,
  stateDict,
  tensor,
  text,
  torchLegacy,
  torchZip,
  torchZipOf,
} from './pickle-assembler.js';
import { tinyOnnx } from './tiny-onnx.js';

export interface Seed {
  readonly name: string;
  /** What is damaged: the file itself, or a part of it that a checksum would protect. */
  readonly bytes: Uint8Array;
  /** The file around such a part. */
  readonly wrap: (bytes: Uint8Array) => Uint8Array;
  readonly beside: OpenBeside;
}

const dict = stateDict({
  'conv1.weight': tensor({ length: 6, shape: [3, 2], stride: [2, 1] }),
  'bn1.weight': tensor({ length: 6, offset: 1, shape: [2, 2], stride: [1, 2] }),
  'bn1.bias': tensor({ type: 'HalfStorage', key: '1', length: 2, shape: [2] }),
  'bn1.num_batches_tracked': tensor({ type: 'LongStorage', key: '2', length: 1, shape: [], stride: [] }),
});
const wrapped = dictionary(
  [text('epoch'), integer(3)],
  [text('args'), call(global('argparse', 'Namespace'))],
  [text('state_dict'), dict],
);
const storages = { 0: floats(1, 2, 3, 4, 5, 6), 1: Uint8Array.of(0, 0x3c, 0, 0xc0), 2: new Uint8Array(8) };
const single = stateDict({ x: tensor({ length: 3, shape: [3] }), y: tensor({ length: 3, shape: [2], offset: 1 }) });
const safetensors = writeSafetensors(
  new Map([
    ['conv1.weight', { shape: [2, 1, 1, 2], data: Float32Array.of(1, 2, 3, 4) }],
    ['bn1.weight', { shape: [2], data: Float32Array.of(5, 6) }],
  ]),
  { architecture: 'resnet20' },
);

const shard = 'model-00001-of-00001.safetensors';
const index = JSON.stringify({ metadata: {}, weight_map: { 'conv1.weight': shard, 'bn1.weight': shard } });
const openShard: OpenBeside = (name) => Promise.resolve(name === shard ? safetensors : undefined);

function seed(name: string, bytes: Uint8Array, wrap = (whole: Uint8Array) => whole, beside = nothingBeside): Seed {
  return { name, bytes, wrap, beside };
}

export const seeds: readonly Seed[] = [
  seed('safetensors', safetensors),
  seed('PyTorch zip', torchZip(wrapped, storages)),
  seed('PyTorch zip, deflated', torchZip(wrapped, storages, {}, { level: 9 })),
  seed('PyTorch zip, its pickle', Uint8Array.from(pickle(wrapped)), (bytes) => torchZipOf(bytes, storages)),
  seed('an index of shards', new TextEncoder().encode(index), undefined, openShard),
  seed('ONNX', tinyOnnx()),
  seed('PyTorch legacy pickle', torchLegacy(single, { 0: floats(1, 2, 3) })),
];
