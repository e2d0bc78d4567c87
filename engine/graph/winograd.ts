/**
 * Puts Winograd's algorithm in the place of 3 x 3 convolutions where it is faster: those of stride 1 whose weights never
 * change, so that they are transformed once, and no gradient is asked of what is put in. A training step's convolutions
 * that learn stay as they are: there it would take four launches where one does.
 *
 * Whether it is faster does not depend on the batch: the same layer has the same rounding in every pass, unless a batch is
 * so large that its patches fit no binding.
 */

import { conv2d, type Conv2dAttributes } from '../ops/conv2d.js';
import { winogradInput, winogradOutput, winogradProduct, winogradWeight } from '../ops/winograd.js';
import type { Target } from './dispatch.js';
import { Graph, type Node } from './graph.js';

/** A new graph with the same values by name. */
export function useWinograd(graph: Graph, target: Target): Graph {
  const nodes = new Set(graph.nodes.filter((node) => isFaster(node, target)));
  if (nodes.size === 0) return graph;
  const result = Graph.withValuesOf(graph);
  for (const node of graph.nodes) {
    if (nodes.has(node)) addWinograd(result, node as Node<Conv2dAttributes>);
    else
      result.add(
        node.op,
        node.name,
        node.inputs.map(({ name }) => result.value(name)),
        node.attributes,
      );
  }
  return result;
}

function addWinograd(graph: Graph, { name, inputs, outputs, attributes }: Node<Conv2dAttributes>): void {
  const [x, weight, ...operands] = inputs.map((input) => graph.value(input.name));
  if (!x || !weight) return;
  const [u] = graph.add(winogradWeight, `${name}.winogradWeight`, [weight], {});
  const [v] = graph.add(winogradInput, `${name}.winogradInput`, [x], {});
  const [products] = graph.add(winogradProduct, `${name}.winogradProduct`, [v, u], {});
  const { epilogue } = attributes;
  graph.add(winogradOutput, name, [products, ...operands], { shape: outputs[0]?.shape ?? [], epilogue });
}

interface Least {
  /** Of input and of output. */
  readonly channels: number;
  /** Pixels of an image: with fewer, the transformed weights are what has to be read. */
  readonly pixels: number;
}

/**
 * A pixel and a channel cost five numbers of traffic more on either side, where 20 multiplications are saved for each
 * channel of the other. On SwiftShader measured, see NOTES.md; on GPUs reasoned, none measured: of 64 channels, 1,280
 * multiplications are saved for some 40 bytes, which is more than any GPU does in their time.
 */
const least: Readonly<Record<Target['kind'], Least>> = {
  software: { channels: 32, pixels: 64 },
  gpu: { channels: 64, pixels: 196 },
};

function isFaster({ op, attributes, inputs, outputs }: Node, { kind, maxBindingBytes }: Target): boolean {
  if (op !== conv2d) return false;
  const { stride, padding, dilation, groups } = attributes as Conv2dAttributes;
  const [x, weight] = inputs;
  const [kernelH, kernelW, inChannels = 0, outChannels = 0] = weight?.shape ?? [];
  const [batch = 0, height = 0, width = 0] = outputs[0]?.shape ?? [];
  const isThreeByThree = kernelH === 3 && kernelW === 3 && stride === 1 && padding === 1 && dilation === 1;
  const fitsIn = 16 * Math.max(inChannels, outChannels) * batch * height * width <= maxBindingBytes;
  return (
    isThreeByThree &&
    groups === 1 &&
    weight?.kind === 'parameter' &&
    x !== undefined &&
    inChannels % 4 === 0 &&
    outChannels % 4 === 0 &&
    Math.min(inChannels, outChannels) >= least[kind].channels &&
    height * width >= least[kind].pixels &&
    fitsIn
  );
}
