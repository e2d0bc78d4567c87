/** What is written about an experiment: pairs, words, tables, and a page that needs nothing else. */

import { describe, expect, it, test } from 'vitest';
import { analyse, finishedRuns, pair } from '../../../engine/experiments/analysis.js';
import { expand, shardOf } from '../../../engine/experiments/expand.js';
import { kindNames, kinds } from '../../../engine/experiments/kinds/kinds.js';
import { accuracyPlot } from '../../../engine/experiments/report/figures.js';
import { drawForest } from '../../../engine/experiments/report/forest.js';
import { element } from '../../../engine/experiments/report/markup.js';
import { niceTicks } from '../../../engine/experiments/report/plot.js';
import { mark } from '../../../engine/experiments/report/series.js';
import { reportFiles, reportText } from '../../../engine/experiments/report/files.js';
import { csv } from '../../../engine/experiments/report/tables.js';
import { pairedStatistics } from '../../../engine/experiments/statistics.js';
import { sayComparison } from '../../../engine/experiments/words.js';
import { documentOf, recordOf, smallestOf } from './documents.js';

const document = documentOf({ factors: { targets: [0.3, 0.9] } });
const planned = await expand(document);
const records = planned.map(recordOf);
const runs = finishedRuns(planned, records);

const comparison = (differences: number[], adjustedP: number | undefined) => ({
  of: { arm: 'cut', at: 'layer2' },
  against: { arm: 'cut', at: 'none' },
  statistics: pairedStatistics(differences),
  adjustedP,
});

describe('pairs', () => {
  const at = (seed: number, value: number) => ({ arm: 'a', at: '', seed, value });

  it('are of the same seed, in whatever order they come; a run without a partner counts nowhere', () => {
    expect(pair([at(1, 5), at(2, 7), at(3, 9)], [at(3, 1), at(1, 4), at(4, 0)])).toEqual([1, 8]);
  });

  it('are made of what there is so far', () => {
    const { comparisons, points } = analyse(document, finishedRuns(planned, records.slice(0, 6)));
    expect(points.map(({ values }) => values.length)).toEqual([2, 2, 1, 1]);
    expect(comparisons.map(({ statistics }) => statistics.count)).toEqual([2, 1, 1]);
  });
});

describe('the words', () => {
  it('claim what was seen, and on which side', () => {
    expect(sayComparison(comparison([0.1, 0.11, 0.09], 0.01))).toMatch(
      /^cut at layer2 is better than cut at none by 10\.0 points \(95 % interval \+7\.5 to \+12\.5, p = 0\.010 after /,
    );
    expect(sayComparison(comparison([-0.1, -0.11, -0.09], 0.01))).toContain('is worse than cut at none by 10.0 points');
  });

  it('call worse transfer what it is, where it was seen', () => {
    const transfer = (differences: number[], p: number) =>
      sayComparison({ ...comparison(differences, p), ifWorse: 'negative transfer' });
    expect(transfer([-0.1, -0.11, -0.09], 0.01)).toContain('by 10.0 points, negative transfer (95 %');
    expect(transfer([0.1, 0.11, 0.09], 0.01)).not.toContain('negative transfer');
    expect(transfer([-0.1, 0.11, -0.09], 0.6)).not.toContain('negative transfer');
  });

  it('say that no difference was seen where that is so, and how small one could hide', () => {
    expect(sayComparison(comparison([0.1, -0.09, 0.01], 0.9))).toMatch(
      /^No difference seen between cut at layer2 and cut at none: \+0\.7 points .*; one below about \d+\.\d points/,
    );
  });

  it('say why an interval without zero is no claim', () => {
    expect(sayComparison(comparison([0.1, 0.11, 0.09], 0.06))).toMatch(
      /^No difference seen .*; the interval leaves zero/,
    );
  });

  it('claim nothing from one seed, nor from differences that do not vary', () => {
    expect(sayComparison(comparison([0.4], undefined))).toContain('no claim');
    expect(sayComparison(comparison([0.4, 0.4], undefined))).toContain('no claim');
    expect(sayComparison(comparison([0, 0], undefined))).toContain('are the same in each of 2 seeds: no claim');
  });
});

describe('the figures', () => {
  it('draw every series with points that can be seen: each shape has an area to fill', () => {
    const shapes = Array.from({ length: 10 }, (_, index) => / d="([^"]*)"/.exec(mark(index, 0, 0, ''))?.[1]);
    expect(new Set(shapes).size).toBe(5);
    for (const shape of shapes) expect(shape).toMatch(/z$/);
  });

  it('put the points of arms beside each other, where they would hide each other', () => {
    const arms = ['head', 'fine-tuned', 'from scratch'];
    const points = arms.map((arm) => ({
      arm,
      at: 'layer1',
      values: [{ seed: 1, value: 0.5 }],
      mean: 0.5,
      deviation: 0,
    }));
    const levels = [...points, ...points.map((point) => ({ ...point, at: 'layer2' }))];
    const { series } = accuracyPlot(kinds['freeze-sweep'], { points: levels, comparisons: [], times: [] });
    const places = series.flatMap(({ dots }) => dots.map(({ x }) => x));
    expect(new Set(places).size).toBe(6);
    expect(places.map((x) => Math.abs(Math.round(x)))).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('have room for the longest name of a comparison', () => {
    const long = {
      ...comparison([0.1, 0.11, 0.09], 0.01),
      of: { arm: 'plants, food and everything else', at: 'layer3' },
    };
    const [, x = '0', name = ''] =
      /<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>([^<]*)</.exec(drawForest([long])) ?? [];
    expect(name).toContain('everything else at layer3');
    expect(Number(x)).toBeGreaterThanOrEqual(7 * name.length);
  });
});

describe('results', () => {
  const { 'results.json': json, 'results.csv': table } = reportFiles(document, planned.length, runs);

  it('are the same bytes however the runs were divided, in whatever order they ended, however long they took', () => {
    const shards = [2, 1].flatMap((index) => shardOf(planned, index, 2)).map(recordOf);
    const again = reportFiles(document, planned.length, finishedRuns(planned, shards));
    expect(again['results.json']).toBe(json);
    expect(again['results.csv']).toBe(table);
    expect(again['costs.csv']).not.toBe(reportFiles(document, planned.length, runs)['costs.csv']);
  });

  it('have a row for each run', () => {
    expect(table.split('\r\n')).toHaveLength(planned.length + 2);
  });

  it('know the time to an accuracy, and "never"', () => {
    const { times } = JSON.parse(json) as ReturnType<typeof analyse>;
    const steps = times.filter(({ at }) => at === 'none').map((time) => time.steps.map((one) => one.steps));
    expect(steps).toEqual([
      [30, 30, 30],
      [null, null, null],
    ]);
    expect(reportFiles(document, 12, runs)['report.html']).toContain('never  never  never');
  });
});

describe.each(kindNames)('the report of %s', (kind) => {
  test('holds every run, every comparison, and no reference to another host', async () => {
    const arms = [{ name: 'plain' }, { name: '<slow> & "steady"', recipe: { learningRate: 0.001 } }];
    const own = documentOf({ ...smallestOf(kind), ...(kind === 'arms' && { arms }) });
    const all = await expand(own);
    const finished = finishedRuns(all, all.map(recordOf));
    const { 'report.html': html } = reportFiles(own, all.length, finished);
    const { comparisons } = analyse(own, finished);
    expect(html).not.toMatch(/\b(src|href)=|url\(|@import|<script|<link/i);
    expect(html).not.toContain('<slow>');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    expect(html.split('<li>').length).toBeGreaterThan(comparisons.length);
    expect(html.match(/class="dot"/g)?.length).toBeGreaterThanOrEqual(all.length);
    expect(html).toContain(`npm run -s thaw -- experiment ${own.name}.json --out ${own.name}`);
    expect(reportText(own, finished)).toContain('test accuracy, %');
  });
});

test('an experiment without a finished run has a report too', () => {
  expect(reportFiles(document, 12, [])['report.html']).toContain('0 of 12 runs');
});

test('the parts of a page are escaped, and cells of a table quoted', () => {
  expect(element('p', { title: '"<' }, 'x')).toBe('<p title="&quot;&lt;">x</p>');
  expect(csv({ head: ['a', 'b'], rows: [['1,5', 'say "x"']] })).toBe('a,b\r\n"1,5","say ""x"""\r\n');
});

test('ticks are round and enclose the values', () => {
  expect(niceTicks([0.12, 0.47])).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(niceTicks([-3, 8])).toEqual([-5, 0, 5, 10]);
  expect(niceTicks([0.3]).length).toBeGreaterThan(1);
});
