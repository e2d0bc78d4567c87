/**
 * A model as training changes it, phase after phase. The model that it came from stays as it is; tensors that differ
 * from it live in an arena of their own, which is what the retrained model owns in the end.
 */

import { Arena } from '../gpu/arena.js';
import { packedShapes, type Model } from '../model.js';
import type { ModelDescription } from '../models/model.js';
import { parametersOf } from '../models/layer.js';
import { pack } from '../weights/pack.js';
import type { Tensors } from '../weights/tensor.js';

let arenaCount = 0;

export class Lineage {
  #model: Model;
  #changed: Tensors = new Map();

  constructor(
    readonly root: Model,
    /** The model as it will be: the head has the data's classes. */
    readonly description: ModelDescription,
  ) {
    this.#model = root;
  }

  /** The model as it is now; the root itself while nothing has changed. */
  get model(): Model {
    return this.#model;
  }

  /** What differs from the root, in PyTorch's layout. */
  get changed(): Tensors {
    return this.#changed;
  }

  /** Takes new values of some tensors, in PyTorch's layout. */
  async change(tensors: Tensors): Promise<void> {
    const changed = new Map([...this.#changed, ...tensors]);
    // Graphs refer to arenas by name: a retrained model that is retrained again must not have one name twice.
    const arena = await Arena.create(this.root.device, `retrained ${(arenaCount += 1)}`, packedShapes(changed));
    for (const [name, { shape, data }] of changed) arena.write(name, pack(shape, data));
    this.destroy();
    this.#changed = changed;
    this.#model = this.root.with(this.description, [arena]);
  }

  /** The model to compute everything up to a boundary with: the root if nothing has changed there, so that caches serve. */
  prefixModel(boundary: string): Model {
    const { layers } = this.root.network;
    const prefix = layers.slice(0, layers.findIndex(({ name }) => name === boundary) + 1);
    const isChanged = prefix.flatMap(parametersOf).some(({ name }) => this.#changed.has(name));
    return isChanged ? this.#model : this.root;
  }

  /** Hands the model over as it is now; it owns what has changed from then on. */
  release(): Model {
    const model = this.#model === this.root ? this.root.with(this.description, []) : this.#model;
    this.#model = this.root;
    return model;
  }

  /** Gives back what has changed, unless it was handed over. */
  destroy(): void {
    if (this.#model !== this.root) this.#model.destroy();
    this.#model = this.root;
  }
}
