/** Reads a weights file of any format that is known, told from how it begins. */

import { ThawError } from '../core/errors.js';
import { withoutAverages } from './averages.js';
import { guessFileKind } from './file-kind.js';
import { isShardIndex, isTensorFlowJs } from './json-manifests.js';
import { nonFiniteNotes } from './non-finite.js';
import { onnx } from './onnx/onnx-reader.js';
import { safetensors } from './safetensors.js';
import { torchLegacy, torchZip } from './torch/torch-readers.js';
import { nothingBeside, type OpenBeside, type WeightFile, type WeightReader } from './weight-file.js';

/** Formats that begin with a file of their own. */
const single: readonly WeightReader[] = [torchZip, torchLegacy, onnx, safetensors];

const sharded: WeightReader = {
  format: 'an index of shards',
  recognises: isShardIndex,
  read: async (...file) =>
    (await import('./sharded.js')).readShards(...file, (bytes, name) => read(single, bytes, name)),
};

const readers: readonly WeightReader[] = [sharded, ...single];

/**
 * @param name of the file, for errors.
 * @throws ThawError for a damaged file, or one of an unknown format.
 */
export async function readWeights(
  bytes: Uint8Array,
  name: string,
  beside: OpenBeside = nothingBeside,
): Promise<WeightFile> {
  if (isTensorFlowJs(bytes)) (await import('./keras.js')).refuseTensorFlowJs(bytes, name);
  const file = withoutAverages(await read(readers, bytes, name, beside));
  return { ...file, notes: [...file.notes, ...nonFiniteNotes(file.tensors)] };
}

async function read(
  among: readonly WeightReader[],
  bytes: Uint8Array,
  name: string,
  beside: OpenBeside = nothingBeside,
): Promise<WeightFile> {
  const reader = among.find(({ recognises }) => recognises(bytes, name));
  if (!reader) throw unknownFormat(bytes, name, among);
  return reader.read(bytes, name, beside);
}

function unknownFormat(bytes: Uint8Array, name: string, among: readonly WeightReader[]): ThawError {
  const { description: got = 'bytes of another format', remedy } = guessFileKind(bytes) ?? {};
  const expected = `a weights file: ${among.map(({ format }) => format).join(', ')}`;
  return new ThawError({ operation: name, got, expected, ...(remedy !== undefined && { remedy }) });
}
