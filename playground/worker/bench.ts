/** What lies on the workbench: the engine, one model, one open picture, one data set, and the parts that work on them. */

import {
  Look,
  measurePace,
  takeTiles,
  ThawError,
  type MapSource,
  type Model,
  type Pace,
  type Preprocessing,
  type Progress,
  type TrainingData,
} from '../../engine/index.js';
import { DataShelf } from './data-shelf.js';
import { equip, type Equipment } from './equipment.js';
import { Lazy } from './lazy.js';
import { ModelShelf } from './model-shelf.js';
import type { Head, ValuesOf } from './protocol.js';
import { keptTables } from './tile-store.js';

export class Bench {
  readonly training = new Lazy(async () => new (await import('./training-desk.js')).TrainingDesk());
  readonly experiments = new Lazy(async () => new (await import('./experiment-desk.js')).ExperimentDesk());
  readonly inspection = new Lazy(async () => new (await import('./inspect-desk.js')).InspectDesk());
  readonly features = new Lazy(async () => new (await import('./features-desk.js')).FeaturesDesk());
  readonly otherLooks = new Lazy(async () => new (await import('./network-looks.js')).NetworkLooks());
  readonly saving = new Lazy(async () => new (await import('./save-desk.js')).SaveDesk());
  readonly tuning = new Lazy(async () => new (await import('./tune-desk.js')).TuneDesk());
  readonly models = new ModelShelf();
  readonly data: DataShelf;
  #equipment: Equipment | undefined;
  #loaded: { readonly model: Model; readonly look: Look } | undefined;
  #hasPicture = false;
  #pace: Pace | undefined;

  /**
   * @param base the address that models and data sets are relative to.
   * @param isReproducible whether results are held against those of other days: no tuned tiles then.
   */
  constructor(
    readonly base: string,
    readonly isReproducible: boolean,
  ) {
    this.data = new DataShelf(base);
  }

  /** Opens the engine, once. */
  async open(): Promise<Equipment> {
    if (!this.#equipment) {
      this.#equipment = await equip(this.base, await this.models.store);
      if (!this.isReproducible) await takeTiles(this.#equipment.engine.device, await keptTables());
    }
    return this.#equipment;
  }

  get tools(): Equipment {
    if (this.#equipment) return this.#equipment;
    throw new ThawError({ operation: 'engine', got: 'no adapter yet', expected: 'the engine to be started first' });
  }

  /** The model, as it was loaded. */
  get model(): Model {
    return this.#modelAndLook.model;
  }

  get modelIfLoaded(): Model | undefined {
    return this.#loaded?.model;
  }

  /** The model's look, whatever picture it shows. */
  get look(): Look {
    return this.#modelAndLook.look;
  }

  /** The look of the open picture. */
  get pictureLook(): Look {
    const { look } = this;
    if (this.#hasPicture) return look;
    throw new ThawError({ operation: 'look', got: 'no picture', expected: 'a picture to be opened first' });
  }

  /** The open picture as one of the networks sees it, or what training changed in that. */
  async source(of: ValuesOf): Promise<MapSource> {
    const own = this.pictureLook;
    return of === 'pretrained' ? own : (await this.otherLooks.get()).of(of, own, () => this.headModel('retrained'));
  }

  /** How the model is fed. */
  get framing(): Preprocessing {
    return this.model.description.preprocessing;
  }

  /** The model that a head belongs to. */
  headModel(head: Head): Model {
    if (head === 'pretrained') return this.model;
    const retrained = this.training.ifLoaded?.retrained;
    if (retrained) return retrained;
    throw new ThawError({ operation: 'predict', got: 'no retrained head', expected: 'one', remedy: 'Train first.' });
  }

  /** The data set at the size of the model's input. */
  pixels(tell: (progress: Progress) => void): Promise<TrainingData> {
    return this.data.pixels(this.tools.engine.resizer, this.framing, tell);
  }

  /** Measured when it is first asked for, on the model of that time. */
  async pace(): Promise<Pace> {
    return (this.#pace ??= await measurePace(this.look));
  }

  use(model: Model, look: Look): void {
    this.#loaded = { model, look };
    this.#hasPicture = false;
  }

  async show(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.look.show(pixels);
    this.#hasPicture = true;
  }

  /** Gives up what belongs to the pictures that were loaded, whatever their classes. */
  forgetPictures(): void {
    this.features.ifLoaded?.forget();
    this.forgetData();
  }

  /** Gives up what belongs to the data as they were. */
  forgetData(): void {
    this.training.ifLoaded?.forgetData();
    this.experiments.ifLoaded?.forget();
  }

  /** Gives up what belongs to the model that was loaded, and the model to the caller. */
  forgetModel(): Model | undefined {
    this.otherLooks.ifLoaded?.destroy();
    this.training.ifLoaded?.forgetModel();
    this.experiments.ifLoaded?.forget();
    this.#loaded?.look.destroy();
    return this.#loaded?.model;
  }

  get #modelAndLook(): { readonly model: Model; readonly look: Look } {
    if (this.#loaded) return this.#loaded;
    throw new ThawError({ operation: 'engine', got: 'no model', expected: 'a model to be loaded first' });
  }
}
