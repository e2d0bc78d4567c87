/** ONNX files as exporters write them, read as state dicts: real ones, and the many ways of saying the same. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../engine/weights/onnx/decode-model.js';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import { elementType, type OnnxModel } from '../../engine/weights/onnx/onnx-model.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { writeSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { seededParameters, seededTensor } from '../seeded.js';
import {
  editNode,
  editNodes,
  editTensor,
  editTensors,
  elements,
  float,
  floatTensor,
  int,
  integerTensor,
  ints,
  onnxNode,
  tinyModel,
  tinyOnnx,
  withAttributes,
  withTensors,
} from './tiny-onnx.js';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/onnx/${name}.onnx`, import.meta.url)));

const read = (model: OnnxModel) => readWeights(encodeModel(model), 'mine.onnx');

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

const numbersOf = (name: string, ...dimensions: number[]) => seededTensor(name, dimensions).data;

describe('exported by PyTorch with its batch norms', () => {
  it.each([
    ['bottleneck', 77],
    ['basic-padded-unfolded', 67],
  ])('%s: the state dict comes out as it was, by its names, bit for bit', async (name, count) => {
    const { format, tensors, notes } = await readWeights(fixture(name), name);
    expect({ format, count: tensors.size, notes }).toEqual({ format: 'ONNX', count, notes: [] });
    expect(tensors).toEqual(seededLike(tensors));
  });

  it('names and shapes are those of the module', async () => {
    const { tensors } = await readWeights(fixture('bottleneck'), 'bottleneck');
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
    const { tensors } = await readWeights(fixture(name), name);
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
    const { tensors, notes } = await readWeights(fixture('basic-folded'), 'basic-folded');
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
    const { tensors } = await readWeights(fixture('bottleneck-deep'), 'bottleneck-deep');
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

describe('the same network in other words', () => {
  const tiny = tinyModel();
  const plain = read(tiny);
  const same = async (model: OnnxModel) => expect((await read(model)).tensors).toEqual((await plain).tensors);

  it('of the file’s own names, the order and the structure alone count', async () => {
    const { tensors, metadata } = await plain;
    expect([...tensors.keys()].filter((name) => /conv|fc/.test(name))).toEqual([
      'conv1.weight',
      'layer1.0.conv1.weight',
      'layer1.0.conv2.weight',
      'fc.weight',
      'fc.bias',
    ]);
    expect(metadata).toEqual({ classes: '["cat", "dog"]' });
  });

  it('initialisers listed as inputs, as before version 4 of the format', () => {
    const listed = tiny.graph.initialisers.map(({ name, dimensions }) => ({ name, dimensions, documentation: '' }));
    return same({ ...tiny, graph: { ...tiny.graph, inputs: [...listed, ...tiny.graph.inputs] } });
  });

  it('weights in Constant nodes, and behind Identity', () => {
    const [kernel] = tiny.graph.initialisers;
    const value = { kind: 'tensor', value: kernel ?? floatTensor('none') } as const;
    const constant = [onnxNode('Constant', [], 'c', { value }), onnxNode('Identity', ['c'], '1')];
    return same(
      editNode(
        editTensor(tiny, '1', () => []),
        'stem',
        (conv) => [...constant, conv],
      ),
    );
  });

  it('dropout, identities and casts between floats on the way', () => {
    const detour = (type: string, attributes = {}) => onnxNode(type, ['flat'], `${type} of it`, attributes);
    return same(
      editNode(tiny, 'y', (gemm) => [
        detour('Dropout', { ratio: float(0.5) }),
        onnxNode('Identity', ['Dropout of it'], 'also it'),
        onnxNode('Cast', ['also it'], 'that', { to: int(elementType.float16) }),
        { ...gemm, inputs: ['that', '7', '8'] },
      ]),
    );
  });

  it('Sum for Add', () => same(editNode(tiny, 'sum', (node) => ({ ...node, type: 'Sum' }))));

  it('the shortcut before the main path', () =>
    same(editNode(tiny, 'sum', (node) => ({ ...node, inputs: ['begin', 'second'] }))));

  it('a matrix [I, O]', () =>
    same(
      editTensor(
        editNode(tiny, 'y', (gemm) => withAttributes(gemm, { transB: int(0) })),
        '7',
        (tensor) => {
          const [a = 0, b = 0, c = 0, d = 0] = numbersOf('7', 2, 2);
          return { ...tensor, content: elements(new Float32Array([a, c, b, d])) };
        },
      ),
    ));

  it('MatMul and Add', () => {
    const [a = 0, b = 0, c = 0, d = 0] = numbersOf('7', 2, 2);
    const matrix = editTensor(tiny, '7', (tensor) => ({
      ...tensor,
      content: elements(new Float32Array([a, c, b, d])),
    }));
    return same(
      editNode(matrix, 'y', () => [
        onnxNode('MatMul', ['flat', '7'], 'product'),
        onnxNode('Add', ['8', 'product'], 'y'),
      ]),
    );
  });

  it.each([
    ['ReduceMean over rows and columns', onnxNode('ReduceMean', ['end'], 'mean', { axes: ints(-1, -2) })],
    ['AveragePool as large as the maps', onnxNode('AveragePool', ['end'], 'mean', { kernel_shape: ints(8, 8) })],
  ])('%s for GlobalAveragePool', (_case, pool) => same(editNode(tiny, 'mean', () => pool)));

  it('ReduceMean whose axes are an input', () =>
    same(
      editNode(withTensors(tiny, integerTensor('axes', 2, 3)), 'mean', () =>
        onnxNode('ReduceMean', ['end', 'axes'], 'mean'),
      ),
    ));

  it('a view of a computed shape for Flatten', () =>
    same(
      editNode(withTensors(tiny, integerTensor('zero', 0), integerTensor('rest', -1)), 'flat', () => [
        onnxNode('Shape', ['mean'], 'shape'),
        onnxNode('Gather', ['shape', 'zero'], 'batch'),
        onnxNode('Concat', ['batch', 'rest'], 'target', { axis: int(0) }),
        onnxNode('Reshape', ['mean', 'target'], 'flat'),
      ]),
    ));

  it('a softmax at the end is left out, and told', async () => {
    const model = editNode(tiny, 'y', (gemm) => [{ ...gemm, outputs: ['z'] }, onnxNode('Softmax', ['z'], 'y')]);
    await same(model);
    expect((await read(model)).notes).toContain('The softmax at the end is left out: the outputs are logits.');
  });

  it('a head without bias has zeros', async () => {
    const { tensors } = await read(editNode(tiny, 'y', (gemm) => ({ ...gemm, inputs: ['flat', '7'] })));
    expect(tensors.get('fc.bias')?.data).toEqual(new Float32Array(2));
  });

  it('a body alone has no head', async () => {
    const { tensors, notes } = await read(
      editNodes(tiny, (node) => (['flat', 'y'].includes(node.outputs[0] ?? '') ? [] : node)),
    );
    expect([...tensors.keys()].filter((name) => name.startsWith('fc'))).toEqual([]);
    expect(notes).toContain('The graph ends before a linear layer: there is no head.');
  });
});

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

describe('weights', () => {
  const values = [1, -2, 0.5, 65504];
  const halves = [0x3c00, 0xc000, 0x3800, 0x7bff];
  const brains = [0x3f80, 0xc000, 0x3f00, 0x4780];
  const varints = (numbers: readonly number[]) =>
    new Uint8Array(numbers.flatMap((n) => [(n & 0x7f) | 0x80, ((n >> 7) & 0x7f) | 0x80, n >> 14]));
  const matrix = async (
    type: number,
    content: Parameters<typeof elements>[0] | Uint8Array<ArrayBuffer>,
    packed = false,
  ) => {
    const bytes = new Uint8Array(content.buffer);
    const { tensors } = await read(
      editTensor(tinyModel(), '7', (tensor) => ({
        ...tensor,
        type,
        content: { kind: packed ? 'varints' : 'elements', bytes },
      })),
    );
    return [...(tensors.get('fc.weight')?.data ?? [])];
  };

  it('are read from float, double, float16 and bfloat16', async () => {
    expect(await matrix(elementType.float, new Float32Array(values))).toEqual(values);
    expect(await matrix(elementType.double, new Float64Array(values))).toEqual(values);
    expect(await matrix(elementType.float16, new Uint16Array(halves))).toEqual(values);
    expect(await matrix(elementType.bfloat16, new Uint16Array(brains))).toEqual([1, -2, 0.5, 65536]);
  });

  it('are read from halves that are stored as integers', async () => {
    expect(await matrix(elementType.float16, varints(halves), true)).toEqual(values);
  });

  it('are read from another file, part by part', async () => {
    const whole = (await read(tinyModel())).tensors;
    const file = new Uint8Array(1000).fill(7);
    let offset = 3;
    const model = editTensors(tinyModel(), (tensor) => {
      if (tensor.content.kind !== 'elements') return tensor;
      const { bytes } = tensor.content;
      file.set(bytes, offset);
      const place = { location: 'weights.bin', offset: String(offset), length: String(bytes.length) };
      offset += bytes.length + 1;
      return { ...tensor, content: { kind: 'external', place } as const };
    });
    const opened: string[] = [];
    const beside = (name: string) => {
      opened.push(name);
      return Promise.resolve(file);
    };
    expect((await readWeights(encodeModel(model), 'mine.onnx', beside)).tensors).toEqual(whole);
    expect(opened).toEqual(['weights.bin']);
  });
});

describe('a file is taken for ONNX', () => {
  it('by its first bytes, whatever its name', async () => {
    expect((await readWeights(tinyOnnx(), 'weights')).format).toBe('ONNX');
    expect((await readWeights(fixture('bottleneck'), 'weights.bin')).format).toBe('ONNX');
  });

  it('but not a safetensors file whose header has the length 0x120708', async () => {
    const file = writeSafetensors(new Map(), { filler: 'x'.repeat(0x120708 - 30) });
    expect([...file.subarray(0, 8)]).toEqual([0x08, 0x07, 0x12, 0, 0, 0, 0, 0]);
    expect((await readWeights(file, 'weights')).format).toBe('safetensors');
  });
});

it('what is decoded is encoded again to the same model', () => {
  const model = decodeModel(fixture('basic-padded-unfolded'), 'basic-padded-unfolded');
  expect(decodeModel(encodeModel(model), 'again')).toEqual(model);
});
