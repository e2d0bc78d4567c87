/**
 * The page behind the command line. It talks to the same engine worker as the playground, and offers its commands to
 * Puppeteer with arguments and answers that can be written as JSON: files come and go by the server's routes.
 */

import { ThawError } from '../../engine/core/errors.js';
import { connectEngine } from '../worker/client.js';
import type {
  DataOptions,
  DataSource,
  EvaluateRequest,
  FeatureValues,
  GradientRequest,
  Keeping,
  ModelSource,
  ProfileRequest,
  Progress,
  RunDefinition,
  RunOutcome,
  SavedForm,
  TensorCheck,
  TileTable,
  TrainEvent,
  TrainSettings,
  Tuned,
  TuneRequest,
} from '../worker/protocol.js';

/** Files as the page gets them: one answer from `url` holds them one after another. */
export interface OfferedFiles {
  readonly url: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** As the worker takes it, but for a file: the first one, and what lies beside it. */
export type OfferedModel =
  | Exclude<ModelSource, { kind: 'file' }>
  | (Omit<Extract<ModelSource, { kind: 'file' }>, 'file' | 'beside'> & OfferedFiles);
export type OfferedData =
  { readonly kind: 'embedded'; readonly name: string } | ({ readonly kind: 'files' } & OfferedFiles);

/** What goes beside a recipe, and where checkpoints are posted to. */
export type TrainOffer = Pick<Keeping, 'every' | 'memoryBudget' | 'cacheBudget'> & {
  readonly checkpointUrl?: string;
  readonly resume?: OfferedFiles;
};

/** What commands tell while they run. */
export type PageEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'tensor'; readonly check: TensorCheck }
  | { readonly kind: 'tuned'; readonly tuned: Tuned }
  | TrainEvent;

/** A run whose weights, where others need them, have been posted. */
export type FinishedRun = Omit<RunOutcome, 'weights'>;

let crash: (error: Error) => void;
const crashed = new Promise<never>((_, reject) => (crash = reject));
const engine = connectEngine((error) => {
  crash(error);
});

function tell(progress: Progress): void {
  void reportToThaw({ kind: 'progress', progress });
}

const commands = {
  start: () => engine.start(),

  loadModel: async (model: OfferedModel) => {
    if (model.kind !== 'file') return engine.loadModel(model, tell);
    const { kind, preprocessing, leaveOut } = model;
    const [file = new File([], ''), ...beside] = (await fetchFiles(model)).map(named);
    return engine.loadModel({ kind, file, beside, preprocessing, leaveOut }, tell);
  },

  loadData: async (data: OfferedData, options: DataOptions) => {
    const source: DataSource = data.kind === 'embedded' ? data : { kind: 'files', files: await fetchFiles(data) };
    return engine.loadData(source, options, tell);
  },

  openPicture: async (picture: OfferedFiles) => engine.openPicture(await fetchFile(picture)),

  evaluate: (request: EvaluateRequest) => engine.evaluate(request, tell),

  /** Posts a layer's values to `url` as little-endian floats; answers with the rest. */
  readFeatures: async (layer: string, url: string): Promise<Omit<FeatureValues, 'data'>> => {
    const { data, ...rest } = await engine.readFeatures(layer);
    await post(url, data);
    return rest;
  },

  checkGradients: (request: GradientRequest) =>
    engine.checkGradients(request, (check) => void reportToThaw({ kind: 'tensor', check })),

  profile: (request: ProfileRequest) => engine.profile(request, tell),

  tune: (request: TuneRequest) => engine.tune(request, (tuned) => void reportToThaw({ kind: 'tuned', tuned })),
  cancelTuning: () => engine.cancelTuning(),
  useTiles: async (tables: readonly TileTable[]) => {
    await engine.start();
    return engine.useTiles(tables);
  },

  /** Posts every checkpoint to `checkpointUrl`, and goes on from the files of `resume`. */
  train: async (settings: TrainSettings, { checkpointUrl, resume, ...limits }: TrainOffer = {}) => {
    const file = resume && new Uint8Array(await (await fetchFile(resume)).arrayBuffer());
    const to = checkpointUrl === undefined ? 'nowhere' : 'caller';
    const keeping: Keeping = { ...limits, to, resume: file };
    const save = (bytes: Uint8Array<ArrayBuffer>) => post(checkpointUrl ?? '', bytes);
    return engine.train(settings, (event) => void reportToThaw(event), keeping, save);
  },
  cancelTraining: () => engine.cancelTraining(),

  identifyMaterial: () => engine.identifyMaterial(tell),

  /** Begins with the weights in the file `base`; posts those of a run that others begin with to `weightsUrl`. */
  runExperiment: async (definition: RunDefinition, weightsUrl: string, base?: OfferedFiles): Promise<FinishedRun> => {
    const file = base && new Uint8Array(await (await fetchFile(base)).arrayBuffer());
    const outcome = await engine.runExperiment(definition, file, (event) => void reportToThaw(event));
    const { weights, ...finished } = outcome;
    if (weights) await post(weightsUrl, weights);
    return finished;
  },

  saveModel: async (url: string, form: SavedForm) => post(url, await engine.saveModel(form)),
  saveSnippet: async (url: string, file: string) =>
    post(url, new TextEncoder().encode(await engine.pytorchSnippet(file))),
  saveInitialModel: async (url: string) => post(url, await engine.saveInitialModel()),
};

export type HeadlessCommands = typeof commands;

declare global {
  /** Puppeteer calls these. */
  var thawCommands: HeadlessCommands | undefined;
  /** Puppeteer answers this. */
  function reportToThaw(event: PageEvent): Promise<void>;
}

/** A worker whose script fails never answers; its commands fail then instead of waiting. */
globalThis.thawCommands = new Proxy(commands, {
  get: (target, name) => {
    const command = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
    return (...args: unknown[]) => Promise.race([command(...args), crashed]);
  },
});

async function fetchFiles({ url, files }: OfferedFiles): Promise<{ path: string; file: Blob }[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const all = await (await fetch(url)).blob().catch(() => new Blob());
  if (all.size !== total) {
    throw new ThawError({
      operation: files.length === 1 ? (files[0]?.path ?? '') : `${files.length} files`,
      got: `${all.size} bytes`,
      expected: `${total} bytes`,
      remedy: 'A file could not be read or changed while it was: try again.',
    });
  }
  let offset = 0;
  return files.map(({ path, size }) => ({ path, file: all.slice(offset, (offset += size)) }));
}

async function fetchFile(offered: OfferedFiles): Promise<File> {
  const [only] = await fetchFiles(offered);
  return only ? named(only) : new File([], '');
}

function named({ path, file }: { readonly path: string; readonly file: Blob }): File {
  return new File([file], path);
}

async function post(url: string, bytes: BufferSource): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: bytes });
  if (!response.ok) {
    const got = (await response.text()) || `status ${response.status}`;
    throw new ThawError({ operation: 'write a file', got, expected: 'it to be written' });
  }
}
