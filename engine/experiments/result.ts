/**
 * What a finished run leaves: what follows from its definition alone, which the same adapter computes to the same bits,
 * and what it cost, which differs every time.
 */

/** After an epoch. */
export interface EpochResult {
  readonly epoch: number;
  /** Since the beginning, over all phases. */
  readonly steps: number;
  readonly samples: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

export interface ShiftedResult {
  /** As `nameShift` names it. */
  readonly shift: string;
  readonly accuracy: number;
}

export interface RunResult {
  readonly testAccuracy: number;
  readonly trainImages: number;
  readonly testImages: number;
  readonly classes: readonly string[];
  readonly trainableParameters: number;
  readonly epochs: readonly EpochResult[];
  readonly shifted: readonly ShiftedResult[];
  /** The learning rate that a range test suggested, where one was made. */
  readonly foundRate?: number;
}

export interface RunCost {
  readonly seconds: number;
  /** Of these, spent on the frozen part's activations; 0 where they were cached already. */
  readonly prefixSeconds: number;
  /** Of each epoch. */
  readonly epochSeconds: readonly number[];
  readonly peakGpuBytes: number;
}

/** A finished run as it is kept. */
export interface RunRecord {
  readonly run: string;
  /** Hashes of the document, of the data's pixels and labels, and of the model's weights. */
  readonly document: string;
  readonly data: string;
  readonly model: string;
  readonly adapter: string;
  /** Versions of Thaw and of the browser. */
  readonly thaw: string;
  readonly browser: string;
  readonly result: RunResult;
  readonly cost: RunCost;
}
