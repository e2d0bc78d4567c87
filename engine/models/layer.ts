/**
 * A network as plain data: layers, each with the names of the layers it reads, gathered in blocks. Everything else
 * (parameters, the forward graph, receptive fields, the drawing of the network) follows from this one description.
 */

import { sizeOf, type Shape } from '../core/shape.js';
import type { Architecture, Shortcut } from './architecture.js';

/** The name by which layers read the network's input, [N, H, W, 4]: red, green, blue and a channel of zeros. */
export const inputName = 'input';

/** What batch norms add to variances: PyTorch's default, which all ResNets keep. */
export const batchNormEps = 1e-5;

interface Named {
  /** torchvision's feature-extraction name: `layer1.0.conv1`, `layer1.0.relu_1`. */
  readonly name: string;
  /** The layers it reads, or `inputName`. */
  readonly inputs: readonly string[];
}

export interface Conv2dLayer extends Named {
  readonly kind: 'conv2d';
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
  /** Each reads and gives an equal part of the channels. */
  readonly groups: number;
}

export interface BatchNormLayer extends Named {
  readonly kind: 'batchNorm';
  readonly channels: number;
}

export interface MaxPool2dLayer extends Named {
  readonly kind: 'maxPool2d';
  readonly kernelSize: number;
  readonly stride: number;
  readonly padding: number;
}

/** In ceil mode: windows cover the whole input, and those over its far edge average what they have inside. */
export interface AvgPool2dLayer extends Named {
  readonly kind: 'avgPool2d';
  readonly kernelSize: number;
  readonly stride: number;
}

export interface SubsampleAndPadLayer extends Named {
  readonly kind: 'subsampleAndPad';
  readonly stride: number;
  readonly outChannels: number;
}

export interface LinearLayer extends Named {
  readonly kind: 'linear';
  readonly inFeatures: number;
  readonly outFeatures: number;
}

export interface PlainLayer extends Named {
  readonly kind: 'relu' | 'add' | 'globalAvgPool';
}

export type Layer =
  Conv2dLayer | BatchNormLayer | MaxPool2dLayer | AvgPool2dLayer | SubsampleAndPadLayer | LinearLayer | PlainLayer;

/** A tensor of a state dict. `buffer`: running statistics, which no optimiser touches. */
export interface Parameter {
  readonly name: string;
  /** As PyTorch has it: [O, I / groups, KH, KW] of a convolution, [O, I] of a linear layer. */
  readonly shape: Shape;
  readonly role: 'conv' | 'bn' | 'linear' | 'buffer';
}

export interface Block {
  /** `layer1.0`; the first and the last are `stem` and `head`. */
  readonly name: string;
  /** `stem`, `layer1` … `layer4`, `head`. */
  readonly stage: string;
  readonly layers: readonly Layer[];
  /** The layer whose values leave the block. */
  readonly output: string;
  readonly shortcut: 'none' | 'identity' | Shortcut;
}

export interface Network {
  readonly architecture: Architecture;
  readonly blocks: readonly Block[];
  /** Of all blocks, in an order in which they can be computed. */
  readonly layers: readonly Layer[];
  /** Of all layers, in the order of PyTorch's state dict. */
  readonly parameters: readonly Parameter[];
  /** Names of modules (`layer1`, `layer1.0`, `layer2.0.downsample`), each with the layer whose values leave it. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** The tensors that a layer owns. */
export function parametersOf(layer: Layer): Parameter[] {
  const parameter = (name: string, shape: Shape, role: Parameter['role']) => ({
    name: `${layer.name}.${name}`,
    shape,
    role,
  });
  switch (layer.kind) {
    case 'conv2d': {
      const { outChannels, inChannels, groups, kernelSize } = layer;
      return [parameter('weight', [outChannels, inChannels / groups, kernelSize, kernelSize], 'conv')];
    }
    case 'batchNorm':
      return [
        parameter('weight', [layer.channels], 'bn'),
        parameter('bias', [layer.channels], 'bn'),
        parameter('running_mean', [layer.channels], 'buffer'),
        parameter('running_var', [layer.channels], 'buffer'),
      ];
    case 'linear':
      return [
        parameter('weight', [layer.outFeatures, layer.inFeatures], 'linear'),
        parameter('bias', [layer.outFeatures], 'linear'),
      ];
    default:
      return [];
  }
}

/** The number of weights, as PyTorch counts them: without buffers. */
export function countParameters(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape, role }) => sum + (role === 'buffer' ? 0 : sizeOf(shape)), 0);
}
