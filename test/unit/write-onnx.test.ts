/** Models written as ONNX: they read back bit-identical, and another runtime computes PyTorch's logits from them. */

import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { architecture, type Architecture, type ArchitectureOptions } from '../../engine/models/architecture.js';
import { defaultPreprocessing, type ModelDescription } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { loadModel, type LoadedModel } from '../../engine/weights/load.js';
import { decodeModel } from '../../engine/weights/onnx/decode-model.js';
import { saveOnnx } from '../../engine/weights/onnx/write-onnx.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import { readSafetensors } from '../../engine/weights/safetensors.js';
import type { Tensor, Tensors } from '../../engine/weights/tensor.js';
import { assertClose } from '../assert.js';
import { mosaic, seededParameters, seededTensor } from '../seeded.js';
import { pictures, smallMembers, strength } from '../small-family.js';

const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));

const pretrained = bytesOf('playground/public/models/resnet20-cifar10.safetensors');
const { tensors: expected } = readSafetensors(bytesOf('test/fixtures/networks.safetensors'));
const { tensors: ofFamily } = readSafetensors(bytesOf('test/fixtures/family.safetensors'));

/** Relative to the largest logit; the engine is held to the same numbers within 1e-4 on the GPU. */
const tolerance = 1e-5;

/** A model of seeded weights. */
function seededModel(member: Architecture) {
  const classes = Array.from({ length: member.classCount }, (_, index) => `kind ${index}`);
  const preprocessing = defaultPreprocessing(member);
  const description: ModelDescription = { name: member.name, architecture: member, classes, preprocessing };
  return { description, weights: seededParameters(resnet(member).parameters) };
}

const seeded = (name: string, options: ArchitectureOptions) => seededModel(architecture(name, options));

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

function expectSame(read: Tensors, written: Tensors): void {
  expect([...read.keys()]).toEqual([...written.keys()]);
  for (const [name, { shape, data }] of written) {
    const found = read.get(name);
    expect(found?.shape, name).toEqual(shape);
    expect(sameBytes(found?.data ?? new Float32Array(), data), name).toBe(true);
  }
}

async function run(file: Uint8Array, { shape, data }: Tensor): Promise<Tensor> {
  const session = await ort.InferenceSession.create(file);
  const outputs = await session.run({ pixels: new ort.Tensor('float32', data, shape) });
  await session.release();
  const logits = outputs.logits ?? outputs[session.outputNames[0] ?? ''];
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

/** Every block, stem and shortcut of the family, wide and in groups; the depths only repeat them. */
const forms = [
  ...['resnet18', 'resnet26', 'wide_resnet50_2', 'resnext50_32x4d', 'resnext50d_32x4d', 'resnet18d', 'resnet14t'],
  ...['resnet50c', 'resnet50s', 'resnet20 projection', 'resnet20 subsample-and-pad'],
];

it.each(forms)('%s, made small: ONNX Runtime computes PyTorch’s logits, and it reads back', async (name) => {
  const member = smallMembers.get(name) ?? architecture(name);
  const model = seededModel(member);
  const file = saveOnnx(model.description, model.weights);
  const logits = await run(file, seededTensor('input', pictures[member.stem], { scale: strength }));
  assertClose(logits.data, ofFamily.get(name)?.data ?? [], tolerance);
  expectSame((await readWeights(file, name)).tensors, model.weights);
});

/** Exported by PyTorch, each with the side of the pictures that it is for. */
it.each([
  ['basic-folded', 32],
  ['basic-padded', 16],
  ['basic-padded-old', 16],
  ['basic-padded-unfolded', 16],
  ['bottleneck', 64],
  ['bottleneck-deep', 64],
])('%s: as it was exported and as it is loaded and written again, it computes the same', async (name, side) => {
  const exported = bytesOf(`test/fixtures/onnx/${name}.onnx`);
  const { description, weights } = await loadModel(exported, name);
  const picture = seededTensor('input', [1, 3, side, side]);
  const [before, after] = [await run(exported, picture), await run(saveOnnx(description, weights), picture)];
  assertClose(after.data, before.data, tolerance);
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
    expectSame(weights, model.weights);
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
      'ResNet-20 (CIFAR). Input: an RGB picture from 0 to 1, its shorter side resized to 32 pixels (bilinear), the middle 32 x 32 of ' +
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
