/** Planning a training: the recipe with its mask, undo and redo, and the forecast, asked for again after every change. */

import { checkRecipe, defaultRecipe, type Recipe } from '../../engine/index.js';
import type { EngineWorker, ModelSummary } from '../worker/protocol.js';
import type { AppState } from './app-state.js';
import { recorded, redone, undone } from './history.js';
import { layersIn, maskOf, thawedBy, type Thawed } from './mask.js';
import { noticeOf } from './notice.js';
import type { Preset } from './presets.js';
import { withPreset } from './presets.js';
import type { Store } from './store.js';
import { isTraining, watched } from './training.js';

/** A line that is being dragged asks for the forecast where it rests, in milliseconds. */
const restingTime = 150;

export class Planning {
  #timer: number | undefined;
  #asked: readonly unknown[] = [];
  #isAsking = false;

  constructor(
    private readonly engine: Pick<EngineWorker, 'forecast'>,
    private readonly store: Store<AppState>,
  ) {
    store.subscribe(() => this.#follow());
  }

  /** Trains just these layers; phases, which have masks of their own, end. */
  setMask(thawed: Thawed, gesture?: string): void {
    const { model } = this.store.state;
    if (model) this.changeRecipe({ ...maskOf(model, thawed), phases: [] }, gesture);
  }

  applyPreset(preset: Preset): void {
    const { model, recipe } = this.store.state;
    if (model) this.changeRecipe(withPreset(recipe, preset, model));
  }

  /** Changes the recipe, unless a training runs by it. @param key changes of one key in a row are undone together. */
  changeRecipe(change: Partial<Recipe>, key?: string): void {
    const { recipe, training } = this.store.state;
    if (isTraining(training)) return;
    this.record(key);
    this.store.update({ recipe: checkRecipe({ ...recipe, ...change }) });
  }

  /** Keeps what is there now, to be come back to. */
  record(key?: string): void {
    const now = this.store.state;
    this.store.update({ history: recorded(now.history, now, key, performance.now()) });
  }

  undo(): void {
    this.#go(undone);
  }

  redo(): void {
    this.#go(redone);
  }

  #go(way: typeof undone): void {
    const now = this.store.state;
    const then = isTraining(now.training) ? undefined : way(now.history, now);
    if (then) this.store.update(then);
  }

  /** After every change of the state: a mask that the network can have, and a forecast of what is asked for now. */
  #follow(): void {
    const { model, recipe, data, training } = this.store.state;
    if (!model || isTraining(training)) return;
    if (!fits(model, recipe)) {
      this.store.update({ recipe: { ...recipe, ...withoutModules } });
      return;
    }
    const wanted = [model, recipe, data.summary];
    if (!data.summary || data.progress || wanted.every((part, index) => part === this.#asked[index])) return;
    this.#asked = wanted;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), restingTime);
  }

  /** One question at a time: what has changed meanwhile is asked for afterwards. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const asked = this.#asked;
    const forecast = await this.engine.forecast(watched(this.store.state.recipe), {}).then(
      ({ phases }) => ({ phases, error: undefined }),
      (error: unknown) => ({ phases: undefined, error: noticeOf(error).text }),
    );
    this.#isAsking = false;
    this.store.update({ forecast });
    if (asked !== this.#asked) void this.#ask();
  }
}

const { freeze, unfreeze, batchNorm, rateOf, phases } = defaultRecipe;
const withoutModules = { freeze, unfreeze, batchNorm, rateOf, phases };

/** Whether the network has every module that the recipe names. */
function fits(model: ModelSummary, recipe: Recipe): boolean {
  const masks = [recipe, ...recipe.phases.map((phase) => ({ ...recipe, ...phase }))];
  return masks.every((mask) => {
    const { frozen, trainable, ...policies } = mask.batchNorm;
    const named = [...Object.keys(policies), ...Object.keys(mask.rateOf)];
    return thawedBy(model, mask) !== undefined && named.every((module) => layersIn(model, module).length > 0);
  });
}
