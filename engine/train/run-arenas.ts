/** What a training run keeps on the GPU from step to step: an arena for each kind. */

import { Arena } from '../gpu/arena.js';
import { packedShapes, type Model } from '../model.js';
import { pack } from '../weights/pack.js';
import type { Tensors } from '../weights/tensor.js';
import type { FreezePlan } from './freeze.js';
import { stateArenas } from './optimiser.js';
import type { Recipe } from './recipe.js';
import { pick } from './start.js';
import { epochSums, runArenas } from './train-step.js';

export interface RunArenas {
  readonly parameters: Arena;
  readonly statistics: Arena;
  readonly sums: Arena;
  /** What the optimiser keeps from step to step. */
  readonly state: readonly Arena[];
}

/** What a run begins with. */
export interface RunContent {
  readonly model: Model;
  readonly recipe: Recipe;
  readonly plan: FreezePlan;
  /** First values of what is trained, in PyTorch's layout. */
  readonly tensors: Tensors;
}

export function listArenas({ parameters, statistics, sums, state }: RunArenas): Arena[] {
  return [parameters, statistics, sums, ...state];
}

/** Makes them all, with the first values; none is left where memory does not suffice. */
export async function createArenas({ model, tensors, plan, recipe }: RunContent): Promise<RunArenas> {
  const [weights, moving] = [pick(tensors, plan.trainable), pick(tensors, plan.statistics)];
  const made: Arena[] = [];
  const create = async (name: string, shapes: ReadonlyMap<string, readonly number[]>) => {
    const arena = await Arena.create(model.device, name, shapes);
    made.push(arena);
    return arena;
  };
  try {
    const parameters = write(await create(runArenas.parameters, packedShapes(weights)), weights);
    const statistics = write(await create(runArenas.statistics, packedShapes(moving)), moving);
    const sums = await create(runArenas.sums, new Map([[epochSums, [2]]]));
    const state: Arena[] = [];
    for (const name of stateArenas(recipe)) state.push(await create(name, packedShapes(weights)));
    return { parameters, statistics, sums, state };
  } catch (error) {
    made.forEach((arena) => arena.destroy());
    throw error;
  }
}

function write(arena: Arena, tensors: Tensors): Arena {
  for (const [name, { shape, data }] of tensors) arena.write(name, pack(shape, data));
  return arena;
}
