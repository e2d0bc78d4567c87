/**
 * The folder of an experiment:
 *
 *     experiment.json      the document, every default said
 *     runs.jsonl           a line for each finished run
 *     weights/RUN.safetensors   what other runs begin with
 *     results.json, results.csv, costs.csv, report.html    made anew after every run
 *
 * Everything but the journal can be made again from it and the document.
 */

import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, messageOf, ThawError } from '../../engine/core/errors.js';
import type { DocumentInput, ResolvedDocument } from '../../engine/experiments/document.js';
import { decodeJournal, encodeRecord } from '../../engine/experiments/journal.js';
import type { ReportFiles } from '../../engine/experiments/report/files.js';
import type { RunRecord } from '../../engine/experiments/result.js';
import { readWritten, writtenDocument } from '../../engine/experiments/written-document.js';
import { replaceFile } from './checkpoint-file.js';

export class ExperimentFolder {
  constructor(readonly path: string) {}

  /** The runs that are kept; a torn last line is cut off, so that the next one begins a line of its own. */
  async readRuns(): Promise<readonly RunRecord[]> {
    const file = this.#at('runs.jsonl');
    if (!existsSync(file)) return [];
    const bytes = await readFile(file);
    const { records, wholeLength } = decodeJournal(bytes.toString('utf8'), file);
    const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
    if (wholeLength === 0 || wholeBytes < bytes.length) await truncate(file, wholeBytes);
    return records;
  }

  /** Keeps a run: it is on the disk when this resolves. */
  async appendRun(record: RunRecord): Promise<void> {
    await appendFile(this.#at('runs.jsonl'), encodeRecord(record), { flush: true });
  }

  async replaceRuns(records: readonly RunRecord[]): Promise<void> {
    await this.#write('runs.jsonl', records.map(encodeRecord).join(''));
  }

  /** @throws ThawError where the folder has none, or none that can be read. */
  async readDocument(): Promise<ResolvedDocument> {
    return readWritten((await readJson(this.#at('experiment.json'))) as DocumentInput);
  }

  async writeDocument(document: ResolvedDocument): Promise<void> {
    await this.#write('experiment.json', `${JSON.stringify(writtenDocument(document), null, 2)}\n`);
  }

  /** Where a base's weights are, or will be. */
  weightsFile(run: string): string {
    return this.#at(join('weights', `${run}.safetensors`));
  }

  async saveWeights(run: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#at('weights'), { recursive: true });
    await replaceFile(this.weightsFile(run), bytes);
  }

  async writeReport(files: ReportFiles): Promise<void> {
    for (const [name, text] of Object.entries(files)) await this.#write(name, text);
  }

  #at(name: string): string {
    return join(this.path, name);
  }

  #write(name: string, text: string): Promise<void> {
    return replaceFile(this.#at(name), new TextEncoder().encode(text));
  }
}

/** Reads a document. @throws ThawError for a file that is not there, or is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  expect(existsSync(path), () => ({ operation: path, got: 'no such file', expected: 'an experiment as JSON' }));
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new ThawError({ operation: path, got: messageOf(error), expected: 'an experiment as JSON' });
  }
}
