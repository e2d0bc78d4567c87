/**
 * Holds the memory that a training will take against what there is. Where that does not suffice, results of the forward
 * part are computed again rather than kept, then cached activations move to a file; then it is refused, with the numbers.
 * Pure.
 */

import { ThawError } from '../core/errors.js';
import { megabytes } from '../core/megabytes.js';
import { recomputedLevels } from '../graph/recompute.js';
import type { CacheLayout } from './cache-layout.js';
import { layOutCaches, planMemory, type Economy, type MemoryPlan, type MemoryRequest } from './memory-plan.js';

export interface Budget {
  /** For everything together. */
  readonly bytes: number;
  /** For cached activations. */
  readonly cacheBytes: number;
  /** Whether there is a file for activations that the GPU has no room for. */
  readonly hasFile: boolean;
}

export interface PlannedMemory {
  readonly memory: MemoryPlan;
  readonly economy: Economy;
  /** Of the training part and the test part; none where the training takes pixels. */
  readonly caches: readonly CacheLayout[];
}

/**
 * The first plan within a budget, from the fastest to the thriftiest.
 * @throws ThawError with the numbers of the thriftiest, and with a batch size that fits if there is one.
 */
export function planWithin(request: MemoryRequest, budget: Budget): PlannedMemory {
  let thriftiest: PlannedMemory | ThawError | undefined;
  for (const planned of attempts(request, budget)) {
    if (fits(planned, budget)) return planned;
    thriftiest = planned;
  }
  const remedy = remedyFor(request, budget);
  if (thriftiest instanceof ThawError) throw new ThawError({ ...thriftiest.complaint, remedy });
  throw new ThawError({
    operation: 'training memory',
    got: thriftiest ? printPlan(thriftiest, request.recipe.batchSize) : 'no plan',
    expected: expectation(budget, thriftiest),
    remedy,
  });
}

function expectation({ bytes, hasFile }: Budget, planned: PlannedMemory | undefined): string {
  const most = `at most ${megabytes(bytes)}`;
  const inFile = planned ? fileBytesOf(planned) : 0;
  return hasFile || inFile === 0 ? most : `${most}, and a file for ${megabytes(inFile)} of cached activations`;
}

/** Bytes of cached activations in a file. */
export function fileBytesOf({ caches }: PlannedMemory): number {
  return caches.reduce((sum, { fileBytes }) => sum + fileBytes, 0);
}

function fits(planned: PlannedMemory | ThawError, { bytes, hasFile }: Budget): planned is PlannedMemory {
  return !(planned instanceof ThawError) && planned.memory.total <= bytes && (hasFile || fileBytesOf(planned) === 0);
}

/** What can be tried, one economy after the other. */
function* attempts(request: MemoryRequest, { bytes, cacheBytes, hasFile }: Budget) {
  let last: PlannedMemory | ThawError | undefined;
  for (const recomputed of recomputedLevels) yield (last = attempt(request, { recomputed, cacheBytes }));
  if (!last || last instanceof ThawError || !hasFile || last.memory.cache === 0) return;
  const { memory, economy } = last;
  const left = Math.max(0, memory.cache - Math.max(0, memory.total - bytes));
  yield attempt(request, { ...economy, cacheBytes: Math.min(cacheBytes, left) });
}

function attempt(request: MemoryRequest, economy: Economy): PlannedMemory | ThawError {
  try {
    return { memory: planMemory(request, economy), economy, caches: layOutCaches(request, economy.cacheBytes) };
  } catch (error) {
    if (error instanceof ThawError) return error;
    throw error;
  }
}

function remedyFor(request: MemoryRequest, budget: Budget): string {
  for (let batchSize = request.recipe.batchSize >> 1; batchSize > 1; batchSize >>= 1) {
    for (const smaller of attempts({ ...request, recipe: { ...request.recipe, batchSize } }, budget)) {
      if (fits(smaller, budget)) {
        return `Use a batch size of ${batchSize}, which takes ${megabytes(smaller.memory.total)}, or freeze more.`;
      }
    }
  }
  return 'No batch size fits: freeze more, use smaller or fewer images, cache as f16, or do not cache.';
}

/** `312 MB with a batch of 32: weights 40, gradients 20, …` */
function printPlan({ memory: { total, ...parts } }: PlannedMemory, batchSize: number): string {
  const listed = Object.entries(parts).map(([name, bytes]) => `${name} ${megabytes(bytes)}`);
  return `${megabytes(total)} with a batch of ${batchSize} (${listed.join(', ')})`;
}
