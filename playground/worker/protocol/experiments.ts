/** Experiments, of which the worker does one run at a time. */

import type { DocumentInput, Parts, Progress, RunDefinition, RunOutcome, TrainEvent } from '../../../engine/index.js';

/** SHA-256 of the loaded data's pixels and labels, and of the loaded model's weights. */
export interface MaterialHashes {
  readonly data: string;
  readonly model: string;
}

export interface ExperimentCommands {
  identifyMaterial(onProgress: (progress: Progress) => void): Promise<MaterialHashes>;

  /**
   * Seconds that an experiment will take on the loaded model and data, about. Rejects where it cannot be done.
   * @param parts of that model.
   */
  estimateExperiment(document: DocumentInput, parts: Parts): Promise<number>;

  /**
   * Does one run of an experiment on the loaded model and data; the retrained model of `train` stays as it is.
   * @param base the weights file of the run that this one begins with.
   */
  runExperiment(
    definition: RunDefinition,
    base: Uint8Array<ArrayBuffer> | undefined,
    onEvent: (event: TrainEvent) => void,
  ): Promise<RunOutcome>;
}
