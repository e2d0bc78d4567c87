/** ONNX files read in tests: those that PyTorch exported, and models made here. */

import { readFileSync } from 'node:fs';
import { encodeModel } from '../../engine/weights/onnx/encode-model.js';
import type { OnnxModel } from '../../engine/weights/onnx/onnx-model.js';
import { readWeights } from '../../engine/weights/read-weights.js';
import type { WeightFile } from '../../engine/weights/weight-file.js';

/** The file of that name among the fixtures. */
export const exported = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../fixtures/onnx/${name}.onnx`, import.meta.url)));

export const read = (model: OnnxModel): Promise<WeightFile> => readWeights(encodeModel(model), 'mine.onnx');

/** The error that reading ends in, as far as it is one of the engine's own. */
export const refusal = (bytes: Uint8Array): Promise<string> =>
  readWeights(bytes, 'mine.onnx').then(
    () => 'it was read',
    (error: unknown) =>
      error instanceof Error && error.name === 'ThawError' ? error.message : `crashed: ${String(error)}`,
  );
