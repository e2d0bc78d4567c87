/**
 * From a document to its runs. All conditions of one seed come before those of the next, so that what is there at any
 * time is nearly balanced; within a seed, runs with the same samples, start and frozen part follow each other, so that
 * activations which are computed for one serve the next.
 */

import { expect } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import { checkRecipe } from '../train/recipe-rules.js';
import type { RecipeInput } from '../train/recipe.js';
import type { ExperimentDocument, ResolvedDocument } from './document.js';
import { groupBy } from './group.js';
import type { Condition } from './kinds/kind.js';
import { kinds } from './kinds/kinds.js';
import { runId, type RunDefinition, type Start } from './run-definition.js';

export interface PlannedRun {
  readonly id: string;
  readonly definition: RunDefinition;
  /** Runs that share work: one machine should do them. */
  readonly group: string;
}

/** The parts of a network, from its input to its output: `stem`, blocks by stage, `head`. */
export type Parts = readonly { readonly name: string; readonly stage: string }[];

/**
 * Names every cut: `stages` becomes `none`, `stem`, `layer1` and so on; the last one leaves the head alone to train.
 * @throws ThawError that offers near names where the model has no such part.
 */
export function resolveDocument(document: ExperimentDocument, parts: Parts): ResolvedDocument {
  const body = parts.filter(({ stage }) => stage !== 'head');
  const stages = [...new Set(body.map(({ stage }) => stage))];
  const blocks = body.map(({ name }) => name);
  const cuts = kinds[document.kind].factors.includes('cuts') ? document.factors.cuts : [];
  const known = ['none', 'head', ...stages, ...blocks];
  const named = cuts === 'stages' ? ['none', ...stages] : cuts === 'blocks' ? ['none', ...blocks] : cuts;
  for (const cut of named) {
    expect(known.includes(cut), () => ({
      operation: 'experiment, factors, cuts',
      got: `"${cut}"`,
      expected: `a stage or block of the model such as ${nearNames(cut, known).join(', ')}`,
    }));
  }
  return { ...document, factors: { ...document.factors, cuts: named } };
}

/** All runs, in their order. @throws ThawError for a recipe that a kind makes wrong. */
export async function expand(document: ResolvedDocument): Promise<readonly PlannedRun[]> {
  const conditions = adjacent(kinds[document.kind].conditions(document));
  const runs: PlannedRun[] = [];
  for (const seed of document.seeds) {
    const bases = new Map<string, string>();
    for (const condition of conditions) {
      const definition = define(document, condition, seed, bases);
      const id = await runId(definition);
      if (condition.isBase) bases.set(condition.arm, id);
      runs.push({ id, definition, group: groupOf(definition, id) });
    }
  }
  return runs;
}

/** Those of shard `index` (from 1) of `count`: whole groups are dealt in turn. */
export function shardOf(runs: readonly PlannedRun[], index: number, count: number): readonly PlannedRun[] {
  const groups = [...new Set(runs.map(({ group }) => group))];
  return runs.filter(({ group }) => groups.indexOf(group) % count === index - 1);
}

/** Conditions that share their samples, start and frozen part behind each other; bases stay before what needs them. */
function adjacent(conditions: readonly Condition[]): readonly Condition[] {
  return [...groupBy(conditions, sharedWork).values()].flat();
}

function sharedWork({ half, classes, trainPerClass, origin, recipe }: Condition): string {
  return JSON.stringify([half, classes, trainPerClass, origin, recipe.freeze]);
}

function define(
  document: ResolvedDocument,
  { arm, at, half, classes, trainPerClass, origin, recipe, isBase = false, findsRate }: Condition,
  seed: number,
  bases: ReadonlyMap<string, string>,
): RunDefinition {
  const { model, imageSize, data, samples, factors, kind } = document;
  const choice = {
    ...samples,
    half: half ?? null,
    trainPerClass: trainPerClass ?? samples.trainPerClass,
    ...(classes && { classes }),
  };
  const fromScratch = origin.kind === 'random';
  return {
    model,
    imageSize,
    data,
    arm,
    at,
    seed,
    choice,
    start: startOf(origin, bases),
    recipe: saidRecipe({ ...document.recipe, ...recipe, fromScratch, seed }),
    shifts: kinds[kind].factors.includes('shifts') ? factors.shifts : [],
    isBase,
    ...(findsRate && { findsRate }),
  };
}

/** As it is said. @throws ThawError where a field of it is wrong. */
function saidRecipe(recipe: RecipeInput): RecipeInput {
  checkRecipe(recipe);
  return recipe;
}

function startOf(origin: Condition['origin'], bases: ReadonlyMap<string, string>): Start {
  if (origin.kind !== 'copied' || origin.base === null) return origin;
  const base = bases.get(origin.base);
  if (base === undefined) throw new TypeError(`got no condition "${origin.base}" before those that begin with it`);
  return { ...origin, base };
}

function groupOf({ seed, start, choice, recipe, isBase }: RunDefinition, id: string): string {
  if (isBase) return id;
  return start.kind === 'copied' && start.base !== null
    ? start.base
    : JSON.stringify([seed, start, choice, recipe.freeze]);
}
