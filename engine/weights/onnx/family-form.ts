/**
 * Holds what the operators of a residual network are told to do against what the family does, and names their tensors.
 * A state dict says nothing of strides, paddings and pools, so that what differs there would load and be wrong:
 *
 *     stem      7x7 of stride 2, or 3x3 of strides 2, 1, 1; 3x3 max pool of stride 2.  CIFAR: 3x3, no pool
 *     block     basic: 3x3, 3x3.  bottleneck: 1x1, 3x3 (perhaps in groups), 1x1
 *     stride    2 in the first block of every stage but the first: in the first 3x3, and in the shortcut
 *     padding   what keeps the size: (kernel - 1) / 2 on every side
 *
 * A stage begins with the first block, and with every block whose shortcut is not the identity.
 */

import { expectInt, expectInts, intOf } from './node-attributes.js';
import { misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode, OnnxTensor } from './onnx-model.js';
import { checkGlobalPool, checkMaxPool, checkShortcutPool, checkWindow } from './pool-form.js';
import type { ConvUnit, ResidualBlock, Structure } from './resnet-structure.js';
import { checkSubsampleAndPad } from './subsample-form.js';

/** A convolution and its batch norm with their names in a state dict: `layer1.0.conv1`, `layer1.0.bn1`. */
export interface NamedUnit extends ConvUnit {
  readonly convName: string;
  readonly batchNormName: string;
}

interface Place {
  readonly convName: string;
  readonly batchNormName: string;
  readonly kernelSize: number;
  readonly stride: number;
  readonly mayHaveGroups?: boolean;
  /** Of the stride, for the error. */
  readonly why?: string;
}

const strideIn3x3 = ': bottlenecks of the family halve the picture in their 3x3 convolution';

/**
 * The units of the network, named as torchvision and timm name them, in the order of the graph.
 * @throws ThawError that names the first node which does something else than in the family.
 */
export function nameUnits(graph: Graph, structure: Structure): NamedUnit[] {
  const units = placeStem(graph, structure).concat(placeBlocks(graph, structure.blocks));
  const halvings = units.filter(({ kernelSize, stride }) => kernelSize > 1 && stride === 2).length;
  if (structure.head) checkGlobalPool(graph, structure.head.pool, halvings + (structure.maxPool ? 1 : 0));
  return units;
}

type PlacedUnit = ConvUnit & Place;

function placeStem(graph: Graph, { stem, maxPool }: Structure): PlacedUnit[] {
  const [first] = stem;
  const isDeep = stem.length > 1;
  const isImagenet = isDeep || (first !== undefined && kernelOf(graph, first.conv).dimensions[2] === 7);
  if (maxPool && !isImagenet) throw misfit(graph.file, maxPool, 'a block after a stem of one 3x3 convolution');
  if (maxPool) checkMaxPool(graph, maxPool);
  else if (isImagenet && first) throw misfit(graph.file, first.conv, 'a max pool after this stem', 'none');
  return stem.map((unit, index) => {
    const isLast = index === stem.length - 1;
    return place(graph, unit, {
      convName: isDeep ? `conv1.${3 * index}` : 'conv1',
      batchNormName: isLast ? 'bn1' : `conv1.${3 * index + 1}`,
      kernelSize: isImagenet && !isDeep ? 7 : 3,
      stride: isImagenet && index === 0 ? 2 : 1,
    });
  });
}

function placeBlocks(graph: Graph, blocks: readonly ResidualBlock[]): PlacedUnit[] {
  const isPooled = blocks.some(({ shortcut }) => shortcut.kind === 'projection' && shortcut.pool);
  let stage = 0;
  let index = 0;
  return blocks.flatMap((block) => {
    const isFirst = stage === 0 || block.shortcut.kind !== 'identity';
    stage += isFirst ? 1 : 0;
    index = isFirst ? 0 : index + 1;
    const stride = isFirst && stage > 1 ? 2 : 1;
    const name = `layer${stage}.${index}`;
    return [...placeMain(graph, name, block, stride), ...placeShortcut(graph, name, block, stride, isPooled)];
  });
}

function placeMain(graph: Graph, block: string, { main }: ResidualBlock, stride: number): PlacedUnit[] {
  const isBottleneck = main.length === 3;
  const strided = isBottleneck ? 1 : 0;
  return main.map((unit, index) => {
    if (index > 2) throw misfit(graph.file, unit.conv, `the sum of ${block}, after two or three convolutions`);
    return place(graph, unit, {
      convName: `${block}.conv${index + 1}`,
      batchNormName: `${block}.bn${index + 1}`,
      kernelSize: isBottleneck && index !== strided ? 1 : 3,
      stride: index === strided ? stride : 1,
      mayHaveGroups: isBottleneck && index === strided,
      ...(isBottleneck && { why: strideIn3x3 }),
    });
  });
}

function placeShortcut(
  graph: Graph,
  block: string,
  { main, shortcut }: ResidualBlock,
  stride: number,
  isPooled: boolean,
): PlacedUnit[] {
  if (shortcut.kind === 'subsample-and-pad') {
    const [inChannels, outChannels] = [channelsOf(graph, main[0])?.inputs, channelsOf(graph, main.at(-1))?.outputs];
    checkSubsampleAndPad(graph, shortcut, { stride, inChannels, outChannels });
  }
  if (shortcut.kind !== 'projection') return [];
  const { pool, unit } = shortcut;
  if (pool) checkShortcutPool(graph, pool);
  // timm counts the pool, or the identity in its place where the stride is 1, as the first module of a shortcut.
  const first = isPooled ? 1 : 0;
  const names = { convName: `${block}.downsample.${first}`, batchNormName: `${block}.downsample.${first + 1}` };
  return [place(graph, unit, { ...names, kernelSize: 1, stride: pool ? 1 : stride })];
}

/** Gives a unit its place, once its convolution does what is done there. */
function place(graph: Graph, unit: ConvUnit, expected: Place): PlacedUnit {
  const { conv } = unit;
  const { convName, kernelSize, stride, mayHaveGroups, why } = expected;
  const size = kernelOf(graph, conv).dimensions[2] ?? 0;
  if (size !== kernelSize) {
    throw misfit(
      graph.file,
      conv,
      `one of ${kernelSize}x${kernelSize} as ${convName}`,
      `a ${size}x${size} convolution`,
    );
  }
  checkWindow(graph, conv, { kernelSize, stride, padding: (kernelSize - 1) / 2 }, why);
  expectInts(graph, conv, 'dilations', [1, 1], [1, 1]);
  if (!mayHaveGroups) expectInt(graph, conv, 'group', 1);
  return { ...unit, ...expected };
}

/** The weight of a convolution, [O, I / groups, K, K]. */
export function kernelOf(graph: Graph, conv: OnnxNode): OnnxTensor {
  const weight = graph.constant(conv, 1);
  const [outputs, inputs, height, width] = weight?.dimensions ?? [];
  if (weight?.dimensions.length !== 4 || !outputs || !inputs || !height || height !== width) {
    throw misfit(graph.file, conv, 'weights [O, I, K, K] that the file holds', 'others');
  }
  return weight;
}

function channelsOf(graph: Graph, unit: ConvUnit | undefined): { inputs: number; outputs: number } | undefined {
  if (!unit) return undefined;
  const [outputs = 0, inputs = 0] = kernelOf(graph, unit.conv).dimensions;
  return { inputs: inputs * intOf(unit.conv, 'group', 1), outputs };
}
