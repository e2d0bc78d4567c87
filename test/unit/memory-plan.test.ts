/** The memory of a training, planned before it starts: what it is made of, and how it is refused. */

import { describe, expect, it } from 'vitest';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { planMemory, planWithin, type MemoryRequest } from '../../engine/train/memory-plan.js';
import { defaultRecipe, type Recipe } from '../../engine/train/recipe.js';

const network = resnet(architecture('resnet20'));

function request(changes: Partial<Recipe> = {}, rest: Partial<MemoryRequest> = {}): MemoryRequest {
  const recipe = { ...defaultRecipe, ...changes };
  const plan = planFreeze(network, recipe);
  const samples = { train: 808, test: 398 };
  return { network, plan, recipe, imageSize: 32, samples, target: baselineTarget, ...rest };
}

describe('the memory of a training', () => {
  it('adds up', () => {
    const { total, ...parts } = planMemory(request());
    expect(Object.values(parts).reduce((sum, bytes) => sum + bytes)).toBe(total);
  });

  it('has two more copies of the weights for AdamW, where SGD has one', () => {
    const [sgd, adamw] = [
      planMemory(request({ freeze: 'none' })),
      planMemory(request({ freeze: 'none', optimizer: 'adamw' })),
    ];
    expect(adamw.optimiser).toBe(2 * sgd.optimiser);
  });

  it('is smaller the more is frozen, but for the cache', () => {
    const [all, some, head] = ['none', 'layer2', 'head'].map((freeze) => planMemory(request({ freeze })));
    expect(all?.activations).toBeGreaterThan(some?.activations ?? Infinity);
    expect(some?.activations).toBeGreaterThan(head?.activations ?? Infinity);
    expect(head?.gradients).toBeLessThan(all?.gradients ?? 0);
    expect(all?.cache).toBe(0);
    // Every training image and its mirror image, and the test images.
    expect(some?.cache).toBe((2 * 808 + 398) * 32 * 16 * 16 * 4);
  });

  it('has no cache where the recipe does without', () => {
    expect(planMemory(request({ freeze: 'layer2', cache: false })).cache).toBe(0);
  });

  it('grows with the batch and with the images', () => {
    const small = planMemory(request({ freeze: 'none', batchSize: 16 })).activations;
    expect(planMemory(request({ freeze: 'none', batchSize: 64 })).activations).toBeGreaterThan(2 * small);
    expect(planMemory(request({ freeze: 'none', batchSize: 16 }, { imageSize: 64 })).activations).toBeGreaterThan(
      3 * small,
    );
  });
});

describe('a budget', () => {
  it('is no matter where it suffices', () => {
    expect(planWithin(request(), 1e9)).toEqual(planMemory(request()));
  });

  it('that does not suffice refuses with the numbers, and a batch size that fits', () => {
    const full = planMemory(request({ freeze: 'none', batchSize: 64 })).total;
    const refused = () => planWithin(request({ freeze: 'none', batchSize: 64 }), full / 2);
    expect(refused).toThrow(/training memory: got [\d.]+ MB with a batch of 64 \(weights .* gradients .* activations /);
    expect(refused).toThrow(/expected at most [\d.]+ MB.*Use a batch size of (32|16), which takes [\d.]+ MB/);
  });

  it('that nothing fits says so', () => {
    expect(() => planWithin(request(), 1000)).toThrow(/No batch size fits: freeze more/);
  });

  it('is the adapter’s where a single value is larger than it can bind', () => {
    const target = { ...baselineTarget, maxBindingBytes: 2 ** 23 };
    expect(() => planWithin(request({ freeze: 'none', batchSize: 512 }, { target }), Infinity)).toThrow(
      /largest binding.*Use a batch size of \d+/,
    );
  });
});
