/** Weights that are split over several files: found through their index, and held against it. */

import { describe, expect, it } from 'vitest';
import { readWeights } from '../../engine/weights/read-weights.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { floats, stateDict, tensor, torchZip } from './pickle-assembler.js';

const [one, two] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
const file = 'model.safetensors.index.json';

const single = (value: number): Tensor => ({ shape: [1], data: Float32Array.of(value) });
const shard = (...names: string[]) => writeSafetensors(new Map(names.map((name, index) => [name, single(index)])));
const index = (map: unknown, metadata: unknown = { total_size: 12 }) =>
  new TextEncoder().encode(JSON.stringify({ metadata, weight_map: map }));
const among = (files: Readonly<Record<string, Uint8Array>>) => (name: string) => Promise.resolve(files[name]);

const map = { a: one, b: one, c: two };
const files = { [one]: shard('a', 'b'), [two]: shard('c') };

describe('shards', () => {
  it('are read through their index', async () => {
    const read = await readWeights(index(map), file, among(files));
    expect([...read.tensors.keys()]).toEqual(['a', 'b', 'c']);
    expect(read.format).toBe('safetensors in 2 shards');
  });

  it('may be of another format, with integers among them', async () => {
    const counter = tensor({ type: 'LongStorage', key: '1', length: 1, shape: [], stride: [] });
    const torch = torchZip(stateDict({ a: tensor({ length: 1, shape: [1] }), n: counter }), {
      0: floats(7),
      1: new Uint8Array(8),
    });
    const read = await readWeights(index({ a: 'x.bin', n: 'x.bin' }), 'x.bin.index.json', among({ 'x.bin': torch }));
    expect(read.tensors.get('a')).toEqual(single(7));
    expect(read.skipped).toEqual(['n (I64)']);
    expect(read.format).toBe('PyTorch zip in 1 shard');
  });

  it('are told by what is in the index, whatever it is called', async () => {
    expect((await readWeights(index(map), 'index.txt', among(files))).tensors.size).toBe(3);
  });
});

describe('is refused:', () => {
  it.each<[string, Uint8Array, Readonly<Record<string, Uint8Array>>, string]>([
    [
      'a shard that is not there',
      index(map),
      { [one]: shard('a', 'b') },
      `${file}: got no file "${two}" beside it, expected its 2 shards. Open the index together with all of them.`,
    ],
    [
      'a tensor that the shard has not',
      index(map),
      { ...files, [one]: shard('a') },
      `${file}, ${one}: got no tensor b, expected it there, as the index says.`,
    ],
    [
      'a tensor in two shards',
      index(map),
      { ...files, [two]: shard('c', 'a') },
      `${file}, ${two}: got the tensor a, expected it in ${one}, as the index says.`,
    ],
    [
      'a tensor that the index has not',
      index(map),
      { ...files, [two]: shard('c', 'd') },
      `${file}, ${two}: got the tensor d, expected it in no shard, as the index says.`,
    ],
    ['a tensor twice', new TextEncoder().encode('{"weight_map":{"a":"x","a":"y"}}'), files, `${file}: got "a" twice`],
    ['an index of nothing', index({}), files, 'weight_map: got no tensors, expected the names of files'],
    [
      'a file elsewhere',
      index({ a: '../secret' }),
      files,
      'got "a": "../secret", expected the names of files in the same',
    ],
    ['a folder', index({ a: '..' }), files, 'got "a": "..", expected the names of files in the same folder'],
    ['no name of a file', index({ a: 7 }), files, 'got "a": 7, expected the names of files in the same folder'],
    [
      'an index that leads to itself',
      index({ a: file }),
      { [file]: index({ a: file }) },
      `${file}: got JSON text, expected`,
    ],
    ['a shard that is damaged', index(map), { ...files, [one]: shard('a').subarray(0, 20) }, `${one}: got 20 bytes`],
  ])('%s', async (_, bytes, beside, message) => {
    await expect(readWeights(bytes, file, among(beside))).rejects.toThrow(message);
  });
});
