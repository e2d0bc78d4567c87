/**
 * Checkpoints: a training as it stands between two steps, as one file. Random numbers are drawn by counters, so where a
 * training stands is all of its random state.
 *
 * The file is a .safetensors one: weights and running statistics that differ from the model's by their own names, what
 * the optimiser keeps as `optimiser/ARENA/PARAMETER`, and the rest as text, with a checksum over everything.
 */

import { ThawError } from '../core/errors.js';
import { sha256 } from '../core/sha256.js';
import { crc32 } from '../data/crc32.js';
import type { PixelSet, TrainingData } from '../data/pixels.js';
import type { TileTable } from '../gpu/tile-table.js';
import { readSafetensors, writeSafetensors } from '../weights/safetensors.js';
import type { Tensors } from '../weights/tensor.js';
import type { EpochReport, StepLoss } from './events.js';
import type { Position } from './ledger.js';
import type { Recipe } from './recipe.js';
import type { Totals } from './run.js';

export interface Checkpoint {
  readonly recipe: Recipe;
  readonly classes: readonly string[];
  /** Of the model that the training began with, and of its data. */
  readonly modelHash: string;
  readonly dataHash: string;
  /** What it is computed with: other tiles would give other bits. */
  readonly tiles: TileTable;
  readonly position: Position;
  readonly epochs: readonly EpochReport[];
  readonly losses: readonly StepLoss[];
  /** Of the epoch under way. */
  readonly sums: Totals;
  /** In PyTorch's layouts. */
  readonly tensors: Tensors;
  /** By `ARENA/PARAMETER`, in PyTorch's layouts. */
  readonly optimiser: Tensors;
}

const prefix = 'optimiser/';
const noChecksum = '00000000';
const noTiles: TileTable = { adapter: '', kernels: '', tiles: [] };

export function encodeCheckpoint({ tensors, optimiser, ...training }: Checkpoint): Uint8Array<ArrayBuffer> {
  const all = new Map([...tensors, ...[...optimiser].map(([name, tensor]) => [prefix + name, tensor] as const)]);
  const text = JSON.stringify(training);
  return writeSafetensors(all, { training: text, checksum: checksumOf(all, text) });
}

/** @throws ThawError for a file that is no checkpoint, is cut short or damaged. */
export function decodeCheckpoint(bytes: Uint8Array, file = 'checkpoint'): Checkpoint {
  const { tensors: all, metadata } = readSafetensors(bytes, file);
  const { training = '', checksum = '' } = metadata;
  if (checksum !== checksumOf(all, training)) {
    throw new ThawError({
      operation: file,
      got: training === '' ? 'weights without a training' : 'bytes that do not match their checksum',
      expected: 'a checkpoint as `train --checkpoint` writes it',
      remedy: 'Use an older checkpoint, or train anew.',
    });
  }
  const isOptimiser = ([name]: readonly [string, unknown]) => name.startsWith(prefix);
  const stripped = [...all].filter(isOptimiser).map(([name, tensor]) => [name.slice(prefix.length), tensor] as const);
  return {
    // One from before tiles could be tuned was computed with the default ones.
    tiles: noTiles,
    ...(JSON.parse(training) as Omit<Checkpoint, 'tensors' | 'optimiser' | 'tiles'>),
    tensors: new Map([...all].filter((entry) => !isOptimiser(entry))),
    optimiser: new Map(stripped),
  };
}

/** Of the file with zeros where the checksum goes. */
function checksumOf(tensors: Tensors, training: string): string {
  const bytes = writeSafetensors(tensors, { training, checksum: noChecksum });
  return crc32(bytes).toString(16).padStart(noChecksum.length, '0');
}

/** SHA-256 of both parts' pixels and labels. */
export async function hashData({ classes, train, test }: TrainingData): Promise<string> {
  const part = ({ size, pixels, labels }: PixelSet) =>
    [Uint32Array.of(size), labels, pixels].map((numbers) => new Blob([numbers]));
  const names = new Blob([JSON.stringify(classes)]);
  return sha256(new Uint8Array(await new Blob([names, ...part(train), ...part(test)]).arrayBuffer()));
}

/** @throws ThawError where a checkpoint is of another training: what differs, and what to do. */
export function checkFits(
  checkpoint: Pick<Checkpoint, 'modelHash' | 'dataHash'>,
  own: Pick<Checkpoint, 'modelHash' | 'dataHash'>,
): void {
  for (const [field, what] of [['modelHash', 'model'] as const, ['dataHash', 'data set'] as const]) {
    if (checkpoint[field] === own[field]) continue;
    throw new ThawError({
      operation: 'resume the training',
      got: `another ${what} (${own[field].slice(0, 8)})`,
      expected: `the one it began with (${checkpoint[field].slice(0, 8)})`,
      remedy: `Load that ${what} first, or train anew.`,
    });
  }
}
