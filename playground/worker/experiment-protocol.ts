/**
 * What the page can ask of the worker that does experiments. It is a worker of its own, with a model and data of its own,
 * so that the page stays usable; ending it loses no more than the run that it is at.
 */

import type { KindName } from '../../engine/experiments/document.js';
import type { ReportFiles } from '../../engine/experiments/report/files.js';
import type { Table } from '../../engine/experiments/report/tables.js';
import type { DataSource, DocumentInput, Parts, Progress } from './protocol.js';

export type { DocumentInput, KindName, Parts, ReportFiles, Table };

/** An experiment that this browser keeps, and what its finished runs say. */
export interface KeptExperiment {
  readonly name: string;
  readonly kind: KindName;
  /** Of its kind: `Where to cut`. */
  readonly title: string;
  readonly question: string;
  readonly model: string;
  readonly data: string;
  /** Runs. */
  readonly done: number;
  readonly planned: number;
  /** Waiting ones are done in their turn, also after a reload; one that was stopped is left alone. */
  readonly status: 'waiting' | 'stopped' | 'done';
  /** The accuracies, every run a point, as an `svg` element; empty before the first run. */
  readonly plot: string;
  readonly points: Table;
  readonly sentences: readonly string[];
}

export interface ExperimentProgress {
  readonly name: string;
  /** The run, in words. */
  readonly run: string;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | undefined;
  /** How far the run is. */
  readonly within?: Progress;
}

export interface ExperimentWorker {
  /** In the order in which they were added. */
  list(): Promise<readonly KeptExperiment[]>;
  /**
   * Adds one at the end of the queue.
   * @param parts of the model that it names.
   * @param source of its data, where those do not come with the page; it is kept for as long as the worker.
   */
  add(document: DocumentInput, parts: Parts, source?: DataSource): Promise<void>;
  /**
   * Does what waits, one after the other; `false` where another tab does it. Rejects where one cannot be done: it waits
   * no longer then.
   */
  work(onProgress: (progress: ExperimentProgress) => void, onRun: (kept: KeptExperiment) => void): Promise<boolean>;
  /** Lets one wait again, with its data where those do not come with the page. */
  continue(name: string, source?: DataSource): Promise<void>;
  /** Lets one wait no longer; `true` where it is being done: its run is for the page to end, with the worker. */
  stop(name: string): Promise<boolean>;
  delete(name: string): Promise<void>;
  report(name: string): Promise<ReportFiles>;
}
