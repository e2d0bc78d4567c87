/**
 * Which network of the ResNet family a state dict belongs to, told from its names and shapes alone: blocks are counted in
 * the names, widths and groups are read from the shapes, the stem and the shortcuts show in both.
 */

import { ThawError } from '../core/errors.js';
import { printShape, sizeOf } from '../core/shape.js';
import { architecture, architectureOf, familyNames, type Architecture, type Form } from '../models/architecture.js';
import { foreignTensors, foreignTitle } from './foreign.js';
import type { Tensor, Tensors } from './tensor.js';

/** torchvision's names, and timm's for deep stems and shortcuts that pool. */
const grammar =
  /^(?:conv1(?:\.\d)?|bn1|layer[1-9]\.\d{1,3}\.(?:conv[123]|bn[123]|downsample\.[012])|fc)\.(?:weight|bias|running_mean|running_var|num_batches_tracked)$/;

/**
 * The architecture whose weights these are.
 * @param tensors by torchvision's names.
 * @param stated the member that the file itself names, if it does: then damage is held against that one.
 * @throws ThawError that names the first tensor that does not fit, or the first that is not there.
 */
export function recognise(tensors: Tensors, file: string, stated = ''): Architecture {
  const remedy = foreignTitle(stated) ?? foreignTitle(file);
  if (remedy !== undefined) {
    throw new ThawError({ operation: file, got: 'another network by its name', expected: 'a ResNet', remedy });
  }
  const classCount = tensors.get('fc.weight')?.shape[0];
  if (familyNames.includes(stated)) return architecture(stated, { shortcut: shortcutOf(tensors), classCount });
  return architectureOf(observe(tensors, file), classCount);
}

/** The form that the tensors speak of. Whether all of them have its shapes is for match.ts to say. */
function observe(tensors: Tensors, file: string): Form {
  const names = [...tensors.keys()];
  const shapeOf = (module: string) => convolutionShape(tensors, file, `${module}.weight`);
  const stem = tensors.has('conv1.0.weight') ? ['conv1.0', 'conv1.3', 'conv1.6'] : ['conv1'];
  const stemShapes = stem.map(shapeOf);
  const isBottleneck = names.some((name) => /^layer\d\.\d+\.conv3\.weight$/.test(name));
  const blocks = countBlocks(names);
  const [width, depth] = shapeOf('layer1.0.conv2');
  const widthsOf = (conv: string) => blocks.map((_, stage) => shapeOf(`layer${stage + 1}.0.${conv}`)[0]);
  return {
    stem: stem.length > 1 || stemShapes[0]?.[2] === 7 ? 'imagenet' : 'cifar',
    stemWidths: stemShapes.map(([outputs]) => outputs),
    block: isBottleneck ? 'bottleneck' : 'basic',
    blocks,
    widths: widthsOf('conv1'),
    outWidths: widthsOf(isBottleneck ? 'conv3' : 'conv2'),
    groups: isBottleneck ? Math.round(width / depth) : 1,
    shortcut: shortcutOf(tensors),
  };
}

/** Blocks of each stage, by their largest number. */
function countBlocks(names: readonly string[]): number[] {
  const blocks: number[] = [];
  for (const name of names) {
    const [, stage, index] = /^layer([1-9])\.(\d{1,3})\./.exec(name) ?? [];
    if (stage === undefined) continue;
    const position = Number(stage) - 1;
    blocks[position] = Math.max(blocks[position] ?? 0, Number(index) + 1);
  }
  return Array.from(blocks, (count: number | undefined) => count ?? 0);
}

/** A pool has no tensors: where a shortcut begins with one, its convolution has the second place. */
function shortcutOf(tensors: Tensors): Form['shortcut'] {
  const isConvolution = (name: string, { shape }: Tensor) =>
    shape.length === 4 && /\.downsample\.[01]\.weight$/.test(name);
  const names = [...tensors].flatMap(([name, tensor]) => (isConvolution(name, tensor) ? [name] : []));
  if (names.length === 0) return 'subsample-and-pad';
  return names.every((name) => name.endsWith('.1.weight')) ? 'pooled-projection' : 'projection';
}

/** [O, I / groups, KH, KW]. Throws where there is no such convolution. */
function convolutionShape(tensors: Tensors, file: string, name: string): [number, number, number, number] {
  const shape = tensors.get(name)?.shape;
  if (!shape) refuse(tensors, file, name);
  const [outputs = 0, inputs = 0, height = 0, width = 0] = shape;
  if (shape.length === 4 && sizeOf(shape) > 0) return [outputs, inputs, height, width];
  const expected = 'the weight of a convolution, [O, I, KH, KW]';
  throw new ThawError({ operation: file, got: `${name} ${printShape(shape)}`, expected });
}

/** Where a tensor is missing: names the first one that no network of the family has, if there is one. */
function refuse(tensors: Tensors, file: string, missing: string): never {
  const names = [...tensors.keys()];
  const other = [...tensors].find(([name]) => !grammar.test(name));
  const found = other ? `"${other[0]}" ${printShape(other[1].shape)}` : `no ${missing}`;
  throw new ThawError({
    operation: file,
    got: names.length === 0 ? 'no weights' : found,
    expected: 'the tensors of a ResNet: conv1.weight, layer1.0.conv1.weight, … fc.weight',
    remedy:
      foreignTensors(names) ?? 'Names may be those of torchvision, timm, Hugging Face transformers or CIFAR scripts.',
  });
}
