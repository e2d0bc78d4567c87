/**
 * A network that was trained, as it stood at any moment that was kept of its training. The weights of the moment that is
 * shown lie in one place on the GPU, and those of another are written over them.
 */

import { ThawError } from '../core/errors.js';
import { Arena } from '../gpu/arena.js';
import { packedShapes, type Model } from '../model.js';
import { pack } from '../weights/pack.js';
import type { Tensors } from '../weights/tensor.js';
import type { KeptMoment, Moment } from './moments.js';

export interface Course {
  /** What the training began with; it outlives what became of it. */
  readonly source: Model;
  /** All tensors before the first step, in PyTorch's layout. */
  readonly initial: Tensors;
  /** Between the first step and the end. */
  readonly kept: readonly KeptMoment[];
}

/** Steps that are done at a moment; `undefined` for the end. */
type Step = number | undefined;

export class TrainedNetwork {
  /** By moment, so that what is known of one is known when it is shown again. They share the place of their weights. */
  readonly #models = new Map<Step, Model>();
  #place: Promise<Arena> | undefined;
  #shown: Model;
  #last: Tensors | undefined;

  constructor(
    /** At the end of its training; owned from here on. */
    readonly end: Model,
    readonly course: Course,
  ) {
    this.#shown = end;
  }

  /** At the moment that is shown: the end, until another is. */
  get shown(): Model {
    return this.#shown;
  }

  /** From before the first step on; the end is none of them. */
  get moments(): readonly Moment[] {
    return [{ step: 0, epoch: 0 }, ...this.course.kept.map(({ step, epoch }) => ({ step, epoch }))];
  }

  /**
   * Shows the network as it stood after so many steps, or at the end.
   * @throws ThawError where that moment was not kept: the one that was shown stays.
   */
  async show(step: Step): Promise<void> {
    const tensors = await this.#tensorsAt(step);
    const place = await (this.#place ??= this.#makePlace(tensors));
    for (const [name, { shape, data }] of tensors) place.write(name, pack(shape, data));
    const known = this.#models.get(step) ?? this.course.source.with(this.end.description, [place]);
    this.#models.set(step, known);
    this.#shown = known;
  }

  destroy(): void {
    void this.#place?.then((place) => place.destroy());
    this.end.destroy();
  }

  /** Of every tensor that the training changed. */
  async #tensorsAt(step: Step): Promise<Tensors> {
    const { initial, kept } = this.course;
    this.#last ??= this.#changed(await this.end.readTensors());
    const then = step === undefined ? this.#last : kept.find((moment) => moment.step === step)?.tensors;
    if (!then && step !== 0) throw notKept(step, this.moments);
    return this.#changed(new Map([...initial, ...(then ?? [])]));
  }

  #changed(tensors: Tensors): Tensors {
    const names = new Set(this.end.ownNames);
    return new Map([...tensors].filter(([name]) => names.has(name)));
  }

  #makePlace(tensors: Tensors): Promise<Arena> {
    const { device, own } = this.end;
    return Arena.create(device, `${own[0]?.name ?? 'retrained'}, at a moment`, packedShapes(tensors));
  }
}

function notKept(step: Step, moments: readonly Moment[]): ThawError {
  return new ThawError({
    operation: 'moment of a training',
    got: `step ${step}`,
    expected: `one of ${moments.map((moment) => moment.step).join(', ')}`,
  });
}
