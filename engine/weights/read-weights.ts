/** Reads a weights file of any format that is known, told from how it begins. */

import { isTensorFlowJs, refuseTensorFlowJs } from './keras.js';
import { isOnnx } from './onnx/recognise-onnx.js';
import { readSafetensors } from './safetensors.js';
import { nothingBeside, type OpenBeside, type WeightFile, type WeightReader } from './weight-file.js';

/** The last one takes what no other recognises, and says what it looks like. */
const readers: readonly WeightReader[] = [
  {
    format: 'ONNX',
    recognises: isOnnx,
    read: async (...file) => (await import('./onnx/read-onnx.js')).readOnnx(...file),
  },
  { format: 'TensorFlow.js', recognises: isTensorFlowJs, read: refuseTensorFlowJs },
  { format: 'safetensors', recognises: () => true, read: (bytes, name) => readSafetensors(bytes, name) },
];

/**
 * @param name of the file, for errors.
 * @throws ThawError for a damaged file, or one of an unknown format.
 */
export async function readWeights(
  bytes: Uint8Array,
  name: string,
  beside: OpenBeside = nothingBeside,
): Promise<WeightFile> {
  const reader = readers.find(({ recognises }) => recognises(bytes, name));
  if (!reader) throw new Error(`no reader for ${name}`);
  return reader.read(bytes, name, beside);
}
