/** From documents to runs: names, order, balance, shards. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { kindNames } from '../../../engine/experiments/kinds/kinds.js';
import { squeeze } from '../../../engine/experiments/kinds/recipes.js';
import { expand, shardOf, type PlannedRun } from '../../../engine/experiments/expand.js';
import { runId } from '../../../engine/experiments/run-definition.js';
import { readyRecipes } from '../../../engine/train/recipes.js';
import { documentOf, smallestOf } from './documents.js';

const ofKind = (kind: (typeof kindNames)[number]) => expand(documentOf(smallestOf(kind)));
const nameOf = ({ definition: { arm, at } }: PlannedRun) => `${arm} ${at}`.trim();
const ids = (runs: readonly PlannedRun[]) => runs.map(({ id }) => id);

describe.each(kindNames)('the runs of %s', (kind) => {
  it('have names of their own, the same every time', async () => {
    const runs = await ofKind(kind);
    expect(new Set(ids(runs)).size).toBe(runs.length);
    expect(ids(await ofKind(kind))).toEqual(ids(runs));
    for (const { id, definition } of runs) expect(id).toBe(await runId(definition));
  });

  it('come seed by seed, each with the same conditions in the same order', async () => {
    const runs = await ofKind(kind);
    const bySeed = [1, 2, 3].map((seed) => runs.filter(({ definition }) => definition.seed === seed));
    expect(bySeed.flat()).toEqual(runs);
    for (const own of bySeed) expect(own.map(nameOf)).toEqual(bySeed[0]?.map(nameOf));
  });

  it('stay after the runs that they begin with, and in one shard with them', async () => {
    const runs = await ofKind(kind);
    runs.forEach(({ definition: { start } }, index) => {
      if (start.kind === 'copied' && start.base !== null) expect(ids(runs.slice(0, index))).toContain(start.base);
    });
  });

  it('are dealt to shards whole: each run to one, with the run that it begins with', async () => {
    const runs = await ofKind(kind);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (count) => {
        const shards = Array.from({ length: count }, (_, index) => shardOf(runs, index + 1, count));
        expect(ids(shards.flat()).toSorted()).toEqual(ids(runs).toSorted());
        for (const shard of shards) {
          for (const { definition } of shard) {
            const { start } = definition;
            if (start.kind === 'copied' && start.base !== null) expect(ids(shard)).toContain(start.base);
          }
        }
      }),
    );
  });
});

test('a freeze sweep has a run for each cut', async () => {
  const runs = await expand(documentOf({ seeds: [7] }));
  expect(runs.map(nameOf)).toEqual(['cut none', 'cut stem', 'cut layer1', 'cut layer2']);
  expect(runs.map(({ definition }) => definition.recipe.freeze)).toEqual(['none', 'stem', 'layer1', 'layer2']);
  expect(runs.every(({ definition }) => definition.recipe.seed === 7)).toBe(true);
});

test('runs with the same frozen part follow each other', async () => {
  const runs = await expand(documentOf({ kind: 'batch-norm', seeds: [1], factors: { cuts: ['layer1', 'layer2'] } }));
  expect(runs.map(({ definition }) => definition.recipe.freeze)).toEqual([
    ...['layer1', 'layer1', 'layer1'],
    ...['layer2', 'layer2', 'layer2'],
  ]);
});

test('Yosinski’s treatments copy from the right base, and freeze or fine-tune', async () => {
  const runs = await expand(documentOf({ kind: 'yosinski', seeds: [1], factors: { cuts: ['layer1'] } }));
  const [baseB, baseA] = runs;
  expect(runs.map(nameOf)).toEqual([
    'base B none',
    'base A none',
    ...['BnB', 'AnB', 'BnB+', 'AnB+', 'random'].map((arm) => `${arm} layer1`),
  ]);
  expect(runs.map(({ definition }) => definition.choice.half)).toEqual(['B', 'A', 'B', 'B', 'B', 'B', 'B']);
  const start = (base: PlannedRun | undefined) => ({ kind: 'copied', upTo: 'layer1', base: base?.id });
  expect(runs.slice(2).map(({ definition }) => [definition.start, definition.recipe.freeze])).toEqual([
    [start(baseB), 'layer1'],
    [start(baseA), 'layer1'],
    [start(baseB), 'none'],
    [start(baseA), 'none'],
    [{ kind: 'random' }, 'layer1'],
  ]);
});

test('a task’s layers are copied from its base into a network for the target, whose own serve it too', async () => {
  const { factors } = smallestOf('task-distance');
  const document = documentOf({ kind: 'task-distance', seeds: [1], factors: { ...factors, cuts: ['none', 'layer1'] } });
  const runs = await expand(document);
  const [scratch, near, far] = runs;
  const given = ['itself', 'near', 'far', 'the model'].flatMap((name) => [`${name} layer1`, `${name}+ layer1`]);
  expect(runs.map(nameOf).toSorted()).toEqual(
    ['from scratch none', 'base: near none', 'base: far none', ...given].toSorted(),
  );
  const of = (name: string) => runs.find((run) => nameOf(run) === `${name} layer1`)?.definition;
  const bases = [scratch, near, far].map((run) => run?.id);
  expect(['itself', 'near', 'far', 'the model'].map((name) => of(name)?.start)).toEqual(
    [...bases, null].map((base) => ({ kind: 'copied', upTo: 'layer1', base })),
  );
  expect(['near', 'near+'].map((name) => of(name)?.recipe.freeze)).toEqual(['layer1', 'none']);
  expect([scratch, near, far].map((run) => run?.definition.choice.classes)).toEqual([
    ['class 0', 'class 1'],
    ['class 2', 'class 3'],
    ['class 4', 'class 5', 'class 6'],
  ]);
  expect(of('far')?.choice.classes).toEqual(['class 0', 'class 1']);
});

test('ways of fine-tuning differ from a plain one in one thing; one finds its rate', async () => {
  const recipes = ['fixed', 'cosine', 'one-cycle', 'discriminative-rates', 'found-rate', 'gradual'];
  const runs = await expand(documentOf({ kind: 'recipes', seeds: [1], factors: { recipes } }));
  expect(runs.map(nameOf).toSorted()).toEqual(recipes.toSorted());
  const of = (name: string) => runs.find((run) => nameOf(run) === name)?.definition;
  expect(['fixed', 'cosine', 'one-cycle'].map((name) => of(name)?.recipe.schedule?.kind)).toEqual([
    'constant',
    'cosine',
    'one-cycle',
  ]);
  const { layerDecay, ...rest } = of('discriminative-rates')?.recipe ?? {};
  expect(layerDecay).toBeCloseTo(0.727, 3);
  expect(rest).toEqual(of('cosine')?.recipe);
  expect(runs.filter(({ definition }) => definition.findsRate).map(nameOf)).toEqual(['found-rate']);
});

test('the labels of a subset are its run’s alone', async () => {
  const runs = await expand(documentOf({ kind: 'labels', seeds: [1], factors: { trainPerClass: [2, 5] } }));
  expect(runs.map(({ definition }) => definition.choice.trainPerClass)).toEqual([2, 2, 2, 5, 5, 5]);
});

describe('a ready recipe in fewer epochs', () => {
  const epochsOf = (name: string, epochs: number) =>
    squeeze(readyRecipes[name]?.recipe ?? {}, epochs).phases?.map((phase) => phase.epochs);

  it('keeps the shares of its phases', () => {
    expect(epochsOf('fine-tune', 20)).toEqual([1, 19]);
    expect(epochsOf('fine-tune', 5)).toEqual([1, 4]);
    expect(epochsOf('linear-probe-then-fine-tune', 6)).toEqual([3, 3]);
    expect(epochsOf('gradual', 20)).toEqual([3, 5, 5, 7]);
  });

  it('has an epoch for every phase, even where that is more', () => {
    expect(epochsOf('gradual', 4)).toEqual([1, 1, 1, 1]);
    expect(epochsOf('gradual', 2)).toEqual([1, 1, 1, 1]);
  });

  it('has just so many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 200 }), (epochs) => {
        const counts = epochsOf('gradual', epochs) ?? [];
        expect(counts.reduce<number>((sum, count = 0) => sum + count, 0)).toBe(epochs);
        expect(Math.min(...counts.map((count) => count ?? 0))).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
