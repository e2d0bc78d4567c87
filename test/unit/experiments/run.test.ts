/** The runner and its journal: killed anywhere, it goes on without repeating or losing a run. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expand, type PlannedRun } from '../../../engine/experiments/expand.js';
import {
  checkBelongs,
  checkDistinct,
  checkPlanned,
  decodeJournal,
  encodeRecord,
} from '../../../engine/experiments/journal.js';
import type { RunRecord } from '../../../engine/experiments/result.js';
import { runExperiment, type RunnerOptions, type RunnerProgress } from '../../../engine/experiments/run.js';
import { documentOf, outcomeOf, recordOf } from './documents.js';

const sweep = await expand(documentOf());
const yosinski = await expand(documentOf({ kind: 'yosinski', seeds: [1], factors: { cuts: ['layer1'] } }));

/** A disk of which a process sees what was written before it was killed. */
class Disk {
  journal = '';
  readonly weights = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly executed: string[] = [];

  options(runs: readonly PlannedRun[], changed: Partial<RunnerOptions> = {}): RunnerOptions {
    const { records, wholeLength } = decodeJournal(this.journal, 'runs.jsonl');
    this.journal = this.journal.slice(0, wholeLength);
    return {
      runs,
      finished: records,
      budget: { runs: null, seconds: null },
      execute: (run) => {
        this.executed.push(run.id);
        return Promise.resolve(outcomeOf(run));
      },
      keep: (run) => {
        this.journal += encodeRecord(recordOf(run));
        return Promise.resolve();
      },
      weights: {
        load: (run) => Promise.resolve(this.weights.get(run)),
        save: (run, bytes) => Promise.resolve(void this.weights.set(run, bytes)),
      },
      canGoOn: () => true,
      now: () => 0,
      ...changed,
    };
  }

  get runs(): string[] {
    return decodeJournal(this.journal, 'runs.jsonl').records.map(({ run }) => run);
  }
}

async function toEnd(options: RunnerOptions): Promise<RunnerProgress[]> {
  const all: RunnerProgress[] = [];
  for await (const progress of runExperiment(options)) all.push(progress);
  return all;
}

const ids = (runs: readonly PlannedRun[]) => runs.map(({ id }) => id);

describe('an experiment', () => {
  it('does every run once, in order, and tells how far it is', async () => {
    const disk = new Disk();
    const told = await toEnd(disk.options(sweep));
    expect(disk.runs).toEqual(ids(sweep));
    expect(told).toHaveLength(2 * sweep.length);
    expect(told[0]).toMatchObject({ done: 0, total: 12, secondsLeft: undefined });
    expect(told.at(-1)).toMatchObject({ done: 12, total: 12, secondsLeft: 0 });
  });

  it('that is killed at any byte of its journal goes on without repeating or losing a run', async () => {
    const whole = new Disk();
    await toEnd(whole.options(sweep));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.journal.length }), async (length) => {
        const disk = new Disk();
        disk.journal = whole.journal.slice(0, length);
        const kept = disk.runs;
        await toEnd(disk.options(sweep));
        expect(disk.executed).toEqual(ids(sweep).slice(kept.length));
        expect(disk.runs).toEqual(ids(sweep));
      }),
      { numRuns: 25 },
    );
  });

  it('ends at its budget of runs or of seconds, and goes on another time', async () => {
    const disk = new Disk();
    await toEnd(disk.options(sweep, { budget: { runs: 5, seconds: null } }));
    expect(disk.runs).toHaveLength(5);
    let seconds = 0;
    await toEnd(disk.options(sweep, { budget: { runs: null, seconds: 30 }, now: () => (seconds += 10) }));
    expect(disk.runs).toHaveLength(7);
    await toEnd(disk.options(sweep));
    expect(disk.runs).toEqual(ids(sweep));
  });

  it('leaves out a run that fails, does the others, and tries it again another time', async () => {
    const disk = new Disk();
    const [, bad] = sweep;
    const failing = (run: PlannedRun) =>
      run.id === bad?.id ? Promise.reject(new Error('a loss that is not finite')) : Promise.resolve(outcomeOf(run));
    const told = await toEnd(disk.options(sweep, { execute: failing }));
    expect(told.filter(({ error }) => error !== undefined)).toMatchObject([
      { run: bad, error: 'a loss that is not finite' },
    ]);
    expect(disk.runs).toHaveLength(11);
    await toEnd(disk.options(sweep));
    expect(disk.executed).toEqual([bad?.id]);
  });

  it('ends with the error where there is no going on', async () => {
    const options = new Disk().options(sweep, {
      execute: () => Promise.reject(new Error('no browser any more')),
      canGoOn: () => false,
    });
    await expect(toEnd(options)).rejects.toThrow('no browser any more');
  });

  it('keeps the weights of a base before the base itself, and begins others with them', async () => {
    const disk = new Disk();
    const given: (Uint8Array | undefined)[] = [];
    const execute = (run: PlannedRun, base: Uint8Array<ArrayBuffer> | undefined) => {
      given.push(base);
      return Promise.resolve(outcomeOf(run));
    };
    await toEnd(disk.options(yosinski, { execute }));
    expect([...disk.weights.keys()]).toEqual(ids(yosinski.slice(0, 2)));
    expect(given.map((base) => base !== undefined)).toEqual([false, false, true, true, true, true, false]);
  });

  it('trains a base again whose weights are gone, and counts it once', async () => {
    const disk = new Disk();
    await toEnd(disk.options(yosinski, { budget: { runs: 3, seconds: null } }));
    disk.weights.clear();
    await toEnd(disk.options(yosinski));
    expect(disk.runs).toEqual(ids(yosinski));
    expect(disk.executed.filter((run) => run === yosinski[1]?.id)).toHaveLength(2);
  });
});

describe('a journal', () => {
  const records = sweep.map(recordOf);

  it('refuses a damaged line by its number', () => {
    expect(() => decodeJournal('{}\n{"run": \n{}\n', 'runs.jsonl')).toThrow('runs.jsonl, line 2: got ');
  });

  test.each([
    ['document', 'runs of another experiment document (oth'],
    ['data', 'runs of another data set (oth'],
    ['model', 'runs of another model (oth'],
  ] as const)('is refused with another %s', (field, message) => {
    const [first] = records as [RunRecord];
    expect(() => checkBelongs([first, { ...first, [field]: 'other' }], first, 'merge')).toThrow(message);
  });

  it('is refused with a run twice', () => {
    expect(() => checkDistinct([...records, ...records.slice(3, 4)], 'merge')).toThrow(
      `the run ${records[3]?.run ?? ''} twice`,
    );
  });

  it('is refused with a run that is not planned', () => {
    expect(() => checkPlanned(records, new Set(ids(sweep.slice(1))), 'sweep')).toThrow('got 1 runs that are none');
  });
});
