/**
 * Weights that are split over several files, the shards, with an index that says which tensor is in which:
 *
 *     model.safetensors.index.json    { "metadata": { … }, "weight_map": { tensor: "model-00001-of-00002.safetensors" } }
 *
 * Hugging Face's libraries write it, for shards of PyTorch too (`pytorch_model.bin.index.json`).
 */

import { ThawError } from '../core/errors.js';
import { isPlainObject } from '../core/fields.js';
import { parseStrictly } from './strict-json.js';
import type { Tensor } from './tensor.js';
import type { OpenBeside, WeightFile } from './weight-file.js';

type ReadShard = (bytes: Uint8Array, name: string) => Promise<WeightFile>;

/** The index of the largest models that there are has a tenth of this. */
const mostIndexBytes = 2 ** 24;

/** @param readShard reads one file; it must not take an index for a shard, or an index could lead to itself. */
export async function readShards(
  bytes: Uint8Array,
  file: string,
  beside: OpenBeside,
  readShard: ReadShard,
): Promise<WeightFile> {
  const shardOf = readIndex(bytes, file);
  const names = [...new Set(shardOf.values())];
  const tensors = new Map<string, Tensor>();
  const shards: WeightFile[] = [];
  for (const name of names) {
    const shard = await readShard(await open(name, names, file, beside), name);
    checkContents(shard, name, shardOf, file);
    for (const [tensor, value] of shard.tensors) tensors.set(tensor, value);
    shards.push(shard);
  }
  return {
    format: `${shards[0]?.format ?? 'weights'} in ${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}`,
    tensors,
    elementTypes: [...new Set(shards.flatMap(({ elementTypes }) => elementTypes))],
    metadata: Object.fromEntries(shards.flatMap(({ metadata }) => Object.entries(metadata))),
    skipped: shards.flatMap(({ skipped }) => skipped),
    notes: shards.flatMap(({ notes }) => notes),
  };
}

/** The file of every tensor. Files are named without folders: an index has no business elsewhere. */
function readIndex(bytes: Uint8Array, file: string): ReadonlyMap<string, string> {
  if (bytes.length > mostIndexBytes) {
    const got = `an index of ${bytes.length.toLocaleString('en-US')} bytes`;
    throw new ThawError({ operation: file, got, expected: `at most ${mostIndexBytes.toLocaleString('en-US')}` });
  }
  const { weight_map: map } = parseStrictly(bytes, file);
  const entries = isPlainObject(map) ? Object.entries(map) : [];
  const [wrong] = entries.filter(
    ([, shard]) => typeof shard !== 'string' || !/^[^/\\]+$/.test(shard) || /^\.+$/.test(shard),
  );
  if (entries.length === 0 || wrong) {
    const got = wrong ? `"${wrong[0]}": ${JSON.stringify(wrong[1])}` : 'no tensors';
    throw new ThawError({ operation: `${file}, weight_map`, got, expected: 'the names of files in the same folder' });
  }
  return new Map(entries as [string, string][]);
}

async function open(name: string, names: readonly string[], file: string, beside: OpenBeside): Promise<Uint8Array> {
  const bytes = await beside(name);
  if (bytes) return bytes;
  throw new ThawError({
    operation: file,
    got: `no file "${name}" beside it`,
    expected: `its ${names.length} shards`,
    remedy: 'Open the index together with all of them.',
  });
}

/** A shard must have what the index says, and nothing else: a tensor in two shards would be one of them by chance. */
function checkContents(shard: WeightFile, name: string, shardOf: ReadonlyMap<string, string>, file: string): void {
  const skipped = shard.skipped.map((text) => text.slice(0, text.lastIndexOf(' (')));
  const found = new Set([...shard.tensors.keys(), ...skipped]);
  const differs = (got: string, expected: string) =>
    new ThawError({
      operation: `${file}, ${name}`,
      got,
      expected,
      remedy: 'Index and shards do not belong together: download all of them again.',
    });
  for (const [tensor, place] of shardOf) {
    if (place === name && !found.has(tensor)) throw differs(`no tensor ${tensor}`, 'it there, as the index says');
  }
  for (const tensor of found) {
    const place = shardOf.get(tensor) ?? 'no shard';
    if (place !== name) throw differs(`the tensor ${tensor}`, `it in ${place}, as the index says`);
  }
}
