/** The many ways in which exporters write the same network and the same weights as ONNX. */

import { describe, expect, it } from 'vitest';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import { elementType, type OnnxModel } from '../../engine/weights/onnx/onnx-model.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { seededTensor } from '../seeded.js';
import { read } from './onnx-files.js';
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
  withAttributes,
  withTensors,
} from './tiny-onnx.js';

const numbersOf = (name: string, ...dimensions: number[]) => seededTensor(name, dimensions).data;

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
