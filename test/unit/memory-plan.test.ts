/** The memory of a training, planned before it starts: what it is made of, and how it is refused. */

import { describe, expect, it } from 'vitest';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { architecture } from '../../engine/models/architecture.js';
import { resnet } from '../../engine/models/resnet.js';
import { planFreeze } from '../../engine/train/freeze.js';
import { defaultCacheBytes, layOutCache } from '../../engine/train/cache-layout.js';
import { fileBytesOf, planWithin, type Budget } from '../../engine/train/memory-budget.js';
import * as memoryPlan from '../../engine/train/memory-plan.js';
import type { Economy, MemoryRequest } from '../../engine/train/memory-plan.js';
import { defaultRecipe, type Recipe } from '../../engine/train/recipe.js';

const network = resnet(architecture('resnet20'));

function request(changes: Partial<Recipe> = {}, rest: Partial<MemoryRequest> = {}): MemoryRequest {
  const recipe = { ...defaultRecipe, ...changes };
  const plan = planFreeze(network, recipe);
  const samples = { train: 808, test: 398 };
  return { network, plan, recipe, imageSize: 32, samples, target: baselineTarget, ...rest };
}

const lavish: Economy = { recomputed: 'nothing', cacheBytes: defaultCacheBytes };

function planMemory(wanted: MemoryRequest, economy: Partial<Economy> = {}) {
  return memoryPlan.planMemory(wanted, { ...lavish, ...economy });
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

  it('keeps fewer results the more of them are computed again', () => {
    const deep = resnet(architecture('resnet50'));
    const wanted = request({ freeze: 'none' }, { network: deep, imageSize: 64 });
    const plan = planFreeze(deep, wanted.recipe);
    const [all, some, least] = (['nothing', 'relu', 'residual'] as const).map((recomputed) =>
      planMemory({ ...wanted, plan }, { recomputed }),
    );
    expect(some?.activations).toBeLessThan(0.9 * (all?.activations ?? 0));
    expect(least?.activations).toBeLessThan(0.95 * (some?.activations ?? 0));
    expect({ ...least, activations: 0, total: 0 }).toEqual({ ...all, activations: 0, total: 0 });
  });

  it('has half of the cache as f16', () => {
    const [exact, half] = (['f32', 'f16'] as const).map((cachePrecision) =>
      planMemory(request({ freeze: 'layer2', cachePrecision })),
    );
    expect(half?.cache).toBe((exact?.cache ?? 0) / 2);
  });

  it('has of the cache what its budget allows', () => {
    const { cache } = planMemory(request({ freeze: 'layer2' }), { cacheBytes: 10e6 });
    expect(cache).toBeLessThanOrEqual(10e6);
    expect(cache).toBeGreaterThan(9.9e6);
  });
});

describe('a cache', () => {
  const wanted = { rows: 100, perSample: [3, 3, 5], precision: 'f32', gpuBytes: 1e6, batch: 8 } as const;

  it('stays on the GPU where it fits', () => {
    expect(layOutCache(wanted)).toMatchObject({ resident: 100, slots: 0, tableShape: [100, 3, 3, 5], fileBytes: 0 });
  });

  it('keeps as many rows there as the budget allows beside a batch, and the rest in a file', () => {
    const layout = layOutCache({ ...wanted, gpuBytes: 50 * 180 });
    expect(layout).toMatchObject({ resident: 42, slots: 8, tableShape: [50, 3, 3, 5], tableBytes: 9000 });
    expect(layout.fileBytes).toBe(58 * 180);
  });

  it('has room for a batch however small the budget', () => {
    expect(layOutCache({ ...wanted, gpuBytes: 0 })).toMatchObject({ resident: 0, slots: 8, fileBytes: 100 * 180 });
  });

  it('has two numbers in a word as f16', () => {
    expect(layOutCache({ ...wanted, precision: 'f16' })).toMatchObject({ rowBytes: 92, tableShape: [100, 23] });
  });
});

describe('a budget', () => {
  const budget = (bytes: number, rest: Partial<Budget> = {}): Budget => {
    return { bytes, cacheBytes: defaultCacheBytes, hasFile: true, ...rest };
  };

  it('is no matter where it suffices', () => {
    const planned = planWithin(request(), budget(1e9));
    expect(planned.memory).toEqual(planMemory(request()));
    expect(planned.economy).toEqual(lavish);
    expect(fileBytesOf(planned)).toBe(0);
  });

  it('that is a little short has results computed again', () => {
    const whole = request({ freeze: 'none' });
    const { total } = planMemory(whole);
    expect(planWithin(whole, budget(0.9 * total)).economy.recomputed).toBe('relu');
    const least = planMemory(whole, { recomputed: 'residual' }).total;
    expect(planWithin(whole, budget(least)).economy.recomputed).toBe('residual');
  });

  it('that is shorter still moves cached activations to a file, if there is one', () => {
    const cached = request({ freeze: 'layer1' });
    const { total, cache } = planMemory(cached, { recomputed: 'residual' });
    const planned = planWithin(cached, budget(total - cache / 2));
    expect(planned.memory.total).toBeLessThanOrEqual(total - cache / 2);
    expect(fileBytesOf(planned)).toBeGreaterThan(cache / 2);
    expect(() => planWithin(cached, budget(total - cache / 2, { hasFile: false }))).toThrow('training memory: got');
  });

  it('of the cache’s own is kept too', () => {
    const planned = planWithin(request({ freeze: 'layer1' }), budget(Infinity, { cacheBytes: 20e6 }));
    expect(planned.memory.cache).toBeLessThanOrEqual(20e6);
    expect(fileBytesOf(planned)).toBeGreaterThan(0);
    const alone = budget(Infinity, { cacheBytes: 20e6, hasFile: false });
    expect(() => planWithin(request({ freeze: 'layer1' }), alone)).toThrow(
      /and a file for [\d.]+ MB of cached activations.*do not cache/,
    );
  });

  it('that does not suffice refuses with the numbers, and a batch size that fits', () => {
    const full = planMemory(request({ freeze: 'none', batchSize: 64 })).total;
    const refused = () => planWithin(request({ freeze: 'none', batchSize: 64 }), budget(full / 3));
    expect(refused).toThrow(/training memory: got [\d.]+ MB with a batch of 64 \(weights .* gradients .* activations /);
    expect(refused).toThrow(/expected at most [\d.]+ MB.*Use a batch size of (32|16|8), which takes [\d.]+ MB/);
  });

  it('that nothing fits says so', () => {
    expect(() => planWithin(request(), budget(1000))).toThrow(/No batch size fits: freeze more/);
  });

  it('is the adapter’s where a single value is larger than it can bind', () => {
    const target = { ...baselineTarget, maxBindingBytes: 2 ** 23 };
    expect(() => planWithin(request({ freeze: 'none', batchSize: 512 }, { target }), budget(Infinity))).toThrow(
      /largest binding.*Use a batch size of \d+/,
    );
  });
});
