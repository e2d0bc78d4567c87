/** ONNX files whose tensors are not what they say, and hostile bytes: refused with one clear error. */

import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import { elementType, type OnnxModel, type OnnxNode } from '../../engine/weights/onnx/onnx-model.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { read, refusal } from './onnx-files.js';
import {
  editNode,
  editTensor,
  elements,
  floatTensor,
  integerTensor,
  message,
  modelOf,
  onnxNode,
  tinyModel,
  tinyOnnx,
  withTensors,
} from './tiny-onnx.js';

const tiny = tinyModel();

describe('tensors that are not what they say are refused:', () => {
  const changed = (name: string, change: Partial<OnnxModel['graph']['initialisers'][number]>) =>
    editTensor(tiny, name, (tensor) => ({ ...tensor, ...change }));
  const external = (place: Record<string, string>) => changed('7', { content: { kind: 'external', place } });
  const four = new Float32Array(4);

  it.each<[string, OnnxModel, string]>([
    ['too few bytes', changed('7', { dimensions: [2, 3] }), 'mine.onnx, tensor 7: got 16 bytes, expected 24 bytes for'],
    ['too many bytes', changed('7', { dimensions: [1, 2] }), 'got 16 bytes, expected 8 bytes for its shape'],
    ['a shape that overflows', changed('7', { dimensions: [2 ** 40, 2 ** 40] }), 'tensor 7: got 16 bytes, expected'],
    ['a negative size', changed('7', { dimensions: [-2, -2] }), 'tensor 7: got shape [-2, -2], expected sizes'],
    ['integers', changed('7', { type: elementType.int64 }), 'tensor 7: got element type 7 of TensorProto.DataType'],
    ['floats as integers', changed('7', { content: { kind: 'varints', bytes: new Uint8Array(16) } }), 'got 0 bytes'],
    [
      'too few halves',
      changed('7', { type: elementType.float16, content: { kind: 'varints', bytes: new Uint8Array(3) } }),
      'got 6 bytes, expected 8',
    ],
    [
      'a convolution without kernel',
      editTensor(tiny, '3', () => []),
      'node the first (Conv): got 3, which is not in the file',
    ],
    [
      'a kernel of rank 2',
      changed('3', { dimensions: [4, 9] }),
      'node the first (Conv): got others, expected weights [O, I, K, K]',
    ],
    [
      'a bias of another length',
      changed('4', { dimensions: [4], content: elements(four) }),
      'got input 2 of shape [4], expected [2]',
    ],
    [
      'a path that leads out of the folder',
      external({ location: '../../etc/passwd' }),
      'got its data in "../../etc/passwd"',
    ],
    ['an absolute path', external({ location: '/etc/passwd' }), 'expected the name of a file in the same folder'],
    [
      'a path of another system',
      external({ location: 'C:\\secret' }),
      'expected the name of a file in the same folder',
    ],
    ['an address', external({ location: 'http://example.com' }), 'expected the name of a file in the same folder'],
    ['the folder itself', external({ location: '..' }), 'expected the name of a file in the same folder'],
    ['no location', external({}), 'expected the name of a file in the same folder'],
    ['a file that is not there', external({ location: 'w.bin' }), 'got no file w.bin, expected it beside the model'],
  ])('%s', async (_case, model, message) => {
    expect(await refusal(encodeModel(model))).toContain(message);
  });

  it.each([
    [{ offset: '90' }, 'got 16 bytes at offset 90 of w.bin, expected a place within its 100 bytes'],
    [{ offset: '-8' }, 'at offset -8'],
    [{ offset: '1e1' }, 'at offset 1e1'],
    [{ offset: '99999999999999999999' }, 'at offset 99999999999999999999'],
    [{ offset: '0', length: '32' }, 'got 32 bytes, expected 16 bytes for its shape'],
  ])('a part %o of another file', async (place, message) => {
    const bytes = encodeModel(external({ location: 'w.bin', ...place }));
    await expect(readWeights(bytes, 'mine.onnx', () => Promise.resolve(new Uint8Array(100)))).rejects.toThrow(message);
  });
});

describe('hostile bytes are refused:', () => {
  const huge = new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  const nested = Array.from({ length: 5000 }).reduce<Uint8Array>((inner) => message([1, inner]), new Uint8Array());

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'mine.onnx: got an empty file, expected a weights file'],
    ['an HTML page', new TextEncoder().encode('<!DOCTYPE html><html>'), 'got an HTML page, expected a weights file'],
    ['a Git LFS pointer', new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'), 'git lfs pull'],
    ['other bytes', new Uint8Array(100).fill(0xee), 'got bytes that are no protobuf message'],
    ['a message without a graph', message([1, 7], [2, new TextEncoder().encode('torch')]), 'without a graph'],
    ['a graph that is a number', message([1, 7], [2, new Uint8Array(3).fill(65)], [7, 7]), 'field 7 of another type'],
    ['a length beyond the end', new Uint8Array([8, 7, 0x3a, 0xff, 0xff, 0xff, 0x7f]), 'no protobuf message'],
    ['a length of 2^64', new Uint8Array([8, 7, 0x3a, ...huge]), 'no protobuf message'],
    ['a varint without end', modelOf(new Uint8Array([0x0a, ...huge])), 'no protobuf message'],
    ['a field number of zero', modelOf(new Uint8Array([0x0a, 1, 0, 0, 0])), 'no protobuf message'],
    ['an unknown wire type', modelOf(new Uint8Array([0x0f, 1, 1, 1])), 'no protobuf message'],
    ['a group', modelOf(new Uint8Array([0x0b, 0x0b, 0x0b, 0x0c])), 'got a protobuf group, expected an ONNX model'],
    ['a message in a message, 5,000 deep', modelOf(nested), 'mine.onnx: got'],
  ])('%s', async (_case, bytes, expected) => {
    expect(await refusal(bytes)).toContain(expected);
  });

  it('wherever the file is cut', async () => {
    const whole = tinyOnnx();
    for (let length = 0; length < whole.length; length++) {
      const found = await refusal(whole.subarray(0, length));
      // What comes last says which operators these are, and of which classes: without it, the rest can be read.
      if (found !== 'it was read') expect(found, `${length} bytes`).toMatch(/^mine\.onnx.*: got .*, expected /);
      else expect(length).toBeGreaterThan(whole.length - 60);
    }
  });

  it('graphs that lead in a circle, or read themselves', async () => {
    const circle = editNode(tiny, 'stem', (conv) => ({ ...conv, inputs: ['end', '1', '2'] }));
    expect(await refusal(encodeModel(circle))).toMatch(/^mine\.onnx.*: got /);
    const self = editNode(tiny, 'sum', (node) => ({ ...node, inputs: ['begin', 'begin'] }));
    expect(await refusal(encodeModel(self))).toContain('node the sum (Add)');
    const loop: OnnxNode[] = [onnxNode('Relu', ['a'], 'b'), onnxNode('Relu', ['b'], 'a')];
    expect(await refusal(encodeModel(editNode(tiny, 'y', (gemm) => [...loop, gemm])))).toContain('node the b (Relu)');
  });

  it('varints without end, in weights and in constants', async () => {
    const content = { kind: 'varints', bytes: new Uint8Array(12).fill(0xff) } as const;
    const halves = editTensor(tiny, '7', (tensor) => ({ ...tensor, type: elementType.float16, content }));
    expect(await refusal(encodeModel(halves))).toContain('tensor 7: got 0 bytes, expected 8 bytes');
    const axes = { name: 'axes', dimensions: [2], type: elementType.int64, content };
    const mean = onnxNode('ReduceMean', ['end', 'axes'], 'mean');
    expect(
      await refusal(
        encodeModel(
          withTensors(
            editNode(tiny, 'mean', () => mean),
            axes,
          ),
        ),
      ),
    ).toContain('(ReduceMean)');
  });

  it('constants that ask for more than they have', async () => {
    const model = editNode(
      withTensors(tiny, integerTensor('large', 2 ** 40), integerTensor('shape', 2 ** 40, 0), integerTensor('axis', 0)),
      'flat',
      () => [
        onnxNode('ConstantOfShape', ['large'], 'zeros'),
        onnxNode('ConstantOfShape', ['shape'], 'nothing'),
        onnxNode('Reshape', ['mean', 'zeros'], 'flat'),
      ],
    );
    expect(await refusal(encodeModel(model))).toContain('(ConstantOfShape)');
  });
});

it('what was refused leaves nothing behind: the next file is read', async () => {
  await refusal(new Uint8Array([8, 7, 0x3a, 0xff]));
  expect((await read(withTensors(tiny, floatTensor('unused', 3)))).tensors.size).toBe(17);
});
