/**
 * A model on the GPU: what it is (a description) and where its parameters are (arenas). A retrained model shares the
 * arenas of the model it came from and owns those of what was trained; of two arenas with a tensor of the same name the
 * later counts.
 */

import { ThawError } from './core/errors.js';
import { Arena } from './gpu/arena.js';
import type { Device } from './gpu/device.js';
import type { Placement } from './graph/memory.js';
import type { Network } from './models/layer.js';
import type { ModelDescription } from './models/model.js';
import { choosePreprocessing, type PreprocessingChoice } from './models/preprocessing-rules.js';
import { resnet } from './models/resnet.js';
import type { DescribedWeights } from './weights/head.js';
import { pack, packedShape, unpackAll } from './weights/pack.js';
import type { LoadReport } from './weights/report.js';
import type { Tensors } from './weights/tensor.js';

export class Model {
  readonly arenas: readonly Arena[];
  readonly placements: ReadonlyMap<string, Placement>;
  readonly network: Network;

  constructor(
    readonly device: Device,
    readonly description: ModelDescription,
    /** Freed with the model. */
    readonly own: readonly Arena[],
    /** Of the model that it came from, which outlives it. */
    shared: readonly Arena[] = [],
    /** Of the file that it was loaded from, if it was. */
    readonly report?: LoadReport,
  ) {
    this.arenas = [...shared, ...own];
    this.placements = new Map(this.arenas.flatMap((arena) => [...arena.placements]));
    this.network = resnet(description.architecture);
  }

  /** Uploads tensors whose names and shapes were checked, packed for the kernels. */
  static async upload(
    device: Device,
    description: ModelDescription,
    tensors: Tensors,
    report?: LoadReport,
  ): Promise<Model> {
    const arena = await Arena.create(device, 'parameters', packedShapes(tensors));
    for (const [name, { shape, data }] of tensors) arena.write(name, pack(shape, data));
    return new Model(device, description, [arena], [], report);
  }

  /** The names of the tensors that are this model's alone. */
  get ownNames(): readonly string[] {
    return this.own.flatMap((arena) => [...arena.placements.keys()]);
  }

  /** This model with the tensors of other arenas in the place of its own: what a training run ends with. */
  with(description: ModelDescription, arenas: readonly Arena[]): Model {
    return new Model(this.device, description, arenas, this.arenas);
  }

  /** This model fed in another way. It takes this one's place: it owns what this one owned. */
  fedBy(choice: PreprocessingChoice): Model {
    const shared = this.arenas.filter((arena) => !this.own.includes(arena));
    return new Model(this.device, choosePreprocessing(this.description, choice), this.own, shared, this.report);
  }

  /** What it is, and its weights, read back from the GPU. */
  async read(): Promise<DescribedWeights> {
    return { description: this.description, weights: await this.readTensors() };
  }

  /** Every parameter and running statistic in PyTorch's layout and order, read back from the GPU. */
  async readTensors(): Promise<Tensors> {
    const packed = new Map<string, Float32Array>();
    for (const arena of this.arenas) for (const [name, data] of await arena.readAll()) packed.set(name, data);
    return unpackAll(this.network.parameters, packed);
  }

  /** One tensor in the layout of the kernels (see pack.ts). Throws a `ThawError` where there is none of that name. */
  readPacked(tensor: string): Promise<Float32Array<ArrayBuffer>> {
    const arena = this.arenas.findLast(({ placements }) => placements.has(tensor));
    if (arena) return arena.read(tensor);
    throw new ThawError({ operation: this.description.name, got: `"${tensor}"`, expected: 'the name of a tensor' });
  }

  destroy(): void {
    this.own.forEach((arena) => arena.destroy());
  }
}

/** The shapes that tensors have on the GPU. */
export function packedShapes(tensors: Tensors): Map<string, readonly number[]> {
  return new Map([...tensors].map(([name, { shape }]) => [name, packedShape(shape)]));
}
