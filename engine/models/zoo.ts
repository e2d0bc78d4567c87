/** The zoo: models that load by name. */

import { ThawError } from '../core/errors.js';
import { nearNames } from '../core/near-names.js';
import type { Preprocessing } from './model.js';

export interface ZooEntry {
  readonly name: string;
  /** Relative to the page. */
  readonly file: string;
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
}

export const zoo: readonly ZooEntry[] = [
  {
    name: 'resnet20-cifar10',
    file: 'models/resnet20-cifar10.safetensors',
    classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    preprocessing: {
      resize: 32,
      crop: 32,
      interpolation: 'bilinear',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
  },
];

/** The zoo's model of that name. Throws a `ThawError` that offers near names where there is none. */
export function findInZoo(name: string): ZooEntry {
  const entry = zoo.find((candidate) => candidate.name === name);
  if (entry) return entry;
  const names = nearNames(
    name,
    zoo.map((candidate) => candidate.name),
  );
  throw new ThawError({
    operation: 'zoo',
    got: `"${name}"`,
    expected: `one of ${names.join(', ')}`,
    remedy: 'For a model of your own, give its .safetensors file.',
  });
}
