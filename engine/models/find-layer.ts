/** Layers by the names that people use for them. */

import { ThawError } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import type { Network } from './layer.js';

/**
 * The name of the layer that `name` stands for: itself, or the last layer of the module of that name. `operation` says
 * in an error what asked for it.
 * @throws ThawError that offers near names where there is none.
 */
export function findLayer(
  network: Network,
  name: string,
  operation = `layers of ${network.architecture.title}`,
): string {
  if (network.layers.some((layer) => layer.name === name)) return name;
  const output = network.aliases.get(name);
  if (output !== undefined) return output;
  const names = [...network.layers.map((layer) => layer.name), ...network.aliases.keys()];
  throw new ThawError({
    operation,
    got: `"${name}"`,
    expected: `a layer such as ${nearNames(name, names).join(', ')}`,
  });
}
