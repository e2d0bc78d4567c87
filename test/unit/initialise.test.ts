/** Initial weights: PyTorch's distributions, from a seed. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { initialWeights } from '../../engine/weights/initialise.js';
import { matchTensors } from '../../engine/weights/match.js';

const network = resnet(architecture('resnet20'));
const weights = initialWeights(network.layers, 7);
const numbers = (name: string) => [...(weights.get(name)?.data ?? [])];
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => Math.sqrt(mean(values.map((value) => value ** 2)) - mean(values) ** 2);

describe('initial weights', () => {
  it('are all that the network needs', () => {
    expect(matchTensors(network, weights, 'initial').size).toBe(107);
  });

  it('of convolutions are normal with deviation sqrt(2 / fan_out)', () => {
    const values = numbers('layer3.1.conv1.weight');
    expect(mean(values)).toBeCloseTo(0, 2);
    expect(deviation(values) / Math.sqrt(2 / (64 * 9))).toBeCloseTo(1, 1);
  });

  it('of the head are uniform in ±1 / sqrt(in_features)', () => {
    const values = [...numbers('fc.weight'), ...numbers('fc.bias')];
    expect(Math.max(...values)).toBeLessThan(1 / 8);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1 / 8);
    expect(deviation(values) * 8).toBeCloseTo(Math.sqrt(1 / 3), 1);
  });

  it('of batch norms change nothing', () => {
    const values = ['weight', 'bias', 'running_mean', 'running_var'].map(
      (name) => new Set(numbers(`layer1.0.bn1.${name}`)),
    );
    expect(values).toEqual([new Set([1]), new Set([0]), new Set([0]), new Set([1])]);
  });

  it('are the same for the same seed, others for another', () => {
    expect(initialWeights(network.layers, 7)).toEqual(weights);
    expect(initialWeights(network.layers, 8).get('fc.weight')).not.toEqual(weights.get('fc.weight'));
  });

  it('of the head do not depend on what else is drawn', () => {
    const head = initialWeights(
      network.layers.filter(({ kind }) => kind === 'linear'),
      7,
    );
    expect([...head.keys()]).toEqual(['fc.weight', 'fc.bias']);
    expect(head.get('fc.weight')).toEqual(weights.get('fc.weight'));
  });
});
