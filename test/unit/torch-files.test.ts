/** Reading PyTorch's checkpoints: what PyTorch itself wrote, and what older or other programs write. */

import { readFileSync } from 'node:fs';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWeights } from '../../engine/weights/read-weights.js';
import { readSafetensors } from '../../engine/weights/safetensors.js';
import {
  ascii,
  call,
  dictionary,
  floats,
  global,
  integer,
  magicNumber,
  none,
  pickle,
  stateDict,
  storage,
  system,
  tensor,
  text,
  torchLegacy,
  torchZip,
  tuple,
} from './pickle-assembler.js';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/torch/${name}`, import.meta.url));
const read = (name: string) => readWeights(fixture(name), name);

describe.each([
  ['PyTorch zip', ''],
  ['PyTorch legacy pickle', '-legacy'],
])('%s', (format, suffix) => {
  it('gives every tensor as PyTorch sees it, whatever its type, strides and storage', async () => {
    const { tensors } = readSafetensors(fixture('views.safetensors'));
    const file = await read(`views${suffix}.pth`);
    expect(file.format).toBe(format);
    expect(new Map(file.tensors)).toEqual(new Map(tensors));
    expect(file.skipped).toEqual(['num_batches_tracked (I64)', 'int32 (I32)', 'uint8 (U8)', 'bool (BOOL)']);
    expect(file.notes).toEqual([]);
  });

  it('finds the state dict that a script wrapped, among scores, options, dates and an optimiser', async () => {
    const { tensors } = readSafetensors(fixture('network.safetensors'));
    const file = await read(`wrapper${suffix}.pth`);
    expect(new Map(file.tensors)).toEqual(new Map(tensors));
    expect([...file.tensors.keys()]).toContain('module.conv1.weight');
    expect(file.metadata).toEqual({ epoch: '90', arch: 'resnet20', classes: '["cat","dog"]' });
    expect(file.notes).toEqual(['The weights are those under "state_dict".']);
  });

  it('takes the trained weights rather than their average, and says so', async () => {
    const file = await read(`averaged${suffix}.pth`);
    expect([...file.tensors.keys()]).toContain('conv1.weight');
    expect(file.notes).toEqual([
      'The weights are those under "model".',
      'Their average over the training (EMA), under "model_ema", was left aside.',
    ]);
  });

  it('takes the average where there is nothing else', async () => {
    const file = await read(`average-alone${suffix}.pth`);
    expect([...file.tensors.keys()]).toContain('module.conv1.weight');
    expect(file.skipped).toEqual(['module.bn1.num_batches_tracked (I64)']);
    expect(file.notes[1]).toBe('They are an average over the training (EMA), the only ones in the file.');
  });

  it('refuses a module that was pickled whole, naming its class', async () => {
    await expect(read(`whole-module${suffix}.pth`)).rejects.toThrow(
      `whole-module${suffix}.pth: got a whole object of the class torch.nn.modules.linear.Linear, expected tensors and ` +
        'plain values alone. Nothing of it was run. If you trust the file, save its weights alone in PyTorch: ' +
        'torch.save(model.state_dict(), path).',
    );
  });
});

describe('a zip archive', () => {
  it('may hold a pickle of a later protocol', async () => {
    expect((await read('views-protocol4.pth')).tensors).toEqual((await read('views.pth')).tensors);
  });

  it('may have been packed again, deflated and into another folder', async () => {
    const entries = Object.entries(unzipSync(fixture('views.pth')));
    const moved: Zippable = Object.fromEntries(entries.map(([path, bytes]) => [path.replace(/^views/, 'a/b'), bytes]));
    const file = await readWeights(zipSync(moved, { level: 9 }), 'again.pth');
    expect(file.tensors).toEqual((await read('views.pth')).tensors);
  });

  it('gives aligned float32 tensors as views of the file', async () => {
    const bytes = new Uint8Array(fixture('views.pth'));
    const { tensors } = await readWeights(bytes, 'views.pth');
    expect(tensors.get('contiguous')?.data.buffer).toBe(bytes.buffer);
    expect(tensors.get('offset')?.data.buffer).toBe(bytes.buffer);
    expect(tensors.get('transposed')?.data.buffer).not.toBe(bytes.buffer);
  });

  it('is refused as big-endian, TorchScript, or no checkpoint', async () => {
    const big = torchZip(stateDict({}), {}, { byteorder: 'big' });
    await expect(readWeights(big, 'big.pth')).rejects.toThrow(
      'got numbers in big-endian order, expected little-endian',
    );
    await expect(read('script.pt')).rejects.toThrow(
      'script.pt: got a TorchScript archive, expected a file that torch.save wrote. Save its weights in PyTorch: ' +
        'torch.save(torch.jit.load(path).state_dict(), other_path).',
    );
    const other = zipSync({ 'model.pth': new Uint8Array(4) });
    await expect(readWeights(other, 'model.zip')).rejects.toThrow('model.zip: got a zip archive without a data.pkl');
  });

  it('is refused where its numbers differ from their checksum', async () => {
    const damaged = torchZip(stateDict({ x: tensor({ length: 2, shape: [2] }) }), { 0: floats(1.5, 2.5) });
    damaged[Buffer.from(damaged).indexOf(Buffer.from(floats(1.5, 2.5)))] = 1;
    await expect(readWeights(damaged, 'x.pth')).rejects.toThrow(
      'x.pth: archive/data/0: got data that differ from their checksum',
    );
  });
});

describe('a file of the old kind', () => {
  it('may have storages that are parts of others', async () => {
    const view = tuple(text('7'), integer(1), integer(2));
    const value = stateDict({
      whole: tensor({ length: 4, shape: [4], view: none }),
      part: tensor({ length: 4, shape: [2], view }),
    });
    const { tensors } = await readWeights(torchLegacy(value, { 0: floats(1, 2, 3, 4) }), 'old.pth');
    expect(tensors.get('whole')?.data).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(tensors.get('part')?.data).toEqual(Float32Array.of(2, 3));
  });

  it('may come from Python 2: strings of bytes, long integers as text, dictionaries from lists of pairs', async () => {
    const name = [0x55, 1, ...ascii('x')];
    const pairs = [...ascii('](]('), ...name, ...tensor({ length: 1, shape: [1] }), ...ascii('ee')];
    const value = dictionary(
      [text('state_dict'), call(global('collections', 'OrderedDict'), pairs)],
      [text('seen'), ascii('I12345678901\n')],
    );
    const { tensors, metadata } = await readWeights(torchLegacy(value, { 0: floats(5) }), 'two.th');
    expect(tensors.get('x')?.data).toEqual(Float32Array.of(5));
    expect(metadata).toEqual({ seen: '12345678901' });
  });

  it('is refused from a big-endian machine, and as another pickle', async () => {
    const big = Uint8Array.from([...magicNumber, ...pickle(integer(1001)), ...system(false)]);
    await expect(readWeights(big, 'big.pth')).rejects.toThrow('big.pth: got numbers in big-endian order');
    const arrays = Uint8Array.from(pickle(dictionary([text('conv1_w'), none])));
    await expect(readWeights(arrays, 'R-50.pkl')).rejects.toThrow(
      'R-50.pkl: got a Python pickle of a dictionary, expected a file that torch.save wrote.',
    );
  });

  it('is refused wherever it is cut', async () => {
    const whole = torchLegacy(stateDict({ x: tensor({ length: 2, shape: [2] }) }), { 0: floats(1, 2) });
    for (let length = 2; length < whole.length; length++) {
      await expect(readWeights(whole.subarray(0, length), 'cut.pth'), `${length} bytes`).rejects.toThrow(/^cut\.pth/);
    }
  });
});

describe('what holds no state dict is told by what it holds', () => {
  it.each([
    [
      'a dictionary of others',
      dictionary([text('epoch'), integer(3)], [text('loss'), none]),
      'got a dictionary of the text "epoch", the text "loss", expected tensors by name',
    ],
    ['a list', tuple(integer(1)), 'got a list, expected tensors by name, in a state dict'],
    ['a tensor', tensor({ length: 1, shape: [1] }), 'got a tensor or storage, expected tensors by name'],
  ])('%s', async (_, value, message) => {
    await expect(readWeights(torchZip(value, { 0: floats(1) }), 'x.pth')).rejects.toThrow(message);
  });

  it('and what stands among the tensors is left aside with a note', async () => {
    const value = dictionary([text('x'), tensor({ length: 1, shape: [1] })], [text('extra'), integer(3)], [none, none]);
    const { notes } = await readWeights(torchZip(value, { 0: floats(1) }), 'x.pth');
    expect(notes).toEqual(['"extra", and 1 more, stood among the tensors and was left aside: it is the number 3.']);
  });
});

it('names tensors that are infinite or not a number, in every format', async () => {
  const value = stateDict({ a: tensor({ length: 2, shape: [2] }), b: tensor({ length: 2, shape: [1] }) });
  const { tensors, notes } = await readWeights(torchZip(value, { 0: floats(1, NaN) }), 'x.pth');
  expect(tensors.get('a')?.data).toEqual(Float32Array.of(1, NaN));
  expect(notes).toEqual([
    'Warning: a has values that are infinite or not a number (NaN); what the model computes will not be of use.',
  ]);
});

it('knows a storage by its type alone, untyped ones as bytes', async () => {
  const untyped = storage({ type: 'UntypedStorage', length: 4 });
  const rebuild = global('torch._utils', '_rebuild_tensor_v2');
  const bytes = call(rebuild, untyped, integer(0), tuple(integer(4)), tuple(integer(1)));
  expect((await readWeights(torchZip(stateDict({ bytes }), { 0: floats(1) }), 'x.pth')).skipped).toEqual([
    'bytes (U8)',
  ]);
});
