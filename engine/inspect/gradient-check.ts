/**
 * A check of the gradients on the user's own adapter. For each parameter tensor w, with the gradient g that the engine
 * computes of the mean loss L over a seeded batch, and a direction d of length 1:
 *
 *     computed = sum of g d                numeric = (L(w + h d) - L(w - h d)) / 2h
 *
 * Two directions are taken: along the gradient, where a wrong size or sign shows, and at random, where it shows if the
 * loss falls along something that the gradient knows nothing of.
 *
 * The numeric one is wrong itself: for a long step by curvature (ReLUs that switch on the way are left out, see
 * loss-probe.ts), for a short one by the rounding of a loss in float32, about 1e-6 of it. So h begins where the loss
 * changes by 1 %, and is cut to a third until both agree or rounding drowns the difference. They agree within 1 % of the
 * gradient's length, and rounding over h; a gradient that is 3 % too long agrees at no step.
 */

import { randomNormal } from '../core/random.js';
import type { Shape } from '../core/shape.js';
import { layersIn } from '../models/find-layer.js';
import { parametersOf, type Network } from '../models/layer.js';
import type { Model } from '../model.js';
import { roundOfName } from '../weights/initialise.js';
import { LossProbe, type Differentiate } from './loss-probe.js';

export interface GradientCheckOptions {
  /** A layer or module; every layer where absent. */
  readonly layer?: string | undefined;
  readonly batchSize?: number | undefined;
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How gradients are computed; the engine's own way unless a test says otherwise. */
  readonly differentiate?: Differentiate | undefined;
}

export interface DirectionCheck {
  readonly computed: number;
  readonly numeric: number;
  /** How far they may be apart. */
  readonly allowed: number;
}

export interface TensorCheck {
  readonly name: string;
  /** As on the GPU: convolutions [KH, KW, I, O]. */
  readonly shape: Shape;
  /** Of the gradient. */
  readonly length: number;
  readonly along: DirectionCheck;
  readonly random: DirectionCheck;
  readonly passes: boolean;
}

/** The part of the gradient's length by which computed and numeric may differ. */
export const gradientTolerance = 0.01;

/** The change of the loss between the two points, relative to it. */
const wantedChange = 1e-2;
/** Rounding of the loss, relative to it. */
const rounding = 1e-6;
/** Steps that are tried, each a third of the one before. */
const mostSteps = 5;
/** The longest step, relative to the tensor's own length, and for tensors of zeros. */
const longestStep = 0.02;

/**
 * Checks tensor after tensor, in the order of the network.
 * @throws ThawError that offers near names for a layer that is not there; the signal's reason when it aborts.
 */
export async function* checkGradients(
  model: Model,
  { layer, batchSize = 4, seed = 0, signal, differentiate }: GradientCheckOptions = {},
): AsyncGenerator<TensorCheck, void> {
  const names = tensorsOf(model.network, layer);
  const probe = await LossProbe.create(model, { batchSize, seed, differentiate });
  try {
    const { loss, gradients } = await probe.gradients();
    for (const name of names) {
      signal?.throwIfAborted();
      const gradient = gradients.get(name) ?? new Float32Array();
      yield await checkTensor(probe, name, gradient, { loss, seed });
    }
  } finally {
    probe.destroy();
  }
}

function tensorsOf(network: Network, layer: string | undefined): string[] {
  const layers = layer === undefined ? network.layers : layersIn(network, layer);
  const parameters = layers.flatMap(parametersOf);
  return parameters.filter(({ role }) => role !== 'buffer').map(({ name }) => name);
}

async function checkTensor(
  probe: LossProbe,
  name: string,
  gradient: Float32Array,
  { loss, seed }: { readonly loss: number; readonly seed: number },
): Promise<TensorCheck> {
  const length = lengthOf(gradient);
  const noise = Float64Array.from(gradient, (_, index) => randomNormal(seed, 'test', index, roundOfName(name)));
  const weight = lengthOf(probe.weights(name));
  const longest = longestStep * Math.max(weight, Math.sqrt(gradient.length) / 10);
  const step = Math.min(longest, (wantedChange * loss) / (2 * Math.max(length, 1e-12)));
  const check = (direction: Float64Array) => checkDirection(probe, name, gradient, { direction, step, loss, length });
  const along = await check(unit(length > 0 ? Float64Array.from(gradient) : noise));
  const random = await check(unit(noise));
  return { name, shape: probe.shape(name), length, along, random, passes: agrees(along) && agrees(random) };
}

interface DirectionOptions {
  readonly direction: Float64Array;
  readonly step: number;
  readonly loss: number;
  readonly length: number;
}

async function checkDirection(
  probe: LossProbe,
  name: string,
  gradient: Float32Array,
  { direction, step, loss, length }: DirectionOptions,
): Promise<DirectionCheck> {
  const computed = gradient.reduce((sum, value, index) => sum + value * (direction[index] ?? 0), 0);
  const margin = gradientTolerance * length;
  let found: DirectionCheck | undefined;
  for (let count = 0, h = step; count < mostSteps; count++, h /= 3) {
    const drowned = (rounding * loss) / h;
    if (found && drowned > margin) break;
    const [ahead, behind] = [await probe.lossAt(name, direction, h), await probe.lossAt(name, direction, -h)];
    const tried = { computed, numeric: (ahead - behind) / (2 * h), allowed: margin + drowned };
    if (!found || distance(tried) < distance(found)) found = tried;
    if (agrees(found)) break;
  }
  return found ?? { computed, numeric: NaN, allowed: 0 };
}

function distance({ computed, numeric }: DirectionCheck): number {
  return Math.abs(computed - numeric);
}

function agrees(check: DirectionCheck): boolean {
  return distance(check) <= check.allowed;
}

function lengthOf(numbers: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < numbers.length; index++) sum += (numbers[index] ?? 0) ** 2;
  return Math.sqrt(sum);
}

function unit(direction: Float64Array): Float64Array {
  const length = lengthOf(direction);
  return direction.map((value) => value / length);
}
