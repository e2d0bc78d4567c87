/** From files to models and back: recognised by names and shapes, checked, described. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import type { ModelDescription } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { findInZoo } from '../../engine/models/zoo.js';
import { examineWeights, loadModel } from '../../engine/weights/load.js';
import { initialWeights } from '../../engine/weights/initialise.js';
import { matchTensors } from '../../engine/weights/match.js';
import { readSafetensors, writeSafetensors } from '../../engine/weights/safetensors.js';
import { saveModel } from '../../engine/weights/save.js';
import type { Tensors } from '../../engine/weights/tensor.js';
import { zeros } from './state-dicts.js';

const pretrained = readFileSync(
  new URL('../../playground/public/models/resnet20-cifar10.safetensors', import.meta.url),
);

describe('matching', () => {
  const network = resnet(architecture('resnet20'));

  it('ignores num_batches_tracked', () => {
    const tensors = zeros('resnet20').set('bn1.num_batches_tracked', { shape: [], data: new Float32Array(1) });
    expect(matchTensors(network, tensors, 'mine').size).toBe(107);
  });

  it('lists in one error what is missing, misshapen and unexpected', () => {
    const tensors = zeros('resnet20', { classCount: 3 });
    tensors.delete('conv1.weight');
    tensors.set('extra', { shape: [1], data: new Float32Array(1) });
    expect(() => matchTensors(network, tensors, 'mine')).toThrow(
      'mine: got 1 missing (conv1.weight); 2 misshapen (fc.weight [3, 64] instead of [10, 64], fc.bias [3] instead of [10]); ' +
        '1 unexpected (extra), expected the 107 tensors of ResNet-20 (CIFAR) with 10 classes.',
    );
  });

  it('keeps that error short', () => {
    expect(() => matchTensors(network, new Map(), 'mine')).toThrow(
      'got 107 missing (conv1.weight, bn1.weight, bn1.bias, bn1.running_mean, and 103 more), expected',
    );
  });
});

describe('loading', () => {
  it('describes the embedded model from its file alone as the zoo does', async () => {
    const { description, weights, network } = await loadModel(pretrained, 'resnet20-cifar10');
    const { classes, preprocessing } = findInZoo('resnet20-cifar10');
    expect(description).toEqual({
      name: 'resnet20-cifar10',
      architecture: architecture('resnet20', { classCount: 10 }),
      classes,
      preprocessing,
      preprocessingSource: 'file',
    });
    expect([...weights.keys()]).toEqual(network.parameters.map(({ name }) => name));
  });

  it('takes what the file does not say from the zoo, else from the family', async () => {
    const bytes = writeSafetensors(zeros('resnet20', { classCount: 2 }));
    const known = await loadModel(bytes, 'mine', { classes: ['cat', 'dog'] });
    expect(known.description.classes).toEqual(['cat', 'dog']);
    const { classes, preprocessing } = (await loadModel(bytes, 'mine')).description;
    expect(classes).toEqual(['class 0', 'class 1']);
    expect(preprocessing).toMatchObject({ resize: 32, crop: 32 });
  });

  it('does not believe metadata that cannot be right', async () => {
    const metadata = { classes: '["one"]', preprocessing: '{"resize": -1}', architecture: 'mine' };
    const { description } = await loadModel(writeSafetensors(zeros('resnet20'), metadata), 'mine');
    const { classes, preprocessing } = description;
    expect(classes).toHaveLength(10);
    expect(preprocessing.resize).toBe(32);
  });

  it('holds a damaged file against the architecture that it names', async () => {
    const tensors = zeros('resnet20');
    for (const name of tensors.keys()) if (name.startsWith('layer3.2')) tensors.delete(name);
    const bytes = writeSafetensors(tensors, { architecture: 'resnet20' });
    await expect(loadModel(bytes, 'mine')).rejects.toThrow('mine: got 10 missing (layer3.2.conv1.weight, ');
  });

  it('tells weights of a type it cannot read from missing ones', async () => {
    const header = JSON.stringify({ 'conv1.weight': { dtype: 'I8', shape: [4], data_offsets: [0, 4] } });
    const bytes = new Uint8Array(8 + header.length + 4);
    bytes.set([header.length]);
    bytes.set(new TextEncoder().encode(header), 8);
    await expect(loadModel(bytes, 'mine')).rejects.toThrow(
      'mine: got conv1.weight (I8), expected F32, F16 or BF16 weights.',
    );
  });
});

describe('leaving out the head', () => {
  const body = zeros('resnet20', { classCount: 3 });
  const loadBody = (tensors: Tensors, classCount?: number) =>
    loadModel(writeSafetensors(tensors, { classes: '["a","b","c"]' }), 'mine', {}, undefined, {
      leaveOut: 'head',
      classCount,
      seed: 7,
    });

  it('puts a new head in its place, drawn from the seed, of as many classes as are wanted', async () => {
    const { description, network, weights } = await loadBody(body, 5);
    expect(description.architecture.classCount).toBe(5);
    expect(description.classes).toEqual(['class 0', 'class 1', 'class 2', 'class 3', 'class 4']);
    expect(weights.get('fc.weight')).toEqual(initialWeights(network.layers, 7).get('fc.weight'));
    expect(weights.get('conv1.weight')).toEqual(body.get('conv1.weight'));
    expect([...weights.keys()]).toEqual(network.parameters.map(({ name }) => name));
  });

  it('keeps the number of classes where none is wanted, and the names of none', async () => {
    const { description } = await loadBody(body);
    expect(description.classes).toEqual(['class 0', 'class 1', 'class 2']);
  });

  it('takes bodies that have none, or another network behind them', async () => {
    const alone = new Map(body);
    alone.delete('fc.weight');
    alone.delete('fc.bias');
    const projected = new Map(alone);
    projected.set('projection_head.0.weight', { shape: [128, 64], data: new Float32Array(128 * 64) });
    for (const tensors of [alone, projected]) expect((await loadBody(tensors)).weights.size).toBe(107);
    await expect(loadModel(writeSafetensors(alone), 'mine')).rejects.toThrow(
      'mine: got 2 missing (fc.weight, fc.bias), expected the 107 tensors of ResNet-20 (CIFAR) with 10 classes. ' +
        'The body fits: load it without its head (--leave-out head, or the box under Models), and it gets a new one.',
    );
  });

  it('takes no body that does not fit', async () => {
    const damaged = new Map(body);
    damaged.delete('layer1.0.bn1.weight');
    await expect(loadBody(damaged)).rejects.toThrow('mine: got 1 missing (layer1.0.bn1.weight), expected');
  });
});

describe('examining', () => {
  it('tells what does not fit instead of refusing it', async () => {
    const tensors = zeros('resnet20');
    tensors.delete('layer1.0.bn1.weight');
    const { match, report } = await examineWeights(writeSafetensors(tensors), 'mine');
    expect(match.missing).toEqual(['layer1.0.bn1.weight']);
    expect(report.lines.find(({ group }) => group === 'layer1.0')).toMatchObject({ loaded: 9 });
  });
});

describe('saving', () => {
  const description: ModelDescription = {
    name: 'pets',
    architecture: architecture('resnet20', { classCount: 3, shortcut: 'subsample-and-pad' }),
    classes: ['cat, grey', 'dog', 'Ünï "quoted"'],
    preprocessing: { resize: 40, crop: 32, interpolation: 'bicubic', mean: [0.5, 0.4, 0.3], std: [0.2, 0.25, 0.3] },
  };

  it('is undone by loading, with classes and preprocessing', async () => {
    const weights = zeros('resnet20', { classCount: 3, shortcut: 'subsample-and-pad' });
    const loaded = await loadModel(saveModel(description, weights), 'pets');
    expect(loaded.description).toEqual({ ...description, preprocessingSource: 'file' });
    expect(new Map(loaded.weights)).toEqual(weights);
  });

  it('says what a model was trained from, and how', () => {
    const weights = zeros('resnet20', { classCount: 3, shortcut: 'subsample-and-pad' });
    const recipe = { epochs: 30, seed: 7 };
    const bytes = saveModel(description, weights, { source: 'resnet20-cifar10', sourceSha256: 'abc', recipe });
    expect(readSafetensors(bytes).metadata).toMatchObject({
      architecture: 'resnet20',
      source: 'resnet20-cifar10',
      source_sha256: 'abc',
      recipe: '{"epochs":30,"seed":7}',
      seed: '7',
    });
  });

  it('writes the state dict in PyTorch’s order, whatever order it gets', () => {
    const reversed = new Map([...zeros('resnet20', { classCount: 3, shortcut: 'subsample-and-pad' })].reverse());
    const names = [...readSafetensors(saveModel(description, reversed)).tensors.keys()];
    expect(names).toEqual(resnet(description.architecture).parameters.map(({ name }) => name));
  });
});
