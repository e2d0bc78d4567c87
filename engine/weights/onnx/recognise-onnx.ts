/**
 * Whether a file is an ONNX model. The format has no magic number, but its first fields come in order: a small version
 * of the format (field 1, a varint), then the producer's name, the domain, the documentation or the graph.
 */

const versionTag = 0x08;
const maxVersion = 0x1f;
/** Of fields 2 to 8, all of which have a length. */
const nextTags: readonly (number | undefined)[] = [0x12, 0x1a, 0x22, 0x32, 0x3a, 0x42];

/** By the first bytes; the name counts where they have nothing to say. */
export function isOnnx(bytes: Uint8Array, name: string): boolean {
  return beginsAsOnnx(bytes) || /\.onnx$/i.test(name);
}

export function beginsAsOnnx(bytes: Uint8Array): boolean {
  const [tag, version = 0, next] = bytes;
  // In a safetensors file these are the upper half of a length, which is zero.
  const isText = bytes.subarray(4, 8).some((byte) => byte !== 0);
  return tag === versionTag && version > 0 && version <= maxVersion && nextTags.includes(next) && isText;
}
