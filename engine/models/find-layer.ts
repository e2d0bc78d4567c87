/** Layers by the names that people use for them. */

import { ThawError } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import type { Layer, Network } from './layer.js';

/**
 * The name of the layer that `name` stands for: itself, or the last layer of the module of that name.
 * @param operation what asks for it, for the error.
 * @throws ThawError that offers near names where there is none.
 */
export function findLayer(network: Network, name: string, operation = titleOf(network)): string {
  if (network.layers.some((layer) => layer.name === name)) return name;
  return network.aliases.get(name) ?? unknownLayer(network, name, operation);
}

/**
 * The layers of a module (`layer2`, `layer2.0`, `layer2.0.downsample`, `stem`, `head`), or the one layer of that name.
 * @throws ThawError that offers near names where there is none.
 */
export function layersIn(network: Network, name: string, operation = titleOf(network)): readonly Layer[] {
  const blocks = network.blocks.filter((block) => block.name === name || block.stage === name);
  if (blocks.length > 0) return blocks.flatMap(({ layers }) => layers);
  const layers = network.layers.filter((layer) => layer.name === name || layer.name.startsWith(`${name}.`));
  return layers.length > 0 ? layers : unknownLayer(network, name, operation);
}

function titleOf({ architecture }: Network): string {
  return `layers of ${architecture.title}`;
}

function unknownLayer(network: Network, name: string, operation: string): never {
  const names = [...network.layers.map((layer) => layer.name), ...network.aliases.keys()];
  throw new ThawError({
    operation,
    got: `"${name}"`,
    expected: `a layer such as ${nearNames(name, names).join(', ')}`,
  });
}
