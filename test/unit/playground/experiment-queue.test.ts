/** The queue of experiments of a browser, with a store in memory and runs that take no time. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { RunDefinition, RunOutcome } from '../../../engine/index.js';
import { MemoryStore } from '../../../engine/weights/download/file-store.js';
import type { DocumentInput } from '../../../engine/experiments/document.js';
import { ExperimentQueue } from '../../../playground/worker/experiment-queue.js';
import { ExperimentShelf } from '../../../playground/worker/experiment-shelf.js';
import type { DataSource, EngineWorker } from '../../../playground/worker/protocol.js';

const parts = ['stem', 'layer1', 'layer2', 'head'].map((stage) => ({ name: stage, stage }));
const document: DocumentInput = {
  name: 'pets',
  kind: 'freeze-sweep',
  model: 'resnet20-cifar10',
  data: 'emoji12',
  seeds: [1, 2],
};

let store: MemoryStore;
let runs: RunDefinition[];
let loaded: DataSource[];
/** Fails from that run on, counted from 1. */
let failsFrom: number;

beforeEach(() => {
  store = new MemoryStore();
  runs = [];
  loaded = [];
  failsFrom = Infinity;
});

/** A queue as a page would open it: what it keeps is in the store. */
function queue(): ExperimentQueue {
  const bench = {
    start: () => Promise.resolve({ description: 'an adapter' }),
    loadModel: () => Promise.resolve({}),
    loadData: (source: DataSource) => {
      loaded.push(source);
      return Promise.resolve({ classes: [] });
    },
    identifyMaterial: () => Promise.resolve({ data: 'd'.repeat(64), model: 'm'.repeat(64) }),
    runExperiment: (definition: RunDefinition) => {
      runs.push(definition);
      return runs.length < failsFrom ? Promise.resolve(outcome(definition)) : Promise.reject(new Error('no memory'));
    },
  } as unknown as EngineWorker;
  const alone = async (work: () => Promise<void>) => {
    await work();
    return true;
  };
  return new ExperimentQueue(bench, new ExperimentShelf(Promise.resolve(store)), { browser: 'Chrome/1', alone });
}

function outcome({ seed, at }: RunDefinition): RunOutcome {
  const testAccuracy = 0.5 + seed / 100 + (at === 'none' ? 0.1 : 0);
  return {
    result: {
      testAccuracy,
      trainImages: 8,
      testImages: 4,
      classes: ['cat', 'dog'],
      trainableParameters: 10,
      epochs: [],
      shifted: [],
    },
    cost: { seconds: 1, prefixSeconds: 0, epochSeconds: [], peakGpuBytes: 1 },
    weights: undefined,
  };
}

const ignore = () => undefined;

describe('the queue', () => {
  it('does every run of what was added, and says what they say', async () => {
    const own = queue();
    await own.add(document, parts);
    expect(await own.list()).toMatchObject([{ name: 'pets', status: 'waiting', done: 0, planned: 8, plot: '' }]);
    const seen: number[] = [];
    await own.work(ignore, ({ done }) => seen.push(done));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8]);
    const [kept] = await own.list();
    expect(kept).toMatchObject({ status: 'done', done: 8, title: 'Freeze sweep' });
    expect(kept?.plot.match(/class="dot"/g)).toHaveLength(8);
    expect(kept?.sentences.length).toBeGreaterThan(0);
    expect((await own.report('pets'))['report.html']).toContain('8 of 8 runs');
  });

  it('goes on in another page without repeating a run, and writes the same', async () => {
    failsFrom = 4;
    const first = queue();
    await first.add(document, parts);
    await expect(first.work(ignore, ignore)).rejects.toThrow(/got no memory, expected a run that ends/);
    expect(await first.list()).toMatchObject([{ done: 3, status: 'stopped' }]);
    failsFrom = Infinity;
    runs = [];
    const second = queue();
    await second.continue('pets');
    await second.work(ignore, ignore);
    expect(runs).toHaveLength(5);
    const broken = await second.report('pets');

    store = new MemoryStore();
    const whole = queue();
    await whole.add(document, parts);
    await whole.work(ignore, ignore);
    expect((await whole.report('pets'))['results.json']).toBe(broken['results.json']);
  });

  it('does one after the other, in the order in which they were added', async () => {
    const own = queue();
    await own.add(document, parts);
    await own.add({ ...document, name: 'again', seeds: [3] }, parts);
    await own.work(ignore, ignore);
    expect(runs.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });

  it('leaves alone what was stopped, and forgets what was deleted', async () => {
    const own = queue();
    await own.add(document, parts);
    await own.stop('pets');
    await own.work(ignore, ignore);
    expect(runs).toEqual([]);
    await own.delete('pets');
    expect(await own.list()).toEqual([]);
    expect(await store.names()).toEqual([]);
  });

  it('says whether what is stopped is being done', async () => {
    const own = queue();
    await own.add(document, parts);
    await own.add({ ...document, name: 'again' }, parts);
    const answers: Promise<boolean[]>[] = [];
    await own.work(ignore, ({ done }) => {
      if (done === 1) answers.push(Promise.all([own.stop('pets'), own.stop('again')]));
    });
    expect(await answers[0]).toEqual([true, false]);
    expect(await own.stop('pets')).toBe(false);
  });

  it('works on data that were edited as the page has them', async () => {
    const own = queue();
    const source: DataSource = {
      kind: 'embedded',
      name: 'emoji12',
      edits: [{ kind: 'delete class', className: 'bird' }],
    };
    await own.add({ ...document, data: 'emoji12 (edited)' }, parts, source);
    await own.work(ignore, ignore);
    expect(loaded).toEqual([source]);
  });

  it('refuses a name that it has, a document that is wrong, and data that it was not given', async () => {
    const own = queue();
    await own.add(document, parts);
    await expect(own.add(document, parts)).rejects.toThrow('got "pets", which is here already');
    await expect(own.add({ ...document, name: 'x', seeds: [] }, parts)).rejects.toThrow('seeds');
    await own.delete('pets');
    await own.add({ ...document, name: 'mine', data: 'pets.zip' }, parts);
    await expect(own.work(ignore, ignore)).rejects.toThrow(
      'mine: got no data "pets.zip" since the page was loaded, expected the data that it was begun with. Load them again',
    );
  });
});
