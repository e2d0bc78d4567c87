/** What reading takes: large files little more than themselves, hostile ones next to nothing. */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { saveOnnx } from '../../engine/weights/onnx/write-onnx.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import { useFolder } from '../use-folder.js';
import { exhaustingFiles } from './exhausting-files.js';
import type { Measured } from './measure-reading.js';
import { stateDict, tensor, torchLegacy, torchZip, type Storages } from './pickle-assembler.js';
import { zeros } from './state-dicts.js';

const run = promisify(execFile);
const program = fileURLToPath(new URL('measure-reading.ts', import.meta.url));
const minute = 60_000;
const at = useFolder();

async function measure(bytes: Uint8Array): Promise<Measured> {
  const file = at('file');
  await writeFile(file, bytes);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', program, file]);
  return JSON.parse(stdout) as Measured;
}

describe('a file as large as ResNet-50’s', () => {
  /** 25.6 million parameters: 128 tensors of 200,000. */
  const names = Array.from({ length: 128 }, (_, index) => String(index));
  const length = 200_000;
  const numbers = new Float32Array(length).fill(0.5);
  const dictionary = stateDict(Object.fromEntries(names.map((key) => [key, tensor({ key, length, shape: [length] })])));
  const storages: Storages = Object.fromEntries(names.map((key) => [key, new Uint8Array(numbers.buffer)]));
  const tensors = new Map(names.map((name) => [name, { shape: [length], data: numbers }]));

  const resnet50 = architecture('resnet50');
  const onnx = () =>
    saveOnnx(
      { name: 'resnet50', architecture: resnet50, classes: [], preprocessing: defaultPreprocessing(resnet50) },
      zeros('resnet50'),
    );

  it.each<[string, () => Uint8Array, number?]>([
    ['.safetensors', () => writeSafetensors(tensors)],
    ['ONNX', onnx, resnet(resnet50).parameters.length],
    ['PyTorch zip', () => torchZip(dictionary, storages)],
    ['PyTorch legacy pickle', () => torchLegacy(dictionary, storages)],
  ])(
    'is read in a few seconds, in less than 2.5 times its size: %s',
    async (_, make, count = names.length) => {
      const bytes = make();
      expect(bytes.length).toBeGreaterThan(102e6);
      const { cpuMilliseconds, extraBytes, outcome } = await measure(bytes);
      expect(outcome).toBe(count);
      expect(bytes.length + extraBytes).toBeLessThan(2.5 * bytes.length);
      expect(cpuMilliseconds).toBeLessThan(5000);
    },
    minute,
  );
});

describe('a file made to exhaust memory takes less than 64 MB:', () => {
  it.each(Object.keys(exhaustingFiles))(
    '%s',
    async (name) => {
      const { bytes, message } = exhaustingFiles[name] ?? {};
      const { extraBytes, outcome } = await measure(bytes?.() ?? new Uint8Array());
      expect(outcome).toContain(message);
      expect(extraBytes).toBeLessThan(64e6);
    },
    minute,
  );
});
