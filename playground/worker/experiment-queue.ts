/** The queue of experiments: keeps them, does what waits run by run, and says what the finished runs say. */

import { expect, ThawError } from '../../engine/core/errors.js';
import { analyse, finishedRuns } from '../../engine/experiments/analysis.js';
import { checkTasks } from '../../engine/experiments/choose.js';
import { checkDocument } from '../../engine/experiments/document-rules.js';
import type { ResolvedDocument } from '../../engine/experiments/document.js';
import { expand, resolveDocument, type PlannedRun } from '../../engine/experiments/expand.js';
import { checkBelongs, checkPlanned } from '../../engine/experiments/journal.js';
import { kinds } from '../../engine/experiments/kinds/kinds.js';
import { accuracyPlot } from '../../engine/experiments/report/figures.js';
import { reportFiles } from '../../engine/experiments/report/files.js';
import { drawPlot } from '../../engine/experiments/report/plot.js';
import { pointsTable } from '../../engine/experiments/report/tables.js';
import type { RunRecord } from '../../engine/experiments/result.js';
import { runExperiment, type RunnerProgress } from '../../engine/experiments/run.js';
import { nameRun, sayComparison } from '../../engine/experiments/words.js';
import { documentHash } from '../../engine/experiments/written-document.js';
import { version } from '../../package.json' with { type: 'json' };
import { embeddedData, holdOutSeed } from './embedded-data.js';
import type {
  DocumentInput,
  ExperimentProgress,
  ExperimentWorker,
  KeptExperiment,
  Parts,
  ReportFiles,
} from './experiment-protocol.js';
import type { ExperimentShelf } from './experiment-shelf.js';
import type { DataSource, EngineWorker, Progress, TrainEvent } from './protocol.js';

type Stamp = Omit<RunRecord, 'run' | 'result' | 'cost'>;

/** What the queue needs of the browser. */
export interface ExperimentHost {
  /** Its name and version, for the records. */
  readonly browser: string;
  /** Does the work unless another tab is at it; `false` then. */
  readonly alone: (work: () => Promise<void>) => Promise<boolean>;
}

export class ExperimentQueue implements ExperimentWorker {
  readonly #sources = new Map<string, DataSource>();
  /** The experiment that is being done. */
  #doing: string | undefined;

  constructor(
    readonly bench: EngineWorker,
    readonly shelf: ExperimentShelf,
    readonly host: ExperimentHost,
  ) {}

  async list(): Promise<readonly KeptExperiment[]> {
    const documents = await this.shelf.documents();
    return Promise.all(documents.map((document) => this.#kept(document)));
  }

  async add(input: DocumentInput, parts: Parts, source?: DataSource): Promise<void> {
    const document = resolveDocument(checkDocument(input), parts);
    const { name } = document;
    expect(!(await this.shelf.has(name)), () => ({
      operation: 'add an experiment',
      got: `"${name}", which is here already`,
      expected: 'a new one',
      remedy: 'Continue it, or delete it first.',
    }));
    await expand(document);
    await this.shelf.add(document);
    await this.continue(name, source);
  }

  async continue(name: string, source?: DataSource): Promise<void> {
    if (source) this.#sources.set(name, source);
    await this.shelf.setWaiting(name, true);
  }

  async stop(name: string): Promise<boolean> {
    await this.shelf.setWaiting(name, false);
    return this.#doing === name;
  }

  delete(name: string): Promise<void> {
    return this.shelf.remove(name);
  }

  async report(name: string): Promise<ReportFiles> {
    const document = await this.shelf.document(name);
    const planned = await expand(document);
    return reportFiles(document, planned.length, finishedRuns(planned, await this.shelf.runs(name)));
  }

  work(onProgress: (progress: ExperimentProgress) => void, onRun: (kept: KeptExperiment) => void): Promise<boolean> {
    return this.host.alone(() => this.#doWaiting(onProgress, onRun));
  }

  async #doWaiting(
    onProgress: (progress: ExperimentProgress) => void,
    onRun: (kept: KeptExperiment) => void,
  ): Promise<void> {
    for (;;) {
      const document = await this.#next();
      if (!document) return;
      this.#doing = document.name;
      try {
        await this.#do(document, onProgress, onRun);
      } finally {
        this.#doing = undefined;
        await this.shelf.setWaiting(document.name, false);
      }
      onRun(await this.#kept(document));
    }
  }

  async #next(): Promise<ResolvedDocument | undefined> {
    for (const document of await this.shelf.documents()) {
      if (await this.shelf.isWaiting(document.name)) return document;
    }
    return undefined;
  }

  async #do(
    document: ResolvedDocument,
    onProgress: (progress: ExperimentProgress) => void,
    onRun: (kept: KeptExperiment) => void,
  ): Promise<void> {
    const { name, budget } = document;
    const runs = await expand(document);
    const total = runs.length;
    const finished = await this.shelf.runs(name);
    let now: ExperimentProgress = { name, run: 'preparing', done: finished.length, total, secondsLeft: undefined };
    const tell = (within: Progress) => onProgress({ ...now, within });
    const stamp = await this.#open(document, tell);
    checkBelongs(finished, stamp, name);
    checkPlanned(finished, new Set(runs.map(({ id }) => id)), name);
    const steps = runExperiment({
      runs,
      finished,
      budget,
      canGoOn: () => true,
      now: () => performance.now() / 1000,
      execute: ({ definition }, base) => this.bench.runExperiment(definition, base, (event) => tellStep(event, tell)),
      keep: (run, { result, cost }) => this.shelf.append(name, { run: run.id, ...stamp, result, cost }),
      weights: this.shelf.weights(name),
    });
    for await (const progress of steps) {
      now = progressOf(name, progress);
      onProgress(now);
      if (progress.error !== undefined) throw runFailed(progress.run, progress.error);
      if (progress.outcome) onRun(await this.#kept(document));
    }
  }

  /** Loads the model and the data that a document names; what all its records have in common. */
  async #open(document: ResolvedDocument, tell: (progress: Progress) => void): Promise<Stamp> {
    const { model, data, name } = document;
    const side = document.imageSize ?? undefined;
    const source: DataSource | undefined = Object.hasOwn(embeddedData, data)
      ? { kind: 'embedded', name: data }
      : this.#sources.get(name);
    expect(source !== undefined, () => ({
      operation: name,
      got: `no data "${data}" since the page was loaded`,
      expected: 'the data that it was begun with',
      remedy: 'Load them again, then continue the experiment.',
    }));
    const adapter = await this.bench.start();
    await this.bench.loadModel({ kind: 'zoo', name: model, preprocessing: { resize: side, crop: side } }, tell);
    const { classes } = await this.bench.loadData(source, { seed: holdOutSeed }, tell);
    checkTasks(
      document,
      classes.map((one) => one.name),
    );
    return {
      document: await documentHash(document),
      ...(await this.bench.identifyMaterial(tell)),
      adapter: adapter.description,
      thaw: version,
      browser: this.host.browser,
    };
  }

  async #kept(document: ResolvedDocument): Promise<KeptExperiment> {
    const { name, kind, model, data } = document;
    const planned = await expand(document);
    const runs = finishedRuns(planned, await this.shelf.runs(name));
    const analysis = analyse(document, runs);
    const isDone = runs.length === planned.length;
    return {
      name,
      kind,
      title: kinds[kind].title,
      question: kinds[kind].question,
      model,
      data,
      done: runs.length,
      planned: planned.length,
      status: isDone ? 'done' : (await this.shelf.isWaiting(name)) ? 'waiting' : 'stopped',
      plot: runs.length === 0 ? '' : drawPlot(accuracyPlot(kinds[kind], analysis)),
      points: pointsTable(analysis),
      sentences: analysis.comparisons.map(sayComparison),
    };
  }
}

function progressOf(name: string, { run, done, total, secondsLeft }: RunnerProgress): ExperimentProgress {
  return { name, run: nameRun(run), done, total, secondsLeft };
}

function tellStep(event: TrainEvent, tell: (progress: Progress) => void): void {
  if (event.kind === 'progress') tell(event.progress);
  if (event.kind === 'step') tell({ stage: 'Training', done: event.step, total: event.steps });
}

/** A person is there to see it: going on with the others would hide it. */
function runFailed(run: PlannedRun, got: string): ThawError {
  const remedy = 'The finished runs are kept: continue the experiment to try it again.';
  return new ThawError({ operation: nameRun(run), got, expected: 'a run that ends', remedy });
}
