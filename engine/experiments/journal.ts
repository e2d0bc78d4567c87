/**
 * The journal of an experiment: one line of JSON for each finished run, appended when it ends. A process that was
 * killed while it wrote leaves a torn last line, which is no record; everything before it is whole.
 */

import { expect, messageOf, ThawError } from '../core/errors.js';
import type { RunRecord } from './result.js';

export interface Journal {
  readonly records: readonly RunRecord[];
  /** Characters up to and including the last whole line. */
  readonly wholeLength: number;
}

/** What all records of an experiment have in common. */
export type Identity = Pick<RunRecord, 'document' | 'data' | 'model'>;

/** The line of a record, its end included. */
export function encodeRecord(record: RunRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** @throws ThawError for a line other than the last that is no record. */
export function decodeJournal(text: string, name: string): Journal {
  const wholeLength = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, wholeLength).split('\n').slice(0, -1);
  return { wholeLength, records: lines.map((line, index) => decodeLine(line, `${name}, line ${index + 1}`)) };
}

function decodeLine(line: string, operation: string): RunRecord {
  try {
    return JSON.parse(line) as RunRecord;
  } catch (error) {
    const remedy = 'Remove the line: its run is then done again.';
    throw new ThawError({ operation, got: messageOf(error), expected: 'a finished run as JSON', remedy });
  }
}

const words = { document: 'experiment document', data: 'data set', model: 'model' } as const;

/** @throws ThawError where records are of another experiment, or on other data or weights. */
export function checkBelongs(records: readonly Identity[], identity: Identity, name: string): void {
  for (const record of records) {
    for (const field of ['document', 'data', 'model'] as const) {
      expect(record[field] === identity[field], () => ({
        operation: name,
        got: `runs of another ${words[field]} (${record[field].slice(0, 8)})`,
        expected: `the same one throughout (${identity[field].slice(0, 8)})`,
        remedy: 'Keep one folder for each experiment.',
      }));
    }
  }
}

/** @throws ThawError where a run is none of the experiment's: another version has made it. */
export function checkPlanned(records: readonly RunRecord[], planned: ReadonlySet<string>, name: string): void {
  const unknown = records.filter(({ run }) => !planned.has(run));
  expect(unknown.length === 0, () => ({
    operation: name,
    got: `${unknown.length} runs that are none of this experiment, made by Thaw ${unknown[0]?.thaw ?? ''}`,
    expected: 'the runs that this version plans',
    remedy: 'Use that version, or begin in another folder.',
  }));
}

/** @throws ThawError where a run is there twice. */
export function checkDistinct(records: readonly RunRecord[], name: string): void {
  const seen = new Set<string>();
  for (const { run } of records) {
    expect(!seen.has(run), () => ({
      operation: name,
      got: `the run ${run} twice`,
      expected: 'every run once',
      remedy: 'Give every shard a number of its own, and merge each folder once.',
    }));
    seen.add(run);
  }
}
