/** Holds a shortcut without parameters against the family's: every second pixel, channels of zeros on both sides. */

import { misfit, type Graph } from './onnx-graph.js';
import type { OnnxNode } from './onnx-model.js';
import type { ShortcutPath } from './resnet-structure.js';

interface Expectation {
  readonly stride: number;
  readonly inChannels: number | undefined;
  readonly outChannels: number | undefined;
}

/** x[:, :, ::stride, ::stride], in one slice or one an axis, and as many channels of zeros before as after it. */
export function checkSubsampleAndPad(
  graph: Graph,
  { slices, pad }: Extract<ShortcutPath, { kind: 'subsample-and-pad' }>,
  { stride, inChannels = 0, outChannels = 0 }: Expectation,
): void {
  const steps = stepsOf(graph, slices).join(', ');
  const wantedSteps = `1, 1, ${stride}, ${stride}`;
  if (steps !== wantedSteps) throw misfit(graph.file, slices.at(-1) ?? pad, `steps ${wantedSteps}`, `steps ${steps}`);
  const side = (outChannels - inChannels) / 2;
  const wantedPads = `pads [0, ${side}, 0, 0, 0, ${side}, 0, 0]`;
  const pads = graph.integers(pad, 1, 'pads');
  const found = pads ? `pads [${pads.join(', ')}]` : 'pads that are computed';
  if (found !== wantedPads || !isOfZeros(graph, pad)) throw misfit(graph.file, pad, `${wantedPads} of zeros`, found);
}

/** By axis; every slice must take the whole of its axes. */
function stepsOf(graph: Graph, slices: readonly OnnxNode[]): number[] {
  const steps = [1, 1, 1, 1];
  for (const slice of slices) {
    const [starts = [], ends = [], axes, ownSteps] = ['starts', 'ends', 'axes', 'steps'].map((name, index) =>
      graph.integers(slice, index + 1, name),
    );
    const isWhole =
      starts.length > 0 && starts.every((start) => start === 0) && ends.every((end) => end >= 2 ** 31 - 1);
    if (!isWhole) throw misfit(graph.file, slice, 'a slice from the first pixel to the last', 'another');
    starts.forEach((_, index) => {
      const axis = axes?.[index] ?? index;
      steps[axis] = (steps[axis] ?? 1) * (ownSteps?.[index] ?? 1);
    });
  }
  return steps;
}

/** The number that a padding is of is an input, or was an attribute; left out, it is zero. */
function isOfZeros(graph: Graph, pad: OnnxNode): boolean {
  const mode = pad.attributes.get('mode');
  const value = pad.attributes.get('value');
  const isConstant = mode?.kind !== 'string' || mode.value === 'constant';
  const isZero = value?.kind !== 'float' || value.value === 0;
  const content = graph.constant(pad, 2)?.content;
  const isInputZero = content === undefined ? (pad.inputs[2] ?? '') === '' : isAllZeros(content);
  return isConstant && isZero && isInputZero;
}

function isAllZeros(content: { readonly kind: string; readonly bytes?: Uint8Array }): boolean {
  return content.bytes?.every((byte) => byte === 0) === true;
}
