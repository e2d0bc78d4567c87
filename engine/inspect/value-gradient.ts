/**
 * Gradients of what a network finds in one picture: of a logit, or of a channel of any layer, with respect to the values
 * of any layer before it, or to the picture itself. The network runs in evaluation, its batch norms folded.
 */

import { Session } from '../gpu/session.js';
import { differentiate } from '../graph/autodiff.js';
import { fuse } from '../graph/fuse.js';
import { Graph } from '../graph/graph.js';
import { compile } from '../graph/plan.js';
import type { Model } from '../model.js';
import { findLayer } from '../models/find-layer.js';
import { buildForward } from '../models/forward.js';
import { inputName } from '../models/layer.js';
import type { Preprocessing } from '../models/model.js';
import type { Tensor } from '../weights/tensor.js';

export interface GradientLayers {
  /** The layer whose values are asked about; the logits where absent. */
  readonly of?: string | undefined;
  /** The layer with respect to which; the picture where absent. */
  readonly at?: string | undefined;
}

/** NHWC, as the layers have them. */
export interface ValueGradient {
  /** Of the layer that is asked about. */
  readonly output: Tensor;
  /** Of the layer with respect to which. */
  readonly values: Tensor;
  readonly gradient: Tensor;
}

const upstreamName = 'upstream gradient';

export class ValueGradients {
  private constructor(
    readonly model: Model,
    readonly graph: Graph,
    readonly session: Session,
    readonly names: Readonly<Record<'output' | 'values' | 'gradient', string>>,
  ) {}

  /** @throws ThawError that offers near names for a layer that is not there, or where one does not lead to the other. */
  static async create(model: Model, { of, at = inputName }: GradientLayers = {}): Promise<ValueGradients> {
    const { network, device, description } = model;
    const { crop } = description.preprocessing;
    const output = of === undefined ? (network.layers.at(-1)?.name ?? '') : findLayer(network, of);
    const values = at === inputName ? at : findLayer(network, at);
    const described = new Graph();
    buildForward(described, described.input(inputName, [1, crop, crop, 4]), network);
    const upstream = described.input(upstreamName, described.value(output).shape);
    const wanted = described.value(values);
    const found = differentiate(described, new Map([[described.value(output), upstream]]), [wanted], device.target);
    const names = { output, values, gradient: found.get(wanted)?.name ?? '' };
    const kept = Object.values(names).filter((name) => name !== inputName);
    const graph = fuse(described, new Set(kept));
    const keep = kept.map((name) => graph.value(name));
    const plan = compile(graph, { target: device.target, keep, external: model.placements });
    const title = `gradient of ${output} at ${values} of ${description.name}`;
    return new ValueGradients(model, graph, await Session.create(device, title, plan, model.arenas), names);
  }

  /**
   * @param picture [1, S, S, 4] normalised, the fourth channel 0 (see `normalised`).
   * @param upstreamOf for each value of the layer that is asked about, how much of it is asked for: 1 for one logit.
   */
  async of(picture: Float32Array<ArrayBuffer>, upstreamOf: (index: number) => number): Promise<ValueGradient> {
    const { graph, session, names } = this;
    const upstream = graph.value(upstreamName);
    const count = upstream.shape.reduce((product, size) => product * size, 1);
    session.write(graph.value(inputName), picture);
    session.write(
      upstream,
      Float32Array.from({ length: count }, (_, index) => upstreamOf(index)),
    );
    const isOfPicture = names.values === inputName;
    const read = isOfPicture ? [names.output, names.gradient] : [names.output, names.gradient, names.values];
    const found = await session.runAndRead(...read.map((name) => graph.value(name)));
    const tensor = (name: string, data = new Float32Array()): Tensor => ({ shape: graph.value(name).shape, data });
    return {
      output: tensor(names.output, found[0]),
      gradient: tensor(names.gradient, found[1]),
      values: tensor(names.values, isOfPicture ? picture : found[2]),
    };
  }

  destroy(): void {
    this.session.destroy();
  }
}

/** RGBA bytes [S, S, 4] as the network takes them: (value / 255 - mean) / std, and 0 in the fourth channel. */
export function normalised(
  pixels: Uint8Array,
  { mean, std }: Pick<Preprocessing, 'mean' | 'std'>,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(pixels, (byte, index) => {
    const channel = index % 4;
    return channel === 3 ? 0 : (byte / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
}
