/**
 * The ResNet family: from an architecture to its layers, named as torchvision names them.
 *
 *     stem:   convolution, batch norm, ReLU, up to three times (ImageNet: max pool)
 *     block:  x -> convolution, batch norm, ReLU, … convolution, batch norm -> + shortcut(x) -> ReLU
 *     head:   global average pool, linear
 *
 * A bottleneck's stride is that of its 3x3 convolution, as in torchvision (the paper has it in the first 1x1). What
 * torchvision does not have (deep stems, shortcuts that pool) is named as timm names it.
 */

import type { Architecture, Shortcut } from './architecture.js';
import { inputName, parametersOf, type Block, type Conv2dLayer, type Layer, type Network } from './layer.js';

/** The network of an architecture, as plain data. */
export function resnet(architecture: Architecture): Network {
  const blocks = [stem(architecture)];
  let channels = architecture.stemWidths.at(-1) ?? 0;
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

function stem({ stem: kind, stemWidths }: Architecture): Block {
  const [last, isImagenet] = [stemWidths.length - 1, kind === 'imagenet'];
  const shapes = stemWidths.map((outChannels, index) => ({
    kernelSize: isImagenet && last === 0 ? 7 : 3,
    inChannels: stemWidths[index - 1] ?? 3,
    outChannels,
    stride: isImagenet && index === 0 ? 2 : 1,
  }));
  // A deep stem is one module, conv1, of all but its last batch norm: conv1.0, conv1.1 (batch norm), conv1.2 (ReLU), …
  const place = (index: number, part: number) => (last === 0 ? 'conv1' : `conv1.${3 * index + part}`);
  const names = (index: number) => ({
    conv: place(index, 0),
    bn: index === last ? 'bn1' : place(index, 1),
    relu: index === last ? 'relu' : place(index, 2),
  });
  const layers: Layer[] = [...convolutions(inputName, shapes, names), relu('relu', 'bn1')];
  if (!isImagenet) return { name: 'stem', stage: 'stem', layers, output: 'relu', shortcut: 'none' };
  const pool = { kind: 'maxPool2d', name: 'maxpool', inputs: ['relu'], kernelSize: 3, stride: 2, padding: 1 } as const;
  return { name: 'stem', stage: 'stem', layers: [...layers, pool], output: 'maxpool', shortcut: 'none' };
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
  readonly groups?: number;
}

interface BlockShape {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: number;
  readonly convolutions: readonly ConvolutionShape[];
  readonly shortcut: 'identity' | Shortcut;
}

function blockShape(
  { block, widths, outWidths, groups, shortcut }: Architecture,
  stage: number,
  stride: number,
  inChannels: number,
): BlockShape {
  const [width, outChannels] = [widths[stage] ?? 0, outWidths[stage] ?? 0];
  const convolutions: ConvolutionShape[] =
    block === 'basic'
      ? [
          { kernelSize: 3, inChannels, outChannels: width, stride },
          { kernelSize: 3, inChannels: width, outChannels, stride: 1 },
        ]
      : [
          { kernelSize: 1, inChannels, outChannels: width, stride: 1 },
          { kernelSize: 3, inChannels: width, outChannels: width, stride, groups },
          { kernelSize: 1, inChannels: width, outChannels, stride: 1 },
        ];
  const isIdentity = stride === 1 && outChannels === inChannels;
  return { inChannels, outChannels, stride, convolutions, shortcut: isIdentity ? 'identity' : shortcut };
}

function residualBlock(stage: string, index: number, input: string, shape: BlockShape): Block {
  const name = `${stage}.${index}`;
  const reluName = (position: number) => (position === 0 ? `${name}.relu` : `${name}.relu_${position}`);
  const main = convolutions(input, shape.convolutions, (position) => ({
    conv: `${name}.conv${position + 1}`,
    bn: `${name}.bn${position + 1}`,
    relu: reluName(position),
  }));
  const skip = shortcutPath(`${name}.downsample`, input, shape);
  const output = reluName(shape.convolutions.length - 1);
  const sum: Layer[] = [
    { kind: 'add', name: `${name}.add`, inputs: [main.at(-1)?.name ?? input, skip.at(-1)?.name ?? input] },
    relu(output, `${name}.add`),
  ];
  return { name, stage, layers: [...main, ...skip, ...sum], output, shortcut: shape.shortcut };
}

function shortcutPath(name: string, input: string, { shortcut, inChannels, outChannels, stride }: BlockShape): Layer[] {
  const shape = { kernelSize: 1, inChannels, outChannels };
  switch (shortcut) {
    case 'identity':
      return [];
    case 'subsample-and-pad':
      return [{ kind: 'subsampleAndPad', name, inputs: [input], stride, outChannels }];
    case 'projection':
      return convolutions(input, [{ ...shape, stride }], () => ({ conv: `${name}.0`, bn: `${name}.1` }));
    case 'pooled-projection': {
      // Where there is nothing to pool, an identity keeps the pool's place in the names.
      const pool: Layer[] = stride > 1 ? [averagePool(`${name}.0`, input, stride)] : [];
      const from = pool[0]?.name ?? input;
      const projection = convolutions(from, [{ ...shape, stride: 1 }], () => ({ conv: `${name}.1`, bn: `${name}.2` }));
      return [...pool, ...projection];
    }
  }
}

/** Convolutions, each with its batch norm, and a ReLU between one and the next. */
function convolutions(
  input: string,
  shapes: readonly ConvolutionShape[],
  namesOf: (index: number) => { readonly conv: string; readonly bn: string; readonly relu?: string },
): Layer[] {
  return shapes.flatMap((shape, index): Layer[] => {
    const { conv, bn, relu: reluName } = namesOf(index);
    const normalised: Layer[] = [
      conv2d(conv, index === 0 ? input : (namesOf(index - 1).relu ?? input), shape),
      { kind: 'batchNorm', name: bn, inputs: [conv], channels: shape.outChannels },
    ];
    const isLast = index === shapes.length - 1;
    return isLast || reluName === undefined ? normalised : [...normalised, relu(reluName, bn)];
  });
}

/** A convolution whose padding keeps the size, but for the stride. */
function conv2d(name: string, input: string, shape: ConvolutionShape): Conv2dLayer {
  return { kind: 'conv2d', name, inputs: [input], groups: 1, ...shape, padding: (shape.kernelSize - 1) / 2 };
}

function relu(name: string, input: string): Layer {
  return { kind: 'relu', name, inputs: [input] };
}

function averagePool(name: string, input: string, size: number): Layer {
  return { kind: 'avgPool2d', name, inputs: [input], kernelSize: size, stride: size };
}

function outputOf(blocks: readonly Block[]): string {
  return blocks.at(-1)?.output ?? inputName;
}

function moduleAliases(blocks: readonly Block[]): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const { name, stage, layers, output } of blocks) {
    // Modules made of layers: the last layer of each comes last.
    for (const layer of layers) {
      const [module] = /^(?:conv1|.*\.downsample)(?=\.)/.exec(layer.name) ?? [];
      if (module !== undefined) aliases.set(module, layer.name);
    }
    aliases.set(name, output);
    // The last block of a stage comes last: its output is the stage's.
    aliases.set(stage, output);
  }
  return aliases;
}
