/** Runs that are kept: their names, their files, how they stand beside each other and how they are drawn. */

import { describe, expect, it, test } from 'vitest';
import { checkRecipe, type RecipeInput } from '../../../engine/index.js';
import { chartSvg } from '../../../playground/elements/chart-svg.js';
import { differences } from '../../../playground/elements/run-comparison.js';
import { comparedIn, csvOf, nameOf, trainingOf, type RunRecord } from '../../../playground/state/run-record.js';
import type { EpochReport, TrainReport } from '../../../playground/worker/protocol.js';

function epochs(count: number): EpochReport[] {
  return Array.from({ length: count }, (_, index) => ({
    epoch: index + 1,
    phase: 1,
    learningRate: 0.02,
    trainLoss: 1 / (index + 1),
    trainAccuracy: 0.5,
    testLoss: index === 2 ? NaN : 1.5,
    testAccuracy: 0.25,
    seconds: 0.5,
  }));
}

function runOf(given: RecipeInput, change: Partial<RunRecord> = {}): RunRecord {
  const recipe = checkRecipe(given);
  const report = { isComplete: true, epochs: epochs(recipe.epochs), testAccuracy: 0.25 } as unknown as TrainReport;
  const known = { model: 'resnet20-cifar10', data: 'emoji12', adapter: 'an adapter', seconds: 1.5, startedAt: 0 };
  return {
    ...known,
    id: nameOf(recipe),
    name: nameOf(recipe),
    outcome: 'done',
    recipe,
    epochs: report.epochs,
    losses: [{ step: 4, loss: 1, rate: 0.02 }],
    report,
    error: undefined,
    ...change,
  };
}

test.each<[RecipeInput, string]>([
  [{}, 'head only, 20 epochs'],
  [{ freeze: 'none', epochs: 1 }, 'everything learns, 1 epoch'],
  [{ freeze: 'layer2', unfreeze: ['stem'], epochs: 5 }, 'frozen up to layer2, but stem, 5 epochs'],
  [{ fromScratch: true }, 'from scratch, 20 epochs'],
  [{ phases: [{ epochs: 4 }, { freeze: 'none', epochs: 4 }] }, '2 phases, 8 epochs'],
])('a run of %j is called “%s”', (recipe, name) => {
  expect(nameOf(checkRecipe(recipe))).toBe(name);
});

test('as comma-separated values, a run is a line of names and one for each epoch', () => {
  expect(csvOf({ epochs: epochs(1) })).toBe(
    'epoch,phase,learningRate,trainLoss,trainAccuracy,testLoss,testAccuracy,seconds\r\n1,1,0.02,1,0.5,1.5,0.25,0.5\r\n',
  );
});

describe('the training of a run that is opened', () => {
  it('is as it was at its end', () => {
    const run = runOf({ epochs: 3 });
    expect(trainingOf(run)).toMatchObject({ phase: 'done', epochCount: 3, steps: 4, report: run.report });
  });

  it('says why it failed', () => {
    const failed = runOf({ epochs: 3 }, { outcome: 'failed', report: undefined, error: 'the loss ran away' });
    expect(trainingOf(failed)).toMatchObject({ phase: 'failed', error: 'the loss ran away', epochs: { length: 3 } });
  });
});

describe('runs beside each other', () => {
  it('are those that were ticked, in that order, less those that are gone', () => {
    const runs = [runOf({ epochs: 1 }), runOf({ epochs: 2 })];
    const compared = ['head only, 2 epochs', 'gone', 'head only, 1 epoch'];
    expect(comparedIn({ runs, compared })).toEqual(runs.toReversed());
  });

  it('differ in the fields of their recipes that are not the same in all', () => {
    const runs = [runOf({ epochs: 2 }), runOf({ epochs: 3, rateOf: { stem: 0.1 } })];
    expect(differences(runs)).toEqual([
      ['epochs', ['2', '3']],
      ['rateOf', ['{}', '{"stem":0.1}']],
    ]);
  });
});

describe('the curves as a drawing', () => {
  const run = runOf({ epochs: 4 }, { name: 'R&D <1>' });
  const drawing = chartSvg(trainingOf(runOf({ epochs: 4 })), [run]);

  it('have a line for each curve in both plots, and one in the legend', () => {
    expect(drawing.text.match(/stroke="#925000"/g)).toHaveLength(3);
    expect(drawing.text.match(/stroke="#0072b2"/g)).toHaveLength(3);
  });

  it('leave out what is not finite, and hold names that are no markup', () => {
    expect(drawing.text).not.toContain('NaN');
    expect(drawing.text).toContain('R&amp;D &lt;1&gt;, test');
  });

  it('are as tall as the legend needs', () => {
    const few = chartSvg({ epochs: epochs(2) }, [run]);
    const many = chartSvg({ epochs: epochs(2) }, [run, run, run, run]);
    expect(many.height).toBeGreaterThan(few.height);
  });
});
