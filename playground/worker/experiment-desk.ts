/** Experiments on behalf of the page: one run at a time, on the model and the data that are loaded. */

import {
  CacheStore,
  checkDocument,
  estimateWork,
  executeRun,
  expand,
  hashData,
  hashTensors,
  multiplyAddsOf,
  resolveDocument,
  samplesFor,
  secondsOf,
  type DataSize,
  type DocumentInput,
  type Look,
  type Model,
  type Pace,
  type Parts,
  type RunDefinition,
  type RunOutcome,
  type TrainingData,
} from '../../engine/index.js';
import { drain } from './drain.js';
import type { MaterialHashes, TrainEvent } from './protocol.js';
import { openScratchFile } from './scratch-files.js';

interface Chosen {
  readonly key: string;
  readonly all: TrainingData;
  readonly data: TrainingData;
}

export class ExperimentDesk {
  readonly #caches = new CacheStore(openScratchFile);
  #chosen: Chosen | undefined;

  /** Seconds that all runs of a document will take together, about. */
  async estimate(
    look: Look,
    data: DataSize,
    document: DocumentInput,
    parts: Parts,
    measured: () => Promise<Pace>,
  ): Promise<number> {
    const runs = await expand(resolveDocument(checkDocument(document), parts));
    const forward = multiplyAddsOf(look.forward.session.plan.step);
    const { multiplyAdds, roundTrips } = estimateWork(look.model, runs, { data, forward });
    return secondsOf(await measured(), multiplyAdds, roundTrips);
  }

  /** Runs are only gone on with and merged where these are the same. */
  async identify(model: Model, data: TrainingData): Promise<MaterialHashes> {
    return { data: await hashData(data), model: await hashTensors(await model.readTensors()) };
  }

  run(
    model: Model,
    data: TrainingData,
    definition: RunDefinition,
    base: Uint8Array<ArrayBuffer> | undefined,
    onEvent: (event: TrainEvent) => void,
  ): Promise<RunOutcome> {
    const choose = (chosen: RunDefinition) => this.#choose(data, chosen);
    return drain(executeRun(definition, { model, data, base, caches: this.#caches, choose }), onEvent);
  }

  /** Frees cached activations: they belong to a model or to data that are no longer there. */
  forget(): void {
    this.#caches.clear();
    this.#chosen = undefined;
  }

  /** The same samples are the same object, so that the cached activations of the run before serve. */
  #choose(all: TrainingData, definition: RunDefinition): TrainingData {
    const { choice, seed } = definition;
    const isDrawn = choice.half !== null || choice.trainPerClass !== null;
    const key = JSON.stringify([choice, isDrawn ? seed : null]);
    if (this.#chosen?.key === key && this.#chosen.all === all) return this.#chosen.data;
    this.forget();
    this.#chosen = { key, all, data: samplesFor(all, definition) };
    return this.#chosen.data;
  }
}
