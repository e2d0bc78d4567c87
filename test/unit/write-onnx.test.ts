/** Models written as ONNX: they read back bit-identical, and another runtime computes PyTorch's logits from them. */

import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing, type ModelDescription } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { loadModel, type LoadedModel } from '../../engine/weights/load.js';
import { decodeModel } from '../../engine/weights/onnx/decode-model.js';
import { saveOnnx } from '../../engine/weights/onnx/write-onnx.js';
import { readSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { mosaic, seededParameters, seededTensor } from '../seeded.js';

const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));

const pretrained = bytesOf('playground/public/models/resnet20-cifar10.safetensors');
const { tensors: expected } = readSafetensors(bytesOf('test/fixtures/networks.safetensors'));

/** Relative to the largest logit; the engine is held to the same numbers within 1e-4 on the GPU. */
const tolerance = 1e-5;

/** A model of seeded weights. */
function seeded(name: string, options: Parameters<typeof architecture>[1]) {
  const ours = architecture(name, options);
  const classes = Array.from({ length: ours.classCount }, (_, index) => `kind ${index}`);
  const description: ModelDescription = {
    name,
    architecture: ours,
    classes,
    preprocessing: defaultPreprocessing(ours),
  };
  return { description, weights: seededParameters(resnet(ours).parameters) };
}

/** [count, 3, 32, 32]: pictures as the model's preprocessing makes them. */
function mosaics(count: number, { mean, std }: ModelDescription['preprocessing']): Tensor {
  const data = new Float32Array(count * 3 * 32 * 32);
  for (let number = 0; number < count; number++) {
    const pixels = mosaic(number);
    for (let index = 0; index < 32 * 32 * 3; index++) {
      const channel = Math.floor(index / (32 * 32));
      const value = (pixels[(index % (32 * 32)) * 4 + channel] ?? NaN) / 255;
      data[number * 3 * 32 * 32 + index] = (value - (mean[channel] ?? NaN)) / (std[channel] ?? NaN);
    }
  }
  return { shape: [count, 3, 32, 32], data };
}

/** Bit by bit: what is no number is equal too. `toEqual` would take seconds. */
function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const bytes = (view: ArrayBufferView) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return bytes(a).equals(bytes(b));
}

async function run(file: Uint8Array, { shape, data }: Tensor): Promise<Tensor> {
  const session = await ort.InferenceSession.create(file);
  const { logits } = await session.run({ pixels: new ort.Tensor('float32', data, shape) });
  await session.release();
  if (!(logits?.data instanceof Float32Array)) throw new Error('no logits');
  return { shape: logits.dims, data: new Float32Array(logits.data) };
}

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
});

describe('ONNX Runtime computes PyTorch’s logits from', () => {
  it('the embedded model', async () => {
    const model = await loadModel(pretrained, 'resnet20-cifar10');
    const logits = await run(saveOnnx(model.description, model.weights), mosaics(4, model.description.preprocessing));
    expect(logits.shape).toEqual([4, 10]);
    assertClose(logits.data, expected.get('resnet20-cifar10/fc')?.data ?? [], tolerance);
  });

  it.each([
    ['resnet20 padded', seeded('resnet20', { classCount: 7, shortcut: 'subsample-and-pad' }), [2, 3, 17, 13]],
    ['resnet18', seeded('resnet18', { classCount: 10 }), [2, 3, 61, 47]],
    ['resnet50', seeded('resnet50', { classCount: 10 }), [1, 3, 64, 64]],
  ] as const)('%s, at any size of picture', async (name, { description, weights }, shape) => {
    const logits = await run(saveOnnx(description, weights), seededTensor('input', shape));
    assertClose(logits.data, expected.get(`${name}/fc`)?.data ?? [], tolerance);
  });
});

describe('what is written reads back', () => {
  const again = ({ description, weights }: Pick<LoadedModel, 'description' | 'weights'>) =>
    loadModel(saveOnnx(description, weights), description.name);

  it.each([
    ['the embedded model', () => loadModel(pretrained, 'resnet20-cifar10')],
    ['padded shortcuts', () => seeded('resnet20', { classCount: 7, shortcut: 'subsample-and-pad' })],
    ['another head', () => seeded('resnet18', { classCount: 3 })],
    ['bottlenecks', () => seeded('resnet50', {})],
  ])('%s: bit-identical, with its description', async (_case, make) => {
    const model = await make();
    const { description, weights } = await again(model);
    expect(description).toMatchObject(model.description);
    expect([...weights.keys()]).toEqual([...model.weights.keys()]);
    for (const [name, { shape, data }] of model.weights) {
      const { shape: read, data: numbers } = weights.get(name) ?? {};
      expect(read, name).toEqual(shape);
      expect(sameBytes(numbers ?? new Float32Array(), data), name).toBe(true);
    }
  });

  it('as numbers that are none, and infinite ones', async () => {
    const model = seeded('resnet20', {});
    model.weights.set('fc.bias', {
      shape: [10],
      data: new Float32Array([NaN, Infinity, -Infinity, -0, 1, 2, 3, 4, 5, 6]),
    });
    expect((await again(model)).weights.get('fc.bias')).toEqual(model.weights.get('fc.bias'));
  });
});

describe('the file', () => {
  const model = seeded('resnet20', { classCount: 2 });
  const decoded = () => decodeModel(saveOnnx(model.description, model.weights), 'mine.onnx');

  it('says what goes in and what comes out', () => {
    const { graph, documentation, metadata } = decoded();
    expect(graph.inputs).toMatchObject([{ name: 'pixels', dimensions: ['batch', 3, 'height', 'width'] }]);
    expect(graph.outputs).toMatchObject([{ name: 'logits', dimensions: ['batch', 2] }]);
    expect(documentation).toBe(
      'ResNet-20 (CIFAR). Input: an RGB picture from 0 to 1, its shorter side resized to 32 pixels, the middle 32 x 32 of ' +
        'it, minus the mean [0.485, 0.456, 0.406], divided by [0.229, 0.224, 0.225]. ' +
        'Output: a logit for each of the classes in the metadata.',
    );
    expect(metadata).toMatchObject({ architecture: 'resnet20', classes: '["kind 0","kind 1"]' });
  });

  it('names every node as its layer', () => {
    const names = decoded().graph.nodes.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['conv1', 'layer1.0.relu_1', 'layer2.0.downsample.1', 'avgpool', 'fc']),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('is the same for the same model', () => {
    expect(sameBytes(saveOnnx(model.description, model.weights), saveOnnx(model.description, model.weights))).toBe(
      true,
    );
  });

  it('is not written for weights of another architecture', () => {
    const { weights } = seeded('resnet20', { classCount: 3 });
    expect(() => saveOnnx(model.description, weights)).toThrow('save resnet20: got 2 misshapen (fc.weight');
  });
});
