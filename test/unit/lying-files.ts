/** Files that lie about what is in them: storages, views and pickles that are not what they say. */

import { zipSync } from 'fflate';
import { view, type HostileFiles } from './hostile-file.js';
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
  none,
  pickle,
  repeat,
  stateDict,
  storage,
  tensor,
  text,
  torchLegacy,
  torchZip,
  tuple,
} from './pickle-assembler.js';

export const lyingFiles: HostileFiles = {
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
