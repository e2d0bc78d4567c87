/** The guided lesson: what each page takes for done, what it says of it, and that its claims are those of the kept experiments. */

import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Comparison } from '../../../engine/experiments/analysis.js';
import { checkRecipe, type RecipeInput } from '../../../engine/index.js';
import { claims } from '../../../playground/lesson/claims.js';
import { judge, judgeTimes } from '../../../playground/lesson/outcomes.js';
import { pageNames, type LessonPage, type Measures, type PageName } from '../../../playground/lesson/page.js';
import { lessonPages } from '../../../playground/lesson/pages.js';
import { initialState, type AppState } from '../../../playground/state/app-state.js';
import { freshProgress, markOf, neighbour, skip } from '../../../playground/state/lesson-progress.js';
import type { RunRecord } from '../../../playground/state/run-record.js';
import { untrained } from '../../../playground/state/training.js';
import type { KeptExperiment } from '../../../playground/worker/experiment-protocol.js';
import type { TrainReport } from '../../../playground/worker/protocol.js';
import { summaryOf } from '../model-summaries.js';

const model = summaryOf('resnet20');
const opened: AppState = { ...initialState, model };
const openedAt = 1000;

function pageOf(name: PageName): LessonPage {
  const page = lessonPages.find((one) => one.name === name);
  if (!page) throw new Error(`no page ${name}`);
  return page;
}

/** What the page measures once the state has changed since it was opened. */
function measured(name: PageName, change: Partial<AppState>, before = opened): Measures | undefined {
  return pageOf(name).measure({ ...before, ...change }, { time: openedAt, state: before });
}

function said(name: PageName, measures: Measures | undefined): string | undefined {
  return measures && pageOf(name).result(measures)?.sentence;
}

function pointing(layer: string, value: number | undefined): Partial<AppState> {
  return { cursor: { pane: 'early', layer, network: 'pretrained', place: { channel: 1, y: 4, x: 4 }, value } };
}

function runOf(recipe: RecipeInput, change: Partial<RunRecord> = {}): RunRecord {
  const report = {
    classes: ['a', 'b', 'c', 'd'],
    testAccuracy: 0.5,
    trainableParameters: recipe.freeze === 'layer2' ? 206_000 : 260,
    memory: { total: recipe.freeze === 'layer2' ? 8e6 : 2e6 },
  } as unknown as TrainReport;
  const seconds = recipe.freeze === 'layer2' ? [9, 4] : [0.4, 0.2];
  return {
    recipe: checkRecipe(recipe),
    startedAt: openedAt,
    model: 'resnet20',
    data: 'pets',
    report,
    epochs: seconds.map((second) => ({ seconds: second })),
    ...change,
  } as unknown as RunRecord;
}

test('seven pages, each with a few words and one action', () => {
  expect(lessonPages.map(({ name }) => name)).toEqual(pageNames);
  for (const { text, action } of lessonPages) {
    const words = text.split(' ').length;
    expect(words, text).toBeGreaterThanOrEqual(40);
    expect(words, text).toBeLessThanOrEqual(90);
    expect(action.split(' ').length).toBeLessThanOrEqual(25);
  }
});

test.each(pageNames)('the page “%s” is not done by being opened', (name) => {
  expect(measured(name, {})).toBeUndefined();
});

describe('pointing', () => {
  it('at an early layer is done by a value that sees little, once it is read', () => {
    expect(measured('early', pointing('layer1.0.relu_1', 0.5))?.early).toMatchObject({ side: 7, inputSide: 32 });
    expect(measured('early', pointing('layer1.0.relu_1', undefined))).toBeUndefined();
    expect(measured('early', pointing('layer3.2.relu_1', 0.5))).toBeUndefined();
  });

  it('at a late one by a value that sees at least half of the picture’s width', () => {
    expect(measured('late', pointing('layer3.2.relu_1', 0.5))?.late?.side).toBeGreaterThan(32);
    expect(measured('late', pointing('layer1.0.relu_1', 0.5))).toBeUndefined();
  });

  it('does not count where it was done before the page was opened', () => {
    const before = { ...opened, ...pointing('layer1.0.relu_1', 0.5) };
    expect(measured('early', {}, before)).toBeUndefined();
  });

  it('says how much was seen, and compares the two', () => {
    const early = measured('early', pointing('layer1.0.relu_1', 1.25));
    expect(said('early', early)).toBe(
      'Your value in layer1.0.relu_1, 1.250, sees 7 × 7 of the 32 × 32 pixels, 5 % of the picture.',
    );
    const late = measured('late', pointing('layer3.2.relu_1', 0.5));
    expect(said('late', late)).not.toContain('times as wide');
    expect(said('late', { ...early, ...late })).toMatch(/That is [\d.]+ times as wide/);
    expect(
      pageOf('late')
        .result({ ...early, ...late })
        ?.table?.rows.map((row) => row.at(-1)),
    ).toEqual(['5 %', '100 %']);
  });
});

describe('training', () => {
  it('of the head is done by a run of the head alone that was begun on the page', () => {
    expect(measured('head', { runs: [runOf({})] })?.head).toMatchObject({ testAccuracy: 0.5, classes: 4, epochs: 2 });
    expect(measured('head', { runs: [runOf({}, { startedAt: openedAt - 1 })] })).toBeUndefined();
    expect(measured('head', { runs: [runOf({}, { report: undefined })] })).toBeUndefined();
    for (const recipe of [{ freeze: 'layer2' }, { fromScratch: true }, { unfreeze: ['stem'] }]) {
      expect(measured('head', { runs: [runOf(recipe)] })).toBeUndefined();
    }
  });

  it('is held against guessing, whichever way it came out', () => {
    const head = measured('head', { runs: [runOf({})] })?.head;
    expect(said('head', head && { head })).toBe(
      'Your head reached 50.0 % in 2 epochs; guessing gives 25.0 %. That is 2.0 times as often right as a guess, from 260 new weights.',
    );
    expect(said('head', head && { head: { ...head, testAccuracy: 0.25 } })).toContain('no better than a guess');
  });

  it('with more thawed is compared with the head alone, where that was of the same task', () => {
    const { head } = measured('head', { runs: [runOf({})] }) ?? {};
    const { thawed } = measured('thawed', { runs: [runOf({ freeze: 'layer2' })] }) ?? {};
    if (!head || !thawed) throw new Error('both are done');
    expect(said('thawed', { head, thawed })).toBe(
      'Thawed, 792 times as many weights learnt; it took 4.0 times the memory, and an epoch took 20 times as long as with the head alone.',
    );
    expect(pageOf('thawed').result({ head, thawed })?.table?.head).toEqual(['', 'head only', 'frozen up to layer2']);
    expect(said('thawed', { thawed })).toContain('stand side by side');
    expect(said('thawed', { thawed, head: { ...head, data: 'others' } })).toContain('stand side by side');
    expect(measured('thawed', { runs: [runOf({})] })).toBeUndefined();
  });

  it('is set up only where something is missing', () => {
    const data = { ...initialState.data, summary: {} as NonNullable<AppState['data']['summary']> };
    const isNeeded = (name: PageName, change: Partial<AppState>) =>
      pageOf(name).setUp?.isNeeded({ ...opened, data, ...change });
    expect(isNeeded('head', {})).toBe(false);
    expect(isNeeded('head', { data: initialState.data })).toBe(true);
    expect(isNeeded('head', { recipe: checkRecipe({ freeze: 'none' }) })).toBe(true);
    expect(isNeeded('thawed', {})).toBe(true);
    expect(isNeeded('thawed', { recipe: checkRecipe({ epochs: 3 }) })).toBe(false);
  });
});

describe('the labels page', () => {
  const kept = (done: number, change: Partial<KeptExperiment> = {}): KeptExperiment => ({
    name: 'emoji12-labels-quick',
    kind: 'labels',
    title: 'Labels',
    question: '',
    model: '',
    data: '',
    done,
    planned: 18,
    status: done < 18 ? 'waiting' : 'done',
    plot: '',
    points: { head: ['', 'runs', 'test accuracy, %', 'deviation'], rows: [['head only at 2', '1', '20.0', '—']] },
    sentences: [],
    ...change,
  });

  it('is done by a run of the visitor’s own experiment', () => {
    expect(measured('labels', { experiments: [kept(0)] })).toBeUndefined();
    expect(measured('labels', { experiments: [kept(1, { kind: 'transfer' })] })).toBeUndefined();
    const own = measured('labels', { experiments: [kept(1)] });
    expect(said('labels', own)).toContain('1 of the 18 runs');
    expect(own?.labels?.points.rows).toEqual([['head only at 2', '1', '20.0']]);
  });

  it('asks for a run more than before, or for a look at a whole one', () => {
    const before = { ...opened, experiments: [kept(4)] };
    expect(measured('labels', {}, before)).toBeUndefined();
    expect(measured('labels', { experiments: [kept(5)] }, before)).toBeDefined();
    const whole = { ...opened, experiments: [kept(18)] };
    expect(measured('labels', {}, whole)).toBeUndefined();
    expect(said('labels', measured('labels', { question: { kind: 'labels' } }, whole))).toContain('All 18 runs');
  });
});

describe('the page on limits', () => {
  const report = {
    classes: ['bird', 'face'],
    confusion: [
      [1, 3],
      [0, 4],
    ],
    testResults: [
      { label: 0, predicted: 0 },
      { label: 0, predicted: 1 },
    ],
  } as unknown as TrainReport;
  const opening = (index: number): Partial<AppState> => ({
    training: { ...untrained, report },
    samples: { title: '', indices: [index], thumbnails: [] },
  });

  it('is done by the pictures behind a mistake, not by those that were right', () => {
    expect(measured('limits', opening(0))).toBeUndefined();
    expect(said('limits', measured('limits', opening(1)))).toBe(
      'Your network took 3 of 4 pictures of bird for face. It recognised 25.0 % of bird, but 100.0 % of face.',
    );
  });
});

describe('the claims', () => {
  const keptOf = (kind: string) => {
    const path = `../../../docs/experiments/results/emoji12-${kind}-quick/results.json`;
    return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { sentences: string[] };
  };

  it('say what the kept experiments say, in their own sentences', () => {
    for (const { kind, outcome } of claims.filter(({ says }) => !says.includes('time'))) {
      const { sentences } = keptOf(kind);
      const compared = outcome.filter((sentence) => !sentence.startsWith('What stands after'));
      expect(compared.length).toBeGreaterThan(0);
      expect(sentences).toEqual(expect.arrayContaining(compared));
    }
  });

  it('have the verdicts that these sentences bear', () => {
    for (const { outcome, verdict } of claims.filter(({ says }) => !says.includes('time'))) {
      const compared = outcome.filter((sentence) => !sentence.startsWith('What stands after'));
      const unseen = compared.filter((sentence) => sentence.startsWith('No difference seen')).length;
      expect(verdict).toBe(unseen === 0 ? 'seen' : unseen === compared.length ? 'not seen' : 'seen in part');
    }
  });

  it('are done with by opening the experiment of one', () => {
    expect(measured('claims', { question: { kind: 'batch-norm' } })).toBeUndefined();
    const own = measured('claims', { question: { kind: 'labels' } });
    expect(said('claims', own)).toMatch(/^You opened what tests “It needs fewer labels”\. Of the 4 claims, \d w/);
  });

  it('may turn out the opposite of what is said', () => {
    const comparison = (mean: number, adjustedP: number) =>
      ({
        of: { arm: 'a', at: '' },
        against: { arm: 'b', at: '' },
        statistics: { count: 5, mean, interval: { low: mean - 0.01, high: mean + 0.01 } },
        adjustedP,
      }) as Comparison;
    const [better, worse, unseen] = [comparison(0.1, 0.01), comparison(-0.1, 0.01), comparison(0.1, 0.5)];
    const verdict = (comparisons: Comparison[], sign: 1 | -1) => judge('transfer', comparisons, sign).verdict;
    expect(verdict([better, better], 1)).toBe('seen');
    expect(verdict([better], -1)).toBe('the opposite was seen');
    expect(verdict([better, unseen], 1)).toBe('seen in part');
    expect(verdict([better, worse], 1)).toBe('seen in part');
    expect(verdict([unseen], 1)).toBe('not seen');
  });

  it('of time are judged seed by seed; never is later than any step', () => {
    const steps = (counts: (number | null)[]) => counts.map((count, seed) => ({ seed, steps: count }));
    const time = (arm: string, counts: (number | null)[]) => ({ arm, at: '', target: 0.2, steps: steps(counts) });
    const judged = (own: (number | null)[], other: (number | null)[]) =>
      judgeTimes([time('a', own), time('b', other)], 'a', 'b', 0.2);
    expect(judged([6, 12], [null, 18])).toEqual({
      verdict: 'seen',
      outcome: [
        '20 % of the test pictures right: a with 2 of 2 seeds, after 6 to 12 steps; b with 1 of 2 seeds, after 18 steps.',
      ],
    });
    expect(judged([6, 18], [12, 18]).verdict).toBe('seen in part');
    expect(judged([null, 18], [12, 18]).verdict).toBe('not seen');
  });
});

describe('the progress', () => {
  it('goes page by page, and says of each what became of it', () => {
    const first = skip({ ...freshProgress, measures: {} });
    expect(first.page).toBe('late');
    expect(pageNames.map((name) => markOf(first, name)).slice(0, 2)).toEqual(['skipped', 'open']);
    const done: Measures = { early: { layer: '', value: 0, side: 7, inputSide: 32 } };
    expect(markOf({ ...first, measures: done }, 'early')).toBe('done');
    expect(skip({ ...freshProgress, measures: done }).skipped).toEqual([]);
  });

  it('ends at either end', () => {
    expect(neighbour('early', -1)).toBeUndefined();
    expect(neighbour('claims', 1)).toBeUndefined();
    expect(skip({ ...freshProgress, page: 'claims' }).page).toBe('claims');
  });
});
