/**
 * A layout by UMAP: points [N, 2] of which those are near each other that are neighbours in feature space. The library
 * moves them; where they begin, which random numbers it draws and who is whose neighbour is ours, so that the same
 * features give the same layout, and a layout can go on from another. It is loaded with this file, when it is first asked for.
 *
 * McInnes, Healy and Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018.
 */

import { UMAP } from 'umap-js';
import { randomUniform } from '../../engine/core/random.js';
import { alignedTo, ThawError, type Neighbours } from '../../engine/index.js';

/** How far from the middle points may lie to begin with: as far as the library's own random places. */
const reach = 10;
const seed = 0;

export interface LayoutStep {
  readonly done: number;
  readonly total: number;
}

/**
 * Moves points from where they are, yielding every epoch, and turns the result to where they were.
 * @param neighbours of each point, as many as UMAP is to look at.
 * @param start [N, 2]
 * @throws ThawError where there are too few points to be neighbours of each other.
 */
export function* layOut(
  neighbours: Neighbours,
  start: Float64Array,
  epochs: number,
): Generator<LayoutStep, Float64Array> {
  const points = start.length / 2;
  if (neighbours.count < 2) {
    throw new ThawError({ operation: 'UMAP', got: `${points} pictures`, expected: '3 or more' });
  }
  let draws = 0;
  const umap = new UMAP({
    nEpochs: epochs,
    nNeighbors: neighbours.count + 1,
    random: () => randomUniform(seed, 'layout', draws++),
  });
  umap.setPrecomputedKNN(...knownNeighbours(neighbours, points));
  // The features themselves are no longer needed: only how many there are.
  umap.initializeFit(Array.from({ length: points }, () => []));
  umap.getEmbedding().forEach((point, index) => point.splice(0, 2, start[2 * index] ?? 0, start[2 * index + 1] ?? 0));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    yield { done: epoch, total: epochs };
  }
  return alignedTo(Float64Array.from(umap.getEmbedding().flat()), start);
}

/** Places as a layout can begin with them: their middle being at 0, the furthest is as far from it as points are to be. */
export function spreadOut(places: Float64Array): Float64Array {
  const furthest = places.reduce((most, place) => Math.max(most, Math.abs(place)), 0);
  return places.map((place) => (furthest === 0 ? 0 : (reach * place) / furthest));
}

/** Every point is its own first neighbour, as the library has them. */
function knownNeighbours({ count, indices, distances }: Neighbours, points: number): [number[][], number[][]] {
  const rows = Array.from({ length: points }, (_, row) => row);
  const rowOf = (all: ArrayLike<number>, row: number) =>
    Array.from({ length: count }, (_, place) => all[row * count + place] ?? 0);
  return [rows.map((row) => [row, ...rowOf(indices, row)]), rows.map((row) => [0, ...rowOf(distances, row)])];
}
