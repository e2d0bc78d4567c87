/** `experiment`: does the runs of an experiment, keeps each as it ends, and reports; goes on where it was broken off. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { messageOf, ThawError } from '../../../engine/core/errors.js';
import { finishedRuns } from '../../../engine/experiments/analysis.js';
import { checkTasks } from '../../../engine/experiments/choose.js';
import { documentHash } from '../../../engine/experiments/written-document.js';
import { checkDocument, documentSchema } from '../../../engine/experiments/document-rules.js';
import type { DocumentInput, ExperimentDocument, ResolvedDocument } from '../../../engine/experiments/document.js';
import { expand, resolveDocument, shardOf, type PlannedRun } from '../../../engine/experiments/expand.js';
import { checkBelongs, checkDistinct, checkPlanned } from '../../../engine/experiments/journal.js';
import { reportFiles, reportText } from '../../../engine/experiments/report/files.js';
import type { RunRecord } from '../../../engine/experiments/result.js';
import { runExperiment, type RunnerProgress } from '../../../engine/experiments/run.js';
import { nameRun } from '../../../engine/experiments/words.js';
import { version } from '../../../package.json' with { type: 'json' };
import { printPercent } from '../../elements/format.js';
import { holdOutSeed } from '../../worker/embedded-data.js';
import { defineCommand, type CommandContext, type CommandResult } from '../command.js';
import { ExperimentFolder, readJson } from '../experiment-folder.js';
import { makeFolder, offerFile } from '../named-files.js';
import { onlyOperand, UsageError, type Values } from '../options.js';
import type { PageEvent } from '../page.js';
import { printDuration } from '../progress-bar.js';
import { openModelAndData } from './shared.js';

const options = {
  file: { kind: 'operands', value: 'FILE.json', help: 'the experiment; docs/experiments has some' },
  out: { kind: 'text', value: 'DIR', help: 'keep runs and report in this folder' },
  shard: { kind: 'text', value: 'I/N', help: 'only the I-th of N parts, to be joined with `merge`' },
  resume: { kind: 'flag', help: 'go on with what the folder holds' },
  schema: { kind: 'flag', help: 'print the JSON schema of experiments, and no more' },
} as const;

interface Session {
  readonly folder: ExperimentFolder;
  readonly document: ResolvedDocument;
  readonly planned: readonly PlannedRun[];
  /** What all records of this session have in common. */
  readonly stamp: Pick<RunRecord, 'document' | 'data' | 'model' | 'adapter' | 'thaw' | 'browser'>;
  readonly context: CommandContext;
}

export const experiment = defineCommand({
  summary: 'run an experiment: arms, seeds, statistics and a report',
  options,
  isReproducible: true,

  async prepare(values) {
    if (values.schema) return;
    shardFrom(values.shard);
    await readDocument(values);
    if (values.out === undefined) throw new UsageError('--out DIR is missing.');
    await makeFolder('--out', values.out);
  },

  answer({ schema }) {
    const json = documentSchema();
    return Promise.resolve(schema ? { json, text: JSON.stringify(json, null, 2) } : undefined);
  },

  async run(values, context) {
    const session = await openSession(values, context);
    const finished = [...(await earlierRuns(session, values.resume))];
    const shard = shardFrom(values.shard);
    const runs = shard ? shardOf(session.planned, shard.index, shard.count) : session.planned;
    const failures = await doRuns(session, runs, finished);
    await report(session, finished);
    if (failures.length > 0) throw someFailed(failures, runs.length);
    return resultOf(session, finished, runs.length);
  },
});

async function readDocument({ file }: Values<typeof options>): Promise<ExperimentDocument> {
  const path = onlyOperand(file, 'FILE.json, the experiment');
  return checkDocument((await readJson(path)) as DocumentInput);
}

/** `2/4` */
function shardFrom(typed: string | undefined): { index: number; count: number } | undefined {
  if (typed === undefined) return undefined;
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(typed) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard is "${typed}", and has to be I/N with I from 1 to N.`);
}

async function openSession(values: Values<typeof options>, context: CommandContext): Promise<Session> {
  const unresolved = await readDocument(values);
  const folder = new ExperimentFolder(values.out ?? '');
  const { page } = context;
  const side = unresolved.imageSize ?? undefined;
  const { adapter, model, data } = await openModelAndData(
    { model: unresolved.model, data: unresolved.data, preprocessing: { resize: side, crop: side }, seed: holdOutSeed },
    { seed: holdOutSeed },
    context,
  );
  const document = resolveDocument(unresolved, model.blocks);
  checkTasks(
    document,
    data.classes.map(({ name }) => name),
  );
  const hashes = await page.call('identifyMaterial');
  const stamp = {
    document: await documentHash(document),
    ...hashes,
    adapter: adapter.description,
    thaw: version,
    browser: await page.started.browser.version(),
  };
  return { folder, document, planned: await expand(document), stamp, context };
}

/** What the folder holds of this experiment. @throws ThawError where it holds another, or it is not to be gone on with. */
async function earlierRuns(
  { folder, stamp, document, planned }: Session,
  isResumed: boolean,
): Promise<readonly RunRecord[]> {
  const records = await folder.readRuns();
  checkBelongs(records, stamp, folder.path);
  checkDistinct(records, folder.path);
  checkPlanned(records, new Set(planned.map(({ id }) => id)), folder.path);
  if (records.length > 0 && !isResumed) {
    throw new ThawError({
      operation: folder.path,
      got: `${records.length} finished runs`,
      expected: 'an empty folder',
      remedy: 'Give --resume to go on with them, or another folder.',
    });
  }
  await folder.writeDocument(document);
  return records;
}

/** Adds to `finished` what is done; gives what failed. */
async function doRuns(session: Session, runs: readonly PlannedRun[], finished: RunRecord[]): Promise<string[]> {
  const { folder, stamp, context, document } = session;
  const failures: string[] = [];
  const steps = runExperiment({
    runs,
    finished,
    budget: document.budget,
    canGoOn: () => !context.page.page.isClosed(),
    now: () => performance.now() / 1000,
    execute: (run, base) => execute(session, run, base),
    keep: async (run, { result, cost }) => {
      const record = { run: run.id, ...stamp, result, cost };
      await folder.appendRun(record);
      finished.push(record);
      await report(session, finished);
    },
    weights: {
      load: async (run) => {
        const file = folder.weightsFile(run);
        return existsSync(file) ? new Uint8Array(await readFile(file)) : undefined;
      },
      save: (run, weights) => folder.saveWeights(run, weights),
    },
  });
  for await (const progress of steps) {
    show(progress, context);
    if (progress.error !== undefined) failures.push(`${nameRun(progress.run)}: ${progress.error}`);
  }
  return failures;
}

/** Has the page do a run; weights come and go as files. */
async function execute({ folder, context: { page } }: Session, run: PlannedRun, base: Uint8Array | undefined) {
  const { start, isBase } = run.definition;
  const posted = page.server.files.expect();
  const from = base && start.kind === 'copied' ? folder.weightsFile(start.base ?? '') : undefined;
  const offered = from === undefined ? [] : [await offerFile(from, page.server.files)];
  const finished = await page.call('runExperiment', run.definition, posted.url, ...offered);
  return { ...finished, weights: isBase ? new Uint8Array(await posted.bytes) : undefined };
}

function show({ run, done, total, secondsLeft, outcome, error }: RunnerProgress, context: CommandContext): void {
  const { progress, page } = context;
  const left = secondsLeft === undefined ? '' : `, ${printDuration(secondsLeft)} left`;
  const count = `${done} of ${total} runs done${left}`;
  if (error !== undefined) progress.line(`${nameRun(run)} failed: ${error}`);
  else if (outcome) {
    const accuracy = `test accuracy ${printPercent(outcome.result.testAccuracy)}`;
    progress.line(`${nameRun(run)}: ${accuracy}, ${printDuration(outcome.cost.seconds)}; ${count}`);
  }
  page.onEvent = (event) => {
    const within = stepOf(event);
    if (within) progress.show({ ...within, stage: `${nameRun(run)}: ${within.stage}` }, secondsLeft);
  };
}

/** How far a run is, of what it tells. */
function stepOf(event: PageEvent) {
  if (event.kind === 'progress') return event.progress;
  return event.kind === 'step' ? { stage: 'training', done: event.step, total: event.steps } : undefined;
}

async function report({ folder, document, planned }: Session, records: readonly RunRecord[]): Promise<void> {
  const runs = finishedRuns(planned, records);
  await folder.writeReport(reportFiles(document, planned.length, runs));
}

function resultOf(session: Session, records: readonly RunRecord[], total: number): CommandResult {
  const { document, planned, folder, stamp } = session;
  const text = reportText(document, finishedRuns(planned, records));
  return {
    json: { name: document.name, done: records.length, runs: total, out: folder.path, adapter: stamp.adapter },
    text: `${text}\n${records.length} of ${total} runs are in ${folder.path}, with report.html.`,
  };
}

function someFailed(failures: readonly string[], total: number): ThawError {
  return new ThawError({
    operation: 'experiment',
    got: `${failures.length} of ${total} runs that failed, the first: ${messageOf(failures[0])}`,
    expected: 'all to end',
    remedy: 'The others are kept; --resume tries those again.',
  });
}
