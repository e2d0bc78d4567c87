/** Holds the tensors of a file against a network: every name and every shape. */

import { ThawError } from '../core/errors.js';
import { printShape, sameShape } from '../core/shape.js';
import type { Network } from '../models/layer.js';
import type { Tensor, Tensors } from './tensor.js';

/** A count of training steps that PyTorch keeps beside a batch norm; it has no part in what the network computes. */
const ignored = '.num_batches_tracked';

/** The most names of each kind that an error lists. */
const listed = 4;

/**
 * The tensors of the network's parameters, in its order.
 * @throws ThawError, one for all that is missing, unexpected or misshapen.
 */
export function matchTensors(network: Network, tensors: Tensors, file: string): Tensors {
  const expected = new Set(network.parameters.map(({ name }) => name));
  const matched = new Map<string, Tensor>();
  const missing: string[] = [];
  const misshapen: string[] = [];
  for (const { name, shape } of network.parameters) {
    const tensor = tensors.get(name);
    if (!tensor) missing.push(name);
    else if (sameShape(tensor.shape, shape)) matched.set(name, tensor);
    else misshapen.push(`${name} ${printShape(tensor.shape)} instead of ${printShape(shape)}`);
  }
  const unexpected = [...tensors.keys()].filter((name) => !expected.has(name) && !name.endsWith(ignored));
  const faults = [list('missing', missing), list('misshapen', misshapen), list('unexpected', unexpected)];
  const got = faults.filter((fault) => fault !== '').join('; ');
  if (got !== '') {
    const { title, classCount } = network.architecture;
    const wanted = `the ${expected.size} tensors of ${title} with ${classCount} classes`;
    throw new ThawError({ operation: file, got, expected: wanted });
  }
  return matched;
}

/** `2 missing (conv1.weight, bn1.bias)`, with at most a few names. */
function list(fault: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length > listed ? `, and ${names.length - listed} more` : '';
  return `${names.length} ${fault} (${names.slice(0, listed).join(', ')}${rest})`;
}
