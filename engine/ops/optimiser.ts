/**
 * What optimisers have in common: one dispatch over the whole arena of trainable parameters, with a table that says of
 * each parameter where its gradient is, in how many slices, and at which multiples of the learning rate and the weight
 * decay it is trained.
 */

import { ceilDivide, printShape, sizeOf } from '../core/shape.js';
import type { Binding, Dispatch } from '../graph/dispatch.js';
import type { Value } from '../graph/graph.js';
import clipSource from '../../shaders/clip_scale.wgsl?raw';
import squaresSource from '../../shaders/gradient_squares.wgsl?raw';
import optimiserPart from '../../shaders/optimiser.wgsl?raw';
import stepPart from '../../shaders/optimiser_step.wgsl?raw';
import { assemble, type Constants } from './wgsl.js';

/** Numbers that share an owner: parameters begin at multiples of 256 bytes. */
export const blockNumbers = 64;

/** Enough to keep a large GPU busy; each invocation walks on through the arena in strides of the whole grid. */
const maxWorkgroups = 1024;
export const workgroupSize = 64;

/** The workgroups that walk an arena of so many numbers together, a vec4 for each invocation at a time. */
export function walkers(numbers: number): number {
  return Math.min(maxWorkgroups, ceilDivide(numbers / 4, workgroupSize));
}

/** Invocations of the first pass over the gradients' norm, and what the second has to sum. */
const squareCount = 1024;

const parts = { optimiser: optimiserPart, optimiser_step: stepPart };

/** One parameter, in numbers from the beginning of the arenas. */
export interface OptimiserEntry {
  readonly first: number;
  readonly count: number;
  readonly gradient: number;
  readonly slices: number;
  readonly stride: number;
  readonly rate: number;
  readonly decay: number;
}

/** What every pass over the gradients reads. */
export interface GradientTable {
  /** The whole arena. */
  readonly gradients: Value;
  /** u32 [blocks] */
  readonly owners: Value;
  /** [parameters, 7], u32 and f32 side by side. */
  readonly entries: Value;
}

export interface OptimiserValues extends GradientTable {
  /** The whole arena. */
  readonly parameters: Value;
  /** Arenas laid out as the parameters: what is kept from step to step. */
  readonly state: readonly Value[];
  /** The step's loss, or the scale of clipped gradients, at 0. */
  readonly control: Value;
  readonly isClipped: boolean;
  /** A uniform. */
  readonly settings: Value;
}

/** Words of an entry. */
export const entryWords = 7;

/** The bytes of `entries` for the kernels. */
export function packEntries(entries: readonly OptimiserEntry[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(entries.length * entryWords);
  const numbers = new Float32Array(words.buffer);
  entries.forEach(({ first, count, gradient, slices, stride, rate, decay }, index) => {
    words.set([first, count, gradient, slices, stride], index * entryWords);
    numbers.set([rate, decay], index * entryWords + 5);
  });
  return words;
}

/** Which parameter each block of 64 numbers belongs to. */
export function ownersOf(entries: readonly OptimiserEntry[], numbers: number): Uint32Array<ArrayBuffer> {
  const owners = new Uint32Array(ceilDivide(numbers, blockNumbers));
  entries.forEach(({ first, count }, index) => {
    owners.fill(index, first / blockNumbers, ceilDivide(first + count, blockNumbers));
  });
  return owners;
}

/** The dispatch that changes the parameters; `source` includes optimiser_step.wgsl. */
export function optimiserDispatch(
  name: string,
  source: string,
  constants: Constants,
  { parameters, gradients, owners, entries, state, control, isClipped, settings }: OptimiserValues,
): Dispatch {
  const numbers = sizeOf(parameters.shape);
  return {
    label: `${name} ${printShape(parameters.shape)}`,
    wgsl: assemble(source, { ...constants, NUMBERS: numbers, CLIP: isClipped }, parts),
    bindings: [
      ...reads(gradients, owners, entries, control),
      ...writes(parameters, ...state),
      { value: settings, access: 'uniform' },
    ],
    workgroups: [walkers(numbers), 1, 1],
  };
}

/**
 * Two dispatches that find the scale which clips the gradients of all parameters to a global norm.
 * @param numbers of the arena of parameters.
 * @param squares [1024], between the two.
 * @param totals the step's loss at 0.
 * @param clipping [2]: the scale and the norm.
 */
export function clipDispatches(
  { gradients, owners, entries }: GradientTable,
  numbers: number,
  clipNorm: number,
  { squares, totals, clipping }: Readonly<Record<'squares' | 'totals' | 'clipping', Value>>,
): readonly [Dispatch, Dispatch] {
  const COUNT = squareCount;
  return [
    {
      label: `squares of gradients ${printShape(gradients.shape)}`,
      wgsl: assemble(squaresSource, { COUNT, NUMBERS: numbers }, parts),
      bindings: [...reads(gradients, owners, entries), ...writes(squares)],
      workgroups: [squareCount / workgroupSize, 1, 1],
    },
    {
      label: `scale of gradients for a norm of ${clipNorm}`,
      wgsl: assemble(clipSource, { COUNT, CLIP_NORM: { f32: clipNorm } }),
      bindings: [...reads(squares, totals), ...writes(clipping)],
      workgroups: [1, 1, 1],
    },
  ];
}

/** What `clipDispatches` writes. */
export function clipValues(): { readonly squares: Value; readonly clipping: Value } {
  const value = (name: string, size: number): Value => ({ name, shape: [size], type: 'f32', kind: 'activation' });
  return { squares: value('squares of gradients', squareCount), clipping: value('clipping', 2) };
}

export function reads(...values: readonly Value[]): Binding[] {
  return values.map((value) => ({ value, access: 'read' }));
}

export function writes(...values: readonly Value[]): Binding[] {
  return values.map((value) => ({ value, access: 'write' }));
}
