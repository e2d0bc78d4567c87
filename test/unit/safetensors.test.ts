/** Reading and writing .safetensors: the round trip, the element types, and every way a file can be bad. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor, Tensors } from '../../engine/weights/tensor.js';

const pretrained = readFileSync(
  new URL('../../playground/public/models/resnet20-cifar10.safetensors', import.meta.url),
);

/** A file of any header and data, right or wrong. */
function file(header: unknown, dataBytes = 0, length?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const text = (content: string) => new TextEncoder().encode(content);

const f32 = (begin: number, end: number, shape: number[] = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('a file of the real kind', () => {
  const { tensors, metadata, skipped } = readSafetensors(pretrained);

  it('gives every tensor with its shape', () => {
    expect(tensors.size).toBe(107);
    expect(tensors.get('layer2.0.downsample.0.weight')?.shape).toEqual([32, 16, 1, 1]);
    expect(tensors.get('fc.bias')?.data).toHaveLength(10);
    expect(skipped).toEqual([]);
  });

  it('gives its metadata', () => {
    expect(metadata).toMatchObject({ architecture: 'resnet20', shortcut: 'projection' });
  });

  it('comes out the same after writing and reading again', () => {
    const again = readSafetensors(writeSafetensors(tensors, metadata));
    expect(again.metadata).toEqual(metadata);
    expect([...again.tensors.keys()]).toEqual([...tensors.keys()]);
    for (const [name, { shape, data }] of tensors) expect(again.tensors.get(name)).toEqual({ shape, data });
  });
});

describe('writing', () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
  const tensor = shapes.chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const numbers = fc.array(fc.float({ noNaN: true }), { minLength: length, maxLength: length });
    return numbers.map((values): Tensor => ({ shape, data: new Float32Array(values) }));
  });
  const files = fc.record({
    tensors: fc
      .array(fc.tuple(fc.string(), tensor))
      .map((entries): Tensors => new Map(entries.filter(([name]) => name !== '__metadata__'))),
    metadata: fc.dictionary(fc.string(), fc.string()),
  });

  it('is undone by reading, and begins the data at a multiple of 8', () => {
    fc.assert(
      fc.property(files, ({ tensors, metadata }) => {
        const bytes = writeSafetensors(tensors, metadata);
        expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
        const read = readSafetensors(bytes);
        expect(new Map(read.tensors)).toEqual(tensors);
        expect({ ...read.metadata }).toEqual({ ...metadata });
      }),
    );
  });

  it('gives the same bytes for the same model, in whatever order its metadata comes', () => {
    const tensors = new Map([['a', { shape: [1], data: new Float32Array([1]) }]]);
    const one = writeSafetensors(tensors, { x: '1', y: '2' });
    expect(writeSafetensors(tensors, { y: '2', x: '1' })).toEqual(one);
  });
});

describe('element types', () => {
  const halves = (dtype: string, ...bits: number[]) => {
    const bytes = file({ x: { dtype, shape: [bits.length], data_offsets: [0, 2 * bits.length] } }, 2 * bits.length);
    const view = new DataView(bytes.buffer, bytes.length - 2 * bits.length);
    bits.forEach((half, index) => view.setUint16(2 * index, half, true));
    return [...(readSafetensors(bytes).tensors.get('x')?.data ?? [])];
  };

  it('reads float16: normal, subnormal, zero, infinite, not a number', () => {
    expect(halves('F16', 0x3c00, 0xc000, 0x7bff, 0x0400)).toEqual([1, -2, 65504, 2 ** -14]);
    expect(halves('F16', 0x0001, 0x8001, 0x03ff, 0x0200)).toEqual([2 ** -24, -(2 ** -24), 1023 * 2 ** -24, 2 ** -15]);
    expect(halves('F16', 0x0000, 0x8000, 0x7c00, 0xfc00, 0x7e00)).toEqual([0, -0, Infinity, -Infinity, NaN]);
  });

  it('reads bfloat16', () => {
    expect(halves('BF16', 0x3f80, 0xc000, 0x4049)).toEqual([1, -2, 3.140625]);
  });

  it('reads float64, rounded', () => {
    const bytes = file({ x: { dtype: 'F64', shape: [2], data_offsets: [0, 16] } }, 16);
    const view = new DataView(bytes.buffer, bytes.length - 16);
    view.setFloat64(0, 0.1, true);
    view.setFloat64(8, 1e300, true);
    expect([...(readSafetensors(bytes).tensors.get('x')?.data ?? [])]).toEqual([Math.fround(0.1), Infinity]);
  });

  it('does not copy float32 that is aligned', () => {
    const whole = writeSafetensors(new Map([['a', { shape: [3], data: Float32Array.of(1, 2, 3) }]]));
    expect(readSafetensors(whole).tensors.get('a')?.data.buffer).toBe(whole.buffer);
    const shifted = new Uint8Array(whole.length + 1);
    shifted.set(whole, 1);
    expect(readSafetensors(shifted.subarray(1)).tensors.get('a')?.data).toEqual(Float32Array.of(1, 2, 3));
  });

  it('lists integers as skipped', () => {
    const counter = { dtype: 'I64', shape: [], data_offsets: [0, 8] };
    const read = readSafetensors(file({ 'bn1.num_batches_tracked': counter, x: f32(8, 12) }, 12));
    expect([...read.tensors.keys()]).toEqual(['x']);
    expect(read.skipped).toEqual(['bn1.num_batches_tracked (I64)']);
  });

  it('refuses other floating-point types, naming the tensor', () => {
    const eighth = { dtype: 'F8_E4M3', shape: [8], data_offsets: [0, 8] };
    expect(() => readSafetensors(file({ 'conv1.weight': eighth }, 8), 'mine')).toThrow(
      'mine, tensor conv1.weight: got element type F8_E4M3, expected F64, F32, F16 or BF16.',
    );
  });
});

describe('a file that is cut short', () => {
  it('tells both lengths', () => {
    expect(() => readSafetensors(pretrained.subarray(0, 100_000), 'resnet20.safetensors')).toThrow(
      'resnet20.safetensors: got 100,000 bytes, expected 1,105,528 bytes. The file is cut short: download or copy it again.',
    );
    expect(() => readSafetensors(pretrained.subarray(0, 1000))).toThrow(
      'got 1,000 bytes, expected 9,360 bytes for its header',
    );
    expect(() => readSafetensors(new Uint8Array())).toThrow('got an empty file, expected a safetensors file');
  });

  it('is refused wherever it is cut', () => {
    const whole = writeSafetensors(new Map([['a', { shape: [3], data: new Float32Array(3) }]]), { k: 'v' });
    for (let length = 0; length < whole.length; length++) {
      expect(() => readSafetensors(whole.subarray(0, length)), `${length} bytes`).toThrow('safetensors');
    }
  });

  it('is refused when it is too long, too', () => {
    const bytes = new Uint8Array(pretrained.length + 5);
    bytes.set(pretrained);
    expect(() => readSafetensors(bytes)).toThrow(
      'got 1,105,533 bytes, expected 1,105,528 bytes. There are bytes behind',
    );
  });
});

describe('a file of another kind is called by its name:', () => {
  it.each([
    ['an HTML page', text('<!DOCTYPE html><html><body>Not found</body></html>')],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 1105528\n')],
    ['JSON text', text('{"error": "Repository not found"}')],
    ['a zip archive', text('PK\x03\x04\x00\x00\x00\x00\x08\x08 archive/data.pkl')],
    ['a Python pickle', new Uint8Array([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20])],
    ['bytes of another format', new Uint8Array(64)],
  ])('%s', (name, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(`got ${name}`);
  });
});

describe('a hostile header is refused:', () => {
  it.each<[string, Uint8Array, string]>([
    ['a length of 2^63', file({}, 0, 2n ** 63n), 'got a header of 9,223,372,036,854,775,808 bytes, expected at most'],
    ['a length beyond the file', file({}, 0, 50n), 'got 10 bytes, expected 58 bytes for its header'],
    ['no JSON', file('{"x": '), 'got text that is not JSON'],
    ['no UTF-8', new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff]), 'got text that is not JSON'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), '__metadata__: got {"a":1}, expected texts by name'],
    ['an entry that is none', file({ x: 7 }), 'tensor x: got 7, expected dtype, shape and data_offsets'],
    ['a negative size', file({ x: f32(0, 4, [-1]) }, 4), 'expected dtype, shape and data_offsets'],
    ['a fractional size', file({ x: f32(0, 4, [0.5]) }, 4), 'expected dtype, shape and data_offsets'],
    ['an end before its beginning', file({ x: f32(8, 4, [1]) }, 8), 'expected 4 bytes for F32 [1]'],
    [
      'a shape of another size',
      file({ x: f32(0, 8, [3]) }, 8),
      'got data_offsets [0, 8], 8 bytes, expected 12 bytes for F32 [3]',
    ],
    ['a shape that overflows', file({ x: f32(0, 4, [2 ** 52, 2 ** 52]) }, 4), 'tensor x: got data_offsets [0, 4]'],
    ['an end beyond the data', file({ x: f32(0, 2 ** 40) }, 4), 'expected 1,099,511,627,'],
    [
      'an overlap',
      file({ x: f32(0, 8), y: f32(4, 12) }, 12),
      'tensor y: got an overlap with x, beginning at byte 4, expected byte 8',
    ],
    [
      'a gap',
      file({ x: f32(0, 4), y: f32(8, 12) }, 12),
      'tensor y: got a gap after x, beginning at byte 8, expected byte 4',
    ],
    ['a gap at the start', file({ x: f32(4, 8) }, 8), 'a gap after the start of the data'],
    ['one name twice', file('{"x":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0078":{}}'), 'got "x" twice'],
    [
      'one key of an entry twice',
      file('{"x":{"dtype":"F32","dtype":"F16","shape":[0],"data_offsets":[0,0]}}'),
      'got "dtype" twice',
    ],
  ])('%s', (_case, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('but the same key in two entries, or braces in a name, are fine', () => {
    const read = readSafetensors(file({ 'a"}:{': f32(0, 4), 'b\\': f32(4, 8) }, 8));
    expect([...read.tensors.keys()]).toEqual(['a"}:{', 'b\\']);
  });
});
