/** Holds the tensors of a file against a network: every name and every shape. */

import { ThawError } from '../core/errors.js';
import { printShape, sameShape } from '../core/shape.js';
import type { Network } from '../models/layer.js';
import { foreignTensors } from './foreign.js';
import { isOfBody } from './names.js';
import type { Tensor, Tensors } from './tensor.js';

/** A count of training steps that PyTorch keeps beside a batch norm; it has no part in what the network computes. */
const ignored = '.num_batches_tracked';

/** The most names of each kind that an error lists. */
const listed = 4;

/** What became of every tensor, of the network and of the file, by torchvision's names. */
export interface Match {
  /** In the network's order. */
  readonly matched: Tensors;
  readonly missing: readonly string[];
  /** With both shapes: `fc.bias [3] instead of [10]`. */
  readonly misshapen: ReadonlyMap<string, string>;
  readonly unexpected: readonly string[];
  /** Counts of training steps, which no network needs. */
  readonly skipped: readonly string[];
}

/** Compares names and shapes; what does not fit is for `checkMatch` to refuse. */
export function compareTensors(network: Network, tensors: Tensors): Match {
  const expected = new Set(network.parameters.map(({ name }) => name));
  const matched = new Map<string, Tensor>();
  const missing: string[] = [];
  const misshapen = new Map<string, string>();
  for (const { name, shape } of network.parameters) {
    const tensor = tensors.get(name);
    if (!tensor) missing.push(name);
    else if (sameShape(tensor.shape, shape)) matched.set(name, tensor);
    else misshapen.set(name, `${name} ${printShape(tensor.shape)} instead of ${printShape(shape)}`);
  }
  const others = [...tensors.keys()].filter((name) => !expected.has(name));
  const unexpected = others.filter((name) => !name.endsWith(ignored));
  return { matched, missing, misshapen, unexpected, skipped: others.filter((name) => name.endsWith(ignored)) };
}

/** @throws ThawError, one for all that is missing, unexpected or misshapen. */
export function checkMatch({ architecture, parameters }: Network, match: Match, file: string): void {
  const { missing, misshapen, unexpected } = match;
  const faults = [list('missing', missing), list('misshapen', [...misshapen.values()]), list('unexpected', unexpected)];
  const got = faults.filter((fault) => fault !== '').join('; ');
  if (got === '') return;
  const { title, classCount } = architecture;
  const expected = `the ${parameters.length} tensors of ${title} with ${classCount} classes`;
  const remedy = remedyFor([...missing, ...misshapen.keys(), ...unexpected]);
  throw new ThawError({ operation: file, got, expected, ...(remedy !== undefined && { remedy }) });
}

/**
 * The tensors of the network's parameters, in its order.
 * @throws ThawError, one for all that is missing, unexpected or misshapen.
 */
export function matchTensors(network: Network, tensors: Tensors, file: string): Tensors {
  const match = compareTensors(network, tensors);
  checkMatch(network, match, file);
  return match.matched;
}

function remedyFor(faulty: readonly string[]): string | undefined {
  if (!faulty.some(isOfBody))
    return 'The body fits: load it without its head (--leave-out head, or the box under Models), and it gets a new one.';
  return foreignTensors(faulty);
}

/** `2 missing (conv1.weight, bn1.bias)`, with at most a few names. */
function list(fault: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length > listed ? `, and ${names.length - listed} more` : '';
  return `${names.length} ${fault} (${names.slice(0, listed).join(', ')}${rest})`;
}
