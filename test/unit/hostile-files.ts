/**
 * Files made to run code, to exhaust memory or time, or to lie about what is in them, each with the error that it must
 * end in. They are made when they are asked for: some are large.
 */

import { zipSync } from 'fflate';
import {
  ascii,
  boolean,
  call,
  dictionary,
  emptyList,
  emptyTuple,
  floats,
  get,
  global,
  integer,
  long,
  mark,
  none,
  pickle,
  put,
  stateDict,
  storage,
  tensor,
  text,
  torchLegacy,
  torchZip,
  tuple,
  type Code,
  type TensorParts,
} from './pickle-assembler.js';
import { message, modelOf } from './tiny-onnx.js';

export interface HostileFile {
  readonly bytes: () => Uint8Array;
  readonly message: string;
}

const system = call(global('posix', 'system'), text('touch hacked'));
const repeat = (count: number, code: Code): Code => Array.from({ length: count }, () => code).flat();
const plain = (content: string) => new TextEncoder().encode(content);

/** A pickle of `count` times the same bytes. Large ones are filled in place: spreading millions of numbers overflows. */
function flood(count: number, code: Code): Uint8Array {
  const bytes = new Uint8Array(2 + count * code.length + 1);
  bytes.set([0x80, 2]);
  for (let at = 2; at < bytes.length - 1; at += code.length) bytes.set(code, at);
  bytes[bytes.length - 1] = 0x2e;
  return bytes;
}

/** One tensor over a storage of four numbers. */
const view = (parts: Partial<TensorParts>) => () =>
  torchZip(stateDict({ x: tensor({ length: 4, shape: [2, 2], stride: [2, 1], ...parts }) }), { 0: floats(1, 2, 3, 4) });

const runsCode: Readonly<Record<string, HostileFile>> = {
  'os.system in a zip': {
    bytes: () => torchZip(system),
    message: 'got a pickle that calls for posix.system, expected',
  },
  'os.system in an old file': { bytes: () => torchLegacy(system), message: 'calls for posix.system' },
  'os.system before the magic number': { bytes: () => Uint8Array.from(pickle(system)), message: 'posix.system' },
  'os.system as text': { bytes: () => plain("cposix\nsystem\n(S'touch hacked'\ntR."), message: 'posix.system' },
  'os.system by names from the stack': {
    bytes: () => torchZip([...text('os'), ...text('system'), 0x93, ...tuple(text('x')), 0x52]),
    message: 'os.system',
  },
  'eval among the tensors': {
    bytes: () => torchZip(stateDict({ x: call(global('builtins', 'eval'), text('1')) })),
    message: 'calls for builtins.eval',
  },
  'getattr on what is allowed': {
    bytes: () => torchZip(call(global('builtins', 'getattr'), global('torch', 'Size'), text('__class__'))),
    message: 'calls for builtins.getattr',
  },
  'a class that starts a process': {
    bytes: () => torchZip([...global('subprocess', 'Popen'), ...tuple(text('x')), 0x81]),
    message: 'got a whole object of the class subprocess.Popen',
  },
  'a name that would move the cursor of a terminal': {
    bytes: () => torchZip(global('os', '\x1b[2Jsystem')),
    message: 'calls for os.?[2Jsystem',
  },
  'a name from the extension registry': { bytes: () => torchZip([0x82, 1]), message: 'unknown instruction 0x82' },
  'a call of what is no name': { bytes: () => torchZip(call(text('x'))), message: 'got a call of the text "x"' },
  'a prototype': {
    bytes: () => torchZip(stateDict({ __proto__: integer(1), constructor: integer(1) })),
    message: 'got a dictionary of the text "constructor", expected tensors',
  },
};

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

const exhaustingPickles: Readonly<Record<string, HostileFile>> = {
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

const lies: Readonly<Record<string, HostileFile>> = {
  'a storage smaller than it says': {
    bytes: view({ length: 5 }),
    message: 'got 16 bytes in data/0, expected 20 for 5',
  },
  'a storage larger than it says': { bytes: view({ length: 3 }), message: 'got 16 bytes in data/0, expected 12 for 3' },
  'a storage of 2^60 numbers': { bytes: view({ length: 2 ** 60 }), message: "expected ('storage', type, key, place" },
  'a storage of 2^50 numbers in an old file': {
    bytes: () => torchLegacy(stateDict({ x: tensor({ length: 2 ** 50, shape: [1] }) }), { 0: floats(1) }),
    message: 'got a storage of 1 elements, expected 1125899906842624',
  },
  'a storage that is not there': { bytes: view({ key: '../../etc/passwd' }), message: 'got 0 bytes in data/../../etc' },
  'a storage that an old file does not list': {
    bytes: () => torchLegacy(stateDict({ x: tensor({ length: 1, shape: [1] }) })),
    message: 'got no numbers of storage "0"',
  },
  'a storage that only the list knows': {
    bytes: () => torchLegacy(stateDict({}), { 0: floats(1) }),
    message: 'got storage the text "0", expected each storage of the object once',
  },
  'one storage of two types': {
    bytes: () => {
      const tensors = {
        x: tensor({ length: 1, shape: [1] }),
        y: tensor({ type: 'IntStorage', length: 1, shape: [1] }),
      };
      return torchZip(stateDict(tensors), { 0: floats(1) });
    },
    message: 'got 1 elements of I32, expected 1 of F32, as before',
  },
  'a part beyond its storage': {
    bytes: () => {
      const part = tuple(text('1'), integer(2), integer(3));
      return torchLegacy(stateDict({ x: tensor({ length: 4, shape: [1], view: part }) }), { 0: floats(1, 2, 3, 4) });
    },
    message: 'got a view of the number 3 elements from the number 2 on, expected a part of its 4 elements',
  },
  'a storage of no known type': { bytes: view({ type: 'QInt8Storage' }), message: 'calls for torch.QInt8Storage' },
  'an id of lists in lists': {
    bytes: () => torchZip([...repeat(500, emptyList), 0x51]),
    message: "expected ('storage'",
  },
  'a negative offset': {
    bytes: view({ offset: -1 }),
    message: 'with stride [2, 1] from element -1 on, expected a view',
  },
  'an offset beyond the storage': { bytes: view({ offset: 1 }), message: 'expected a view within the 4 elements' },
  'negative strides': { bytes: view({ stride: [-2, 1], offset: 2 }), message: 'with stride [-2, 1]' },
  'strides that overflow': { bytes: view({ stride: [2 ** 62, 1] }), message: 'a tensor' },
  'sizes that overflow': {
    bytes: view({ shape: [2 ** 31, 2 ** 31, 4], stride: [0, 0, 1] }),
    message: 'a tensor [2147',
  },
  'sizes that are no numbers': {
    bytes: () => {
      const args = [storage({ length: 1 }), integer(0), tuple(text('4')), tuple(none)];
      return torchZip(stateDict({ x: call(global('torch._utils', '_rebuild_tensor_v2'), ...args) }), { 0: floats(1) });
    },
    message: 'got a tensor without offset, size or stride',
  },
  'a tensor of no storage': {
    bytes: () => torchZip(call(global('torch._utils', '_rebuild_tensor_v2'), none)),
    message: 'torch._utils._rebuild_tensor: got None, expected a storage',
  },
  'a dictionary of no pairs': {
    bytes: () => torchZip(call(global('collections', 'OrderedDict'), tuple(integer(1)))),
    message: 'collections.OrderedDict: got a list, expected pairs',
  },
  'a value set without a dictionary': {
    bytes: () => torchZip([...none, ...none, ...none, 0x73]),
    message: 'got 2 keys and values for None, at byte',
  },
  'attributes of a number': { bytes: () => torchZip([...none, ...none, 0x62]), message: 'got attributes for None' },
  'a stack that is empty': {
    bytes: () => torchZip(ascii('0')),
    message: 'got an instruction without a value to work on',
  },
  'a group that never began': { bytes: () => torchZip(ascii('t')), message: 'the end of a group that never began' },
  'a reference to nothing': {
    bytes: () => torchZip(get(7)),
    message: 'a reference to the value 7, which was never kept',
  },
  'a name of nothing': { bytes: () => torchZip([...none, ...none, 0x93]), message: 'got a name that is no text' },
  'a pickle that never ends': {
    bytes: () => zipSync({ 'a/data.pkl': Uint8Array.from([0x80, 2, ...emptyTuple]) }),
    message: 'got 3 bytes, expected 1 bytes from byte 3 on. The file is cut short or damaged',
  },
  'another version of the old format': {
    bytes: () => Uint8Array.from([...pickle(long(0x1950a86a20f9469cfc6cn, 10)), ...pickle(boolean(true))]),
    message: 'got version True of the format, expected version 1001',
  },
  'a dictionary of optimisers alone': {
    bytes: () =>
      torchZip(dictionary([text('optimizer'), dictionary([integer(0), tensor({ length: 1, shape: [1] })])]), {
        0: floats(1),
      }),
    message: 'got a dictionary of the text "optimizer", expected tensors by name',
  },
};

const others: Readonly<Record<string, HostileFile>> = {
  'an empty file': {
    bytes: () => new Uint8Array(),
    message: 'got an empty file, expected a weights file: an index of shards, PyTorch zip',
  },
  'a web page': { bytes: () => plain('<!DOCTYPE html><title>404</title>'), message: 'got an HTML page, expected' },
  'a Git LFS pointer': {
    bytes: () => plain('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 46830571\n'),
    message: 'got a Git LFS pointer',
  },
  'an HDF5 file': { bytes: () => plain('\u0089HDF\r\n').slice(1), message: 'expected a weights file' },
  'a safetensors header of 2^63 bytes': {
    bytes: () => Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0x80, 0x7b, 0x7d]),
    message: 'got a header of 9,223,372,036,854,775,808 bytes',
  },
};

/** Nodes of a graph, each with nothing but the name of an operator, `A`. */
const bareNodes = (count: number) => {
  const node = [0x0a, 3, 0x22, 1, 0x41];
  return new Uint8Array(node.length * count).map((_, index) => node[index % node.length] ?? 0);
};

const ofOnnx: Readonly<Record<string, HostileFile>> = {
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

export const exhaustingFiles = { ...exhaustingPickles, ...ofOnnx };

export const hostileFiles: Readonly<Record<string, HostileFile>> = {
  ...runsCode,
  ...exhaustingFiles,
  ...lies,
  ...others,
};
