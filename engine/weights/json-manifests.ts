/** Files of JSON that say where weights are, told by their first keys; what reads them is loaded when one comes. */

/** How far into a file its first keys are looked for. */
const beginning = 4096;

/** Whether a file is an index of shards, `model.safetensors.index.json`. */
export function isShardIndex(bytes: Uint8Array, name: string): boolean {
  const text = beginningOf(bytes);
  return /^\s*\{\s*"/.test(text) && (/\.index\.json$/i.test(name) || text.includes('"weight_map"'));
}

/** Whether a file is the `model.json` of TensorFlow.js. */
export function isTensorFlowJs(bytes: Uint8Array): boolean {
  const text = beginningOf(bytes);
  return /^\s*\{/.test(text) && /"(modelTopology|weightsManifest)"/.test(text);
}

function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, beginning));
}
