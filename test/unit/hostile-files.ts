/** Files made to run code, to exhaust memory or time, or to lie about what is in them; and what is no weights file at all. */

import { exhaustingFiles } from './exhausting-files.js';
import type { HostileFiles } from './hostile-file.js';
import { lyingFiles } from './lying-files.js';
import { call, global, integer, pickle, stateDict, text, torchLegacy, torchZip, tuple } from './pickle-assembler.js';

const system = call(global('posix', 'system'), text('touch hacked'));
const plain = (content: string) => new TextEncoder().encode(content);

const runsCode: HostileFiles = {
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

const others: HostileFiles = {
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

export const hostileFiles: HostileFiles = { ...runsCode, ...exhaustingFiles, ...lyingFiles, ...others };
