/**
 * ONNX among the readers of weights. The format has no magic number, but its first fields come in order: a small version
 * of the format (field 1, a varint), then the producer's name, the domain, the documentation or the graph.
 */

import { guessFileKind } from '../file-kind.js';
import type { WeightReader } from '../weight-file.js';

/** What reads is loaded with the first file, together with the library that it needs. */
export const onnx: WeightReader = {
  format: 'ONNX',
  recognises: (bytes, name) => beginsAsOnnx(bytes) || (/\.onnx$/i.test(name) && guessFileKind(bytes) === undefined),
  read: async (...file) => (await import('./read-onnx.js')).readOnnx(...file),
};

const versionTag = 0x08;
const maxVersion = 0x1f;
/** Of fields 2 to 8, all of which have a length. */
const nextTags: readonly (number | undefined)[] = [0x12, 0x1a, 0x22, 0x32, 0x3a, 0x42];

function beginsAsOnnx(bytes: Uint8Array): boolean {
  const [tag, version = 0, next] = bytes;
  // In a safetensors file these are the upper half of a length, which is zero.
  const isText = bytes.subarray(4, 8).some((byte) => byte !== 0);
  return tag === versionTag && version > 0 && version <= maxVersion && nextTags.includes(next) && isText;
}
