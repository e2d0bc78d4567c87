/** Freezing: what a boundary leaves to be trained. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { countParameters } from '../../engine/models/layer.js';
import { resnet } from '../../engine/models/resnet.js';
import { countOf, planFreeze } from '../../engine/train/freeze.js';

const network = resnet(architecture('resnet20'));

describe('freezing', () => {
  it('everything but the head leaves 650 weights of ResNet-20', () => {
    const { boundary, trainable, statistics } = planFreeze(network, 'head');
    expect(boundary).toBe('avgpool');
    expect(trainable.map(({ name }) => name)).toEqual(['fc.weight', 'fc.bias']);
    expect(countOf(trainable)).toBe(650);
    expect(statistics).toEqual([]);
  });

  it('nothing leaves every weight, and all running statistics move', () => {
    const { boundary, trainable, statistics } = planFreeze(network, 'none');
    expect(boundary).toBe('input');
    expect(countOf(trainable)).toBe(countParameters(network.parameters));
    expect(trainable.length + statistics.length).toBe(network.parameters.length);
  });

  it('up to a stage or a block ends at its last layer', () => {
    expect(planFreeze(network, 'layer2').boundary).toBe('layer2.2.relu_1');
    expect(planFreeze(network, 'layer2.0').boundary).toBe('layer2.0.relu_1');
  });

  it('trains just what comes after the module', () => {
    const { trainable } = planFreeze(network, 'layer2');
    expect(trainable.every(({ name }) => /^(layer3|fc)\b/.test(name))).toBe(true);
  });

  it('refuses a module that is not there, offering near names', () => {
    expect(() => planFreeze(network, 'layer9')).toThrow(/got "layer9", expected a layer such as layer1/);
  });
});
