/** Reads PyTorch's checkpoints, `.pth .pt .th .bin`, of both containers. Nothing in them is ever run. */

import { ThawError } from '../../core/errors.js';
import type { Tensor } from '../tensor.js';
import type { WeightFile } from '../weight-file.js';
import { readLegacyObject } from './legacy-file.js';
import { findStateDict } from './state-dict.js';
import type { TorchTensor } from './torch-tensor.js';
import { readZipObject } from './zip-file.js';

/**
 * Tensors may share storages, and repeat numbers by strides of 0. What the file then holds more often than this, as
 * elements of tensors for each element of a storage, was made to exhaust memory.
 */
const mostSharing = 4;
const alwaysAllowed = 2 ** 20;

/** @throws ThawError, one, for a file that is damaged, lies, or would run code. */
export function readTorchZip(bytes: Uint8Array, name: string): WeightFile {
  return readStateDict('PyTorch zip', readZipObject(bytes, name), name);
}

/** @throws ThawError as `readTorchZip` does. */
export function readTorchLegacy(bytes: Uint8Array, name: string): WeightFile {
  return readStateDict('PyTorch legacy pickle', readLegacyObject(bytes, name), name);
}

function readStateDict(format: string, object: unknown, file: string): WeightFile {
  const { tensors: views, metadata, notes } = findStateDict(object, file);
  const weights = [...views].filter(([, view]) => view.isFloatingPoint);
  const others = [...views].filter(([, view]) => !view.isFloatingPoint);
  refuseExpansion(
    weights.map(([, view]) => view),
    file,
  );
  const tensors = new Map(weights.map(([name, view]): [string, Tensor] => [name, view.read()]));
  return {
    format,
    tensors,
    elementTypes: [...new Set(weights.map(([, { storage }]) => storage.type))],
    metadata,
    skipped: others.map(([name, { storage }]) => `${name} (${storage.type})`),
    notes,
  };
}

function refuseExpansion(views: readonly TorchTensor[], file: string): void {
  const asked = views.reduce((sum, { size }) => sum + size, 0);
  const stored = [...new Set(views.map(({ storage }) => storage))].reduce((sum, { length }) => sum + length, 0);
  if (asked <= mostSharing * stored + alwaysAllowed) return;
  throw new ThawError({
    operation: file,
    got: `tensors of ${asked.toLocaleString('en-US')} elements in storages of ${stored.toLocaleString('en-US')}`,
    expected: `at most ${mostSharing} times as many`,
    remedy: 'Save each tensor for itself in PyTorch: tensor.clone().',
  });
}
