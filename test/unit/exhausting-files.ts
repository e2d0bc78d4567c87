/** Files made to exhaust memory or time. */

import { view, type HostileFiles } from './hostile-file.js';
import {
  ascii,
  emptyList,
  get,
  global,
  mark,
  none,
  put,
  repeat,
  stateDict,
  tensor,
  torchZip,
  type Code,
} from './pickle-assembler.js';
import { message, modelOf } from './tiny-onnx.js';

/** A pickle of `count` times the same bytes. Large ones are filled in place: spreading millions of numbers overflows. */
function flood(count: number, code: Code): Uint8Array {
  const bytes = new Uint8Array(2 + count * code.length + 1);
  bytes.set([0x80, 2]);
  for (let at = 2; at < bytes.length - 1; at += code.length) bytes.set(code, at);
  bytes[bytes.length - 1] = 0x2e;
  return bytes;
}

/** A list of references to the one before, as often as levels. */
const laughs: Code = [
  ...emptyList,
  ...put(0),
  ...Array.from({ length: 500 }, (_, level) => [
    ...emptyList,
    ...put(level + 1),
    ...mark,
    ...repeat(10, get(level)),
    ...ascii('e'),
  ]).flat(),
];

const exhaustingPickles: HostileFiles = {
  'lists of ten references each, 500 levels': {
    bytes: () => torchZip(laughs),
    message: 'got a list, expected tensors',
  },
  'a list that holds itself': {
    bytes: () => torchZip([...emptyList, ...put(0), ...get(0), ...ascii('a')]),
    message: 'got a list, expected tensors',
  },
  'lists in lists, a million deep': { bytes: () => flood(1_000_000, emptyList), message: 'take more than 24 MiB' },
  'tuples in tuples, a hundred thousand deep': {
    bytes: () => {
      const bytes = flood(100_000, [0x85]);
      bytes.set([0x80, 2, 0x4e, 0x85]);
      return bytes;
    },
    message: 'got a Python pickle of a list',
  },
  'two million groups that never end': { bytes: () => flood(4_000_000, mark), message: 'take more than 24 MiB' },
  'a million dictionaries': { bytes: () => flood(1_000_000, ascii('}')), message: 'take more than 24 MiB' },
  'ten million values': { bytes: () => flood(10_000_000, none), message: 'take more than 24 MiB' },
  'a flood of kept values': {
    bytes: () => flood(2_000_000, [...none, 0x94]),
    message: 'take more than 24 MiB',
  },
  'one list copied into many dictionaries': {
    bytes: () => {
      const pairs = [...emptyList, ...put(0), ...mark, ...repeat(20_000, [...none, ...none, 0x86]), ...ascii('e')];
      const copy = [...get(1), ...get(0), 0x85, 0x52];
      return torchZip([...global('collections', 'OrderedDict'), ...put(1), ...pairs, ...repeat(2000, copy)]);
    },
    message: 'take more than 24 MiB',
  },
  'a text of 60 MB': {
    bytes: () => {
      const bytes = new Uint8Array(60e6).fill(0x61);
      bytes.set([0x80, 2, 0x58]);
      new DataView(bytes.buffer).setUint32(3, bytes.length - 8, true);
      return bytes;
    },
    message: 'take more than 24 MiB',
  },
  'an integer of two billion bytes': {
    bytes: () => torchZip([0x8b, 0xff, 0xff, 0xff, 0x7f]),
    message: 'got an integer of 2,147,483,647 bytes',
  },
  'a zip bomb': {
    bytes: () => torchZip(stateDict({}), { 0: new Uint8Array(100e6) }, {}, { level: 9 }),
    message: 'bytes that inflate to 100,000,',
  },
  'a zip bomb that says it is none': {
    bytes: () => {
      const value = stateDict({ x: tensor({ length: 4, shape: [4] }) });
      const bytes = torchZip(value, { 0: new Uint8Array(20e6) }, {}, { level: 9 });
      const entry = Buffer.from(bytes).lastIndexOf('archive/data/0') - 46;
      new DataView(bytes.buffer).setUint32(entry + 24, 16, true);
      return bytes;
    },
    message: 'expected 16 undamaged bytes',
  },
  'a tensor that repeats one number': {
    bytes: view({ shape: [2 ** 20, 2 ** 20], stride: [0, 0] }),
    message: 'got tensors of 1,099,511,627,776 elements in storages of 4, expected at most 4 times as many',
  },
  'a thousand tensors over one storage': {
    bytes: () => {
      const parts = { length: 500_000, shape: [100_000, 5], stride: [1, 100_000] };
      const tensors = Array.from({ length: 1000 }, (_, index) => [`x${index}`, tensor(parts)] as const);
      return torchZip(stateDict(Object.fromEntries(tensors)), { 0: new Uint8Array(2_000_000) });
    },
    message: 'got tensors of 500,000,000 elements in storages of 500,000',
  },
};

/** Nodes of a graph, each with nothing but the name of an operator, `A`. */
const bareNodes = (count: number) => {
  const node = [0x0a, 3, 0x22, 1, 0x41];
  return new Uint8Array(node.length * count).map((_, index) => node[index % node.length] ?? 0);
};

const ofOnnx: HostileFiles = {
  'as many ONNX nodes as there may be': {
    bytes: () => modelOf(bareNodes(19_990)),
    message: 'expected one, the picture',
  },
  'five million ONNX nodes': { bytes: () => modelOf(bareNodes(5_000_000)), message: 'more than 40,000 fields' },
  'an ONNX tensor of a million dimensions': {
    bytes: () => modelOf(message([5, message([8, Uint8Array.of(0x61)], [1, new Uint8Array(1_000_000).fill(1)])])),
    message: 'more than 40,000 fields',
  },
  'an ONNX name of 60 MB': {
    bytes: () => modelOf(message([2, new Uint8Array(60e6).fill(0x61)])),
    message: 'or texts as long as those',
  },
};

export const exhaustingFiles: HostileFiles = { ...exhaustingPickles, ...ofOnnx };
