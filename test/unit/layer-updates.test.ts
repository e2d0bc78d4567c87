/** How a step moves each layer: from the squares of its parameters' norms to those of layers, and to a ratio. */

import { describe, expect, it } from 'vitest';
import { updateRatio } from '../../engine/train/layer-update.js';
import { layerUpdates } from '../../engine/train/layer-updates.js';

describe('the updates of layers', () => {
  const names = ['layer1.0.bn1.weight', 'layer1.0.bn1.bias', 'fc.weight'];
  const squares = [9, 1, 4, 0, 16, 3, 12, 0, 25, 100, 0, 0];

  it('have the norms of all parameters of a layer together', () => {
    expect(layerUpdates(names, squares)).toEqual([
      { layer: 'layer1.0.bn1', gradientNorm: 5, weightNorm: 2, updateNorm: 4 },
      { layer: 'fc', gradientNorm: 5, weightNorm: 10, updateNorm: 0 },
    ]);
  });

  it('keep what is not finite', () => {
    const [update] = layerUpdates(['fc.weight'], [Infinity, 1, NaN, 0]);
    expect(update).toEqual({ layer: 'fc', gradientNorm: Infinity, weightNorm: 1, updateNorm: NaN });
  });
});

describe('the ratio of update to weights', () => {
  const norms = { layer: 'fc', gradientNorm: 1 };

  it('is the part of a layer that a step changes', () => {
    expect(updateRatio({ ...norms, weightNorm: 10, updateNorm: 0.01 })).toBeCloseTo(1e-3, 12);
    expect(updateRatio({ ...norms, weightNorm: 10, updateNorm: 0 })).toBe(0);
  });

  it('is none for a layer of zeros', () => {
    expect(updateRatio({ ...norms, weightNorm: 0, updateNorm: 0.01 })).toBeUndefined();
  });
});
