/**
 * Tensor names of others, as torchvision's (and timm's, for what torchvision does not have). Training scripts wrap, rename
 * or regroup the same modules; what they mean stays clear from the name.
 */

import { ThawError } from '../core/errors.js';
import type { Tensor, Tensors } from './tensor.js';

/**
 * Modules that hold the network whole: torch.nn.DataParallel, torch.compile, Lightning, transformers' classifier and timm
 * wrapper, the usual names for a backbone, MoCo's trained encoder, what stands beside an average of itself.
 */
const wrappers =
  'module|_orig_mod|model|net|network|resnet|timm_model|backbone|base_model|online_model|encoder_q|encoder(?!\\.stages)';

/** Applied one after the other, each where it fits. */
const renamings: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] = [
  [new RegExp(`^(?:(?:${wrappers})\\.)+`), ''],
  // Hugging Face transformers' ResNet.
  [/^embedder\.embedder\.convolution\./, 'conv1.'],
  [/^embedder\.embedder\.normalization\./, 'bn1.'],
  [
    /^encoder\.stages\.(\d+)\.layers\.(\d+)\./,
    (_match, stage = '', block = '') => `layer${Number(stage) + 1}.${block}.`,
  ],
  [
    /^(layer\d+\.\d+)\.layer\.(\d+)\.convolution\./,
    (_match, block = '', index = '') => `${block}.conv${Number(index) + 1}.`,
  ],
  [
    /^(layer\d+\.\d+)\.layer\.(\d+)\.normalization\./,
    (_match, block = '', index = '') => `${block}.bn${Number(index) + 1}.`,
  ],
  [/^(layer\d+\.\d+)\.shortcut\.convolution\./, '$1.downsample.0.'],
  [/^(layer\d+\.\d+)\.shortcut\.normalization\./, '$1.downsample.1.'],
  // The usual CIFAR scripts.
  [/^(layer\d+\.\d+)\.shortcut\./, '$1.downsample.'],
  // A linear head by its other names: transformers', timm's, MMPretrain's, CIFAR scripts', pretrainedmodels'.
  [/^(?:classifier\.1|classifier|head\.fc|head|linear|last_linear)\.(?=(?:weight|bias)$)/, 'fc.'],
];

/** torchvision's name for a tensor: `module.linear.weight` is `fc.weight`. Names it does not know stay. */
export function torchvisionName(name: string): string {
  return renamings.reduce(
    (current, [pattern, replacement]) => current.replace(pattern, replacement as (...groups: string[]) => string),
    name,
  );
}

/** The same tensors under torchvision's names. Throws a `ThawError` where two of them mean one. */
export function renameTensors(tensors: Tensors, file: string): Tensors {
  const renamed = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    const known = torchvisionName(name);
    if (renamed.has(known)) {
      const got = `"${name}" beside another tensor that means ${known}`;
      throw new ThawError({ operation: file, got, expected: 'every tensor once' });
    }
    renamed.set(known, tensor);
  }
  return renamed;
}

/** Whether a tensor of that name (torchvision's) is of a network's body: stem and stages. All else comes after it. */
export function isOfBody(name: string): boolean {
  return /^(?:conv1|bn1|layer[1-9])\./.test(name);
}
