/** ONNX files as PyTorch exports them, read as state dicts, their batch norms whole or folded. */

import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../engine/weights/onnx/decode-model.js';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { seededParameters, seededTensor } from '../seeded.js';
import { exported, read } from './onnx-files.js';
import {
  editNode,
  elements,
  float,
  floatTensor,
  int,
  onnxNode,
  tinyModel,
  tinyOnnx,
  withAttributes,
  withTensors,
} from './tiny-onnx.js';

/** The seeded numbers of every tensor in a state dict. */
function seededLike(tensors: Tensors) {
  return seededParameters([...tensors].map(([name, { shape }]) => ({ name, shape, role: 'conv' })));
}

/** Scale and shift of a batch norm, as it is folded into a convolution before it. */
function affine(tensors: Tensors, batchNorm: string) {
  const part = (name: string) => tensors.get(`${batchNorm}.${name}`)?.data ?? new Float32Array();
  const [bias, mean, variance] = [part('bias'), part('running_mean'), part('running_var')];
  const scale = Float64Array.from(part('weight'), (weight, c) => weight / Math.sqrt((variance[c] ?? NaN) + 1e-5));
  return { scale, shift: scale.map((factor, c) => (bias[c] ?? NaN) - (mean[c] ?? NaN) * factor) };
}

/** What the convolution that a batch norm follows is called. */
const convolutionOf = (batchNorm: string) =>
  batchNorm
    .replace(/bn(\d)$/, 'conv$1')
    .replace(/downsample\.(\d)$/, (_, place: string) => `downsample.${Number(place) - 1}`)
    .replace(/^conv1\.(\d)$/, (_, place: string) => `conv1.${Number(place) - 1}`);

/** [O]: how a convolution with its batch norm weighs its inputs, [O, I, K, K], and what it adds. */
function folded(tensors: Tensors, batchNorm: string, kernelName: string) {
  const { shape = [], data = new Float32Array() } = tensors.get(kernelName) ?? {};
  const { scale, shift } = affine(tensors, batchNorm);
  const size = data.length / (shape[0] ?? NaN);
  return { kernel: data.map((weight, index) => weight * (scale[Math.floor(index / size)] ?? NaN)), shift };
}

const batchNormsOf = (tensors: Tensors) =>
  [...tensors.keys()].filter((name) => name.endsWith('.running_var')).map((name) => name.slice(0, -12));

describe('exported by PyTorch with its batch norms', () => {
  it.each([
    ['bottleneck', 77],
    ['basic-padded-unfolded', 67],
  ])('%s: the state dict comes out as it was, by its names, bit for bit', async (name, count) => {
    const { format, tensors, notes } = await readWeights(exported(name), name);
    expect({ format, count: tensors.size, notes }).toEqual({ format: 'ONNX', count, notes: [] });
    expect(tensors).toEqual(seededLike(tensors));
  });

  it('names and shapes are those of the module', async () => {
    const { tensors } = await readWeights(exported('bottleneck'), 'bottleneck');
    const shapes = Object.fromEntries([...tensors].map(([name, { shape }]) => [name, String(shape)]));
    expect(shapes).toMatchObject({
      'conv1.weight': '4,3,7,7',
      'bn1.running_mean': '4',
      'layer1.0.downsample.0.weight': '16,4,1,1',
      'layer1.0.downsample.1.weight': '16',
      'layer2.0.conv2.weight': '8,8,3,3',
      'layer2.1.conv3.weight': '32,8,1,1',
      'fc.weight': '5,32',
      'fc.bias': '5',
    });
  });
});

describe('exported by PyTorch, its batch norms folded into the convolutions', () => {
  const names = ['basic-folded', 'basic-padded', 'basic-padded-old', 'bottleneck-deep'];

  it.each(names)('%s: every convolution with its batch norm computes what it did', async (name) => {
    const { tensors } = await readWeights(exported(name), name);
    const original = seededLike(tensors);
    for (const batchNorm of batchNormsOf(tensors)) {
      const convolution = batchNorm === 'bn1' && name === 'bottleneck-deep' ? 'conv1.6' : convolutionOf(batchNorm);
      const expected = folded(original, batchNorm, `${convolution}.weight`);
      const found = folded(tensors, batchNorm, `${convolution}.weight`);
      assertClose(found.kernel, expected.kernel, 1e-6);
      assertClose(found.shift, expected.shift, 1e-6);
    }
    expect(tensors.get('fc.weight')).toEqual(original.get('fc.weight'));
  });

  it('batch norms that stand in are the identity in float32, and said to be', async () => {
    const { tensors, notes } = await readWeights(exported('basic-folded'), 'basic-folded');
    const { scale } = affine(tensors, 'bn1');
    expect([...scale].map(Math.fround)).toEqual([1, 1, 1, 1]);
    const variance = tensors.get('bn1.running_var')?.data[0] ?? NaN;
    expect(Math.fround(variance + Math.fround(1e-5))).toBe(1);
    expect(notes).toEqual([
      'Batch norm is folded into 15 of 15 convolutions: in its place is one that only adds their bias. ' +
        'Its statistics are not those of any data, so leave the policy of batch norms at eval.',
    ]);
  });

  it('deep stems, shortcuts that pool and groups have the names of timm', async () => {
    const { tensors } = await readWeights(exported('bottleneck-deep'), 'bottleneck-deep');
    const shapes = Object.fromEntries([...tensors].map(([name, { shape }]) => [name, String(shape)]));
    expect(shapes).toMatchObject({
      'conv1.0.weight': '4,3,3,3',
      'conv1.1.running_var': '4',
      'conv1.4.bias': '4',
      'conv1.6.weight': '8,4,3,3',
      'bn1.weight': '8',
      'layer1.0.conv2.weight': '8,4,3,3',
      'layer1.0.downsample.1.weight': '16,8,1,1',
      'layer2.0.downsample.2.running_mean': '32',
    });
  });
});

const numbersOf = (name: string, ...dimensions: number[]) => seededTensor(name, dimensions).data;

describe('batch norms', () => {
  /** The stem's convolution, with bias, then a batch norm. */
  const model = (attributes: Parameters<typeof withAttributes>[1] = {}) =>
    withTensors(
      editNode(tinyModel(), 'stem', (conv) => [
        { ...conv, outputs: ['raw'] },
        onnxNode('BatchNormalization', ['raw', 'w', 'b', 'm', 'v'], 'stem', attributes),
      ]),
      ...['w', 'b', 'm'].map((name) => floatTensor(name, 2)),
      { ...floatTensor('v', 2), content: elements(new Float32Array([0.5, 2e-5])) },
    );

  it('take the bias of their convolution into their mean', async () => {
    const { tensors } = await read(model());
    const [bias = 0] = numbersOf('2', 2);
    const [mean = 0] = numbersOf('m', 2);
    expect(tensors.get('bn1.running_mean')?.data[0]).toBe(Math.fround(mean - bias));
    expect(tensors.get('bn1.weight')?.data).toEqual(numbersOf('w', 2));
  });

  it('with another epsilon do the same with PyTorch’s, and it is told', async () => {
    const { tensors, notes } = await read(model({ epsilon: float(2e-5) }));
    const { scale } = affine(tensors, 'bn1');
    const weight = numbersOf('w', 2);
    const expected = [0.5, 2e-5].map((variance, c) => (weight[c] ?? NaN) / Math.sqrt(Math.fround(variance) + 2e-5));
    assertClose(scale, expected, 1e-6);
    expect(notes).toContainEqual(expect.stringContaining('an epsilon of 0.00002'));
  });

  it('exported for training are read with their running statistics, and it is told', async () => {
    const { notes } = await read(model({ training_mode: int(1) }));
    expect(notes).toContainEqual(expect.stringContaining('exported for training'));
  });
});

describe('a file is taken for ONNX', () => {
  it('by its first bytes, whatever its name', async () => {
    expect((await readWeights(tinyOnnx(), 'weights')).format).toBe('ONNX');
    expect((await readWeights(exported('bottleneck'), 'weights.bin')).format).toBe('ONNX');
  });

  it('but not a safetensors file whose header has the length 0x120708', async () => {
    const file = writeSafetensors(new Map(), { filler: 'x'.repeat(0x120708 - 30) });
    expect([...file.subarray(0, 8)]).toEqual([0x08, 0x07, 0x12, 0, 0, 0, 0, 0]);
    expect((await readWeights(file, 'weights')).format).toBe('safetensors');
  });
});

it('what is decoded is encoded again to the same model', () => {
  const model = decodeModel(exported('basic-padded-unfolded'), 'basic-padded-unfolded');
  expect(decodeModel(encodeModel(model), 'again')).toEqual(model);
});
