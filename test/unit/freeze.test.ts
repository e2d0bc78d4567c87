/** Freezing: what a mask leaves to be trained, where the constant part ends, and what each batch norm does. */

import { describe, expect, it, test } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { countParameters } from '../../engine/models/layer.js';
import { resnet } from '../../engine/models/resnet.js';
import { countOf, planFreeze, type Mask } from '../../engine/train/freeze.js';

const network = resnet(architecture('resnet20'));
const plan = (freeze: string, rest: Partial<Mask> = {}) =>
  planFreeze(network, { freeze, unfreeze: [], batchNorm: {}, ...rest });
const trainableOf = (...args: Parameters<typeof plan>) => plan(...args).trainable.map(({ name }) => name);
const statisticsOf = (...args: Parameters<typeof plan>) => plan(...args).statistics.map(({ name }) => name);

describe('freezing up to a module', () => {
  it('everything but the head leaves 650 weights of ResNet-20', () => {
    const { boundary, trainable, statistics } = plan('head');
    expect(boundary).toBe('avgpool');
    expect(trainable.map(({ name }) => name)).toEqual(['fc.weight', 'fc.bias']);
    expect(countOf(trainable)).toBe(650);
    expect(statistics).toEqual([]);
  });

  it('nothing leaves every weight, and all running statistics move', () => {
    const { boundary, trainable, statistics } = plan('none');
    expect(boundary).toBe('input');
    expect(countOf(trainable)).toBe(countParameters(network.parameters));
    expect(trainable.length + statistics.length).toBe(network.parameters.length);
  });

  it('a stage or a block ends at its last layer', () => {
    expect(plan('layer2').boundary).toBe('layer2.2.relu_1');
    expect(plan('layer2.0').boundary).toBe('layer2.0.relu_1');
    expect(plan('stem').boundary).toBe('relu');
  });

  it('a layer within a block ends before the block: the skip connection passes it by', () => {
    expect(plan('layer2.1.bn1').boundary).toBe('layer2.0.relu_1');
    expect(trainableOf('layer2.1.bn1')[0]).toBe('layer2.1.conv2.weight');
  });

  it('trains just what comes after the module', () => {
    expect(trainableOf('layer2').every((name) => /^(layer3|fc)\b/.test(name))).toBe(true);
  });

  it('refuses a module that is not there, offering near names', () => {
    expect(() => plan('layer9')).toThrow(/recipe, freeze: got "layer9", expected a layer such as layer1/);
  });

  it('refuses to train nothing', () => {
    expect(() => plan('fc')).toThrow(/got "fc", which leaves no weight to train/);
  });
});

describe('a mask with holes', () => {
  it('thaws modules within the frozen part', () => {
    const names = trainableOf('head', { unfreeze: ['layer1.1', 'layer3.0.conv1'] });
    expect(names.filter((name) => name.includes('conv'))).toEqual([
      'layer1.1.conv1.weight',
      'layer1.1.conv2.weight',
      'layer3.0.conv1.weight',
    ]);
    expect(names.slice(-2)).toEqual(['fc.weight', 'fc.bias']);
  });

  it('has its boundary before the first thawed layer, where one value is all that the rest needs', () => {
    expect(plan('head', { unfreeze: ['layer2'] }).boundary).toBe('layer1.2.relu_1');
    expect(plan('head', { unfreeze: ['layer2.1.conv2'] }).boundary).toBe('layer2.0.relu_1');
    expect(plan('head', { unfreeze: ['conv1'] }).boundary).toBe('input');
  });

  it('moves the running statistics of thawed layers alone', () => {
    expect(statisticsOf('head', { unfreeze: ['layer2.1'] })).toEqual([
      'layer2.1.bn1.running_mean',
      'layer2.1.bn1.running_var',
      'layer2.1.bn2.running_mean',
      'layer2.1.bn2.running_var',
    ]);
  });

  it('refuses a module that is not there, offering near names', () => {
    expect(() => plan('head', { unfreeze: ['layer1.9'] })).toThrow(/recipe, unfreeze: got "layer1.9".*layer1/);
  });
});

describe('batch norm', () => {
  const formOf = (layer: string, ...args: Parameters<typeof plan>) => plan(...args).batchNorm.get(layer);

  test('of frozen layers is folded, that of trainable ones uses the batch', () => {
    expect(formOf('layer1.0.bn1', 'layer2')).toBe('folded');
    expect(formOf('layer3.0.bn1', 'layer2')).toBe('batch');
  });

  test('of trainable layers under eval keeps its statistics and trains its weight and bias', () => {
    const rest = { batchNorm: { trainable: 'eval' } } as const;
    expect(formOf('layer3.0.bn1', 'layer2', rest)).toBe('running');
    expect(statisticsOf('layer2', rest)).toEqual([]);
    expect(trainableOf('layer2', rest)).toContain('layer3.0.bn1.weight');
  });

  test('of frozen layers under train moves its statistics, not its weight: nothing can be cached from there on', () => {
    const rest = { batchNorm: { frozen: 'train' } } as const;
    expect(formOf('bn1', 'head', rest)).toBe('batch');
    expect(plan('head', rest).boundary).toBe('conv1');
    expect(trainableOf('head', rest)).toEqual(['fc.weight', 'fc.bias']);
    expect(statisticsOf('head', rest)).toHaveLength(2 * 21);
  });

  test('may have a policy by module, of which the innermost counts', () => {
    const rest = { batchNorm: { layer2: 'train', 'layer2.1': 'recalibrate', 'layer2.1.bn2': 'eval' } } as const;
    expect(formOf('layer2.0.bn1', 'head', rest)).toBe('batch');
    expect(plan('head', rest).recalibrated).toEqual(['layer2.1.bn1']);
    expect(formOf('layer2.1.bn1', 'head', rest)).toBe('folded');
  });

  test('of a module that is not there is refused', () => {
    expect(() => plan('head', { batchNorm: { layr1: 'train' } })).toThrow(/recipe, batchNorm: got "layr1"/);
  });
});
