/**
 * The ResNet family: from an architecture to its layers, named as torchvision names them.
 *
 *     stem:   convolution, batch norm, ReLU (ImageNet: max pool)
 *     block:  x -> convolution, batch norm, ReLU, … convolution, batch norm -> + shortcut(x) -> ReLU
 *     head:   global average pool, linear
 *
 * A bottleneck's stride is that of its 3x3 convolution, as in torchvision (the paper has it in the first 1x1).
 */

import type { Architecture, Shortcut } from './architecture.js';
import { inputName, parametersOf, type Block, type Conv2dLayer, type Layer, type Network } from './layer.js';

/** The network of an architecture, as plain data. */
export function resnet(architecture: Architecture): Network {
  const blocks = [stem(architecture)];
  let channels = architecture.widths[0] ?? 0;
  architecture.blocks.forEach((count, stage) => {
    for (let index = 0; index < count; index++) {
      const stride = index === 0 && stage > 0 ? 2 : 1;
      const shape = blockShape(architecture, stage, stride, channels);
      blocks.push(residualBlock(`layer${stage + 1}`, index, outputOf(blocks), shape));
      channels = shape.outChannels;
    }
  });
  blocks.push(head(outputOf(blocks), channels, architecture.classCount));
  const layers = blocks.flatMap((block) => block.layers);
  return { architecture, blocks, layers, parameters: layers.flatMap(parametersOf), aliases: moduleAliases(blocks) };
}

function stem({ stem: kind, widths }: Architecture): Block {
  const outChannels = widths[0] ?? 0;
  const convolution = kind === 'imagenet' ? { kernelSize: 7, stride: 2 } : { kernelSize: 3, stride: 1 };
  const layers: Layer[] = [
    conv2d('conv1', inputName, { inChannels: 3, outChannels, ...convolution }),
    { kind: 'batchNorm', name: 'bn1', inputs: ['conv1'], channels: outChannels },
    { kind: 'relu', name: 'relu', inputs: ['bn1'] },
  ];
  if (kind === 'imagenet') {
    layers.push({ kind: 'maxPool2d', name: 'maxpool', inputs: ['relu'], kernelSize: 3, stride: 2, padding: 1 });
  }
  return { name: 'stem', stage: 'stem', layers, output: kind === 'imagenet' ? 'maxpool' : 'relu', shortcut: 'none' };
}

function head(input: string, inFeatures: number, outFeatures: number): Block {
  const layers: Layer[] = [
    { kind: 'globalAvgPool', name: 'avgpool', inputs: [input] },
    { kind: 'linear', name: 'fc', inputs: ['avgpool'], inFeatures, outFeatures },
  ];
  return { name: 'head', stage: 'head', layers, output: 'fc', shortcut: 'none' };
}

interface ConvolutionShape {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly stride: number;
}

interface BlockShape {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: number;
  readonly convolutions: readonly ConvolutionShape[];
  readonly shortcut: 'identity' | Shortcut;
}

function blockShape(
  { block, widths, shortcut }: Architecture,
  stage: number,
  stride: number,
  inChannels: number,
): BlockShape {
  const width = widths[stage] ?? 0;
  const outChannels = block === 'basic' ? width : 4 * width;
  const convolutions: ConvolutionShape[] =
    block === 'basic'
      ? [
          { kernelSize: 3, inChannels, outChannels, stride },
          { kernelSize: 3, inChannels: outChannels, outChannels, stride: 1 },
        ]
      : [
          { kernelSize: 1, inChannels, outChannels: width, stride: 1 },
          { kernelSize: 3, inChannels: width, outChannels: width, stride },
          { kernelSize: 1, inChannels: width, outChannels, stride: 1 },
        ];
  const isIdentity = stride === 1 && outChannels === inChannels;
  return { inChannels, outChannels, stride, convolutions, shortcut: isIdentity ? 'identity' : shortcut };
}

function residualBlock(stage: string, index: number, input: string, shape: BlockShape): Block {
  const name = `${stage}.${index}`;
  const main = mainPath(name, input, shape.convolutions);
  const skip = shortcutPath(`${name}.downsample`, input, shape);
  const output = `${name}.relu_${shape.convolutions.length - 1}`;
  const sum: Layer[] = [
    { kind: 'add', name: `${name}.add`, inputs: [main.at(-1)?.name ?? input, skip.at(-1)?.name ?? input] },
    { kind: 'relu', name: output, inputs: [`${name}.add`] },
  ];
  return { name, stage, layers: [...main, ...skip, ...sum], output, shortcut: shape.shortcut };
}

/** Convolutions, each with its batch norm, and a ReLU between one and the next. */
function mainPath(block: string, input: string, convolutions: readonly ConvolutionShape[]): Layer[] {
  const relu = (index: number) => (index === 0 ? `${block}.relu` : `${block}.relu_${index}`);
  return convolutions.flatMap((shape, index): Layer[] => {
    const conv = `${block}.conv${index + 1}`;
    const bn = `${block}.bn${index + 1}`;
    const normalised: Layer[] = [
      conv2d(conv, index === 0 ? input : relu(index - 1), shape),
      { kind: 'batchNorm', name: bn, inputs: [conv], channels: shape.outChannels },
    ];
    const isLast = index === convolutions.length - 1;
    return isLast ? normalised : [...normalised, { kind: 'relu', name: relu(index), inputs: [bn] }];
  });
}

function shortcutPath(name: string, input: string, { shortcut, inChannels, outChannels, stride }: BlockShape): Layer[] {
  switch (shortcut) {
    case 'identity':
      return [];
    case 'subsample-and-pad':
      return [{ kind: 'subsampleAndPad', name, inputs: [input], stride, outChannels }];
    case 'projection':
      return [
        conv2d(`${name}.0`, input, { kernelSize: 1, inChannels, outChannels, stride }),
        { kind: 'batchNorm', name: `${name}.1`, inputs: [`${name}.0`], channels: outChannels },
      ];
  }
}

/** A convolution whose padding keeps the size, but for the stride. */
function conv2d(name: string, input: string, shape: ConvolutionShape): Conv2dLayer {
  return { kind: 'conv2d', name, inputs: [input], ...shape, padding: (shape.kernelSize - 1) / 2 };
}

function outputOf(blocks: readonly Block[]): string {
  return blocks.at(-1)?.output ?? inputName;
}

function moduleAliases(blocks: readonly Block[]): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const { name, stage, layers, output, shortcut } of blocks) {
    aliases.set(name, output);
    // The last block of a stage comes last: its output is the stage's.
    aliases.set(stage, output);
    const projection = shortcut === 'projection' ? layers.at(-3) : undefined;
    if (projection) aliases.set(`${name}.downsample`, projection.name);
  }
  return aliases;
}
