/** Sharing: the address follows the state, and the state the address, at the beginning and whenever a link is followed. */

import type { AppState, Pane, PaneName } from './app-state.js';
import { defaultLayers } from './app-state.js';
import type { Lesson } from './lesson.js';
import { linkTo, readLink, type Link, type Shared } from './link.js';
import { embeddedModel, type Look } from './look.js';
import type { Planning } from './planning.js';
import { embeddedData, type Retrain } from './retrain.js';
import { sampleOf, samplePictures } from './samples.js';
import type { Store } from './store.js';
import { expectIdle } from './training.js';

/** Browsers allow so many changes of the address; it is written where the state rests, in milliseconds. */
const restingTime = 300;

/** What of a link is to be loaded; the page's own choice where there is none. */
export type Wanted = Pick<Shared, 'model' | 'preprocessing' | 'data' | 'picture'>;

const own: Wanted = { model: undefined, preprocessing: undefined, data: undefined, picture: undefined };

export class Sharing {
  #timer: number | undefined;

  constructor(
    private readonly store: Store<AppState>,
    private readonly planning: Planning,
    private readonly look: Look,
    private readonly retrain: Retrain,
    private readonly lesson: Lesson,
  ) {}

  /** Takes over what the address says; gives what is to be loaded. From then on the address follows. */
  start(): Wanted {
    const shared = readLink(location.hash);
    if (shared) this.store.update({ recipe: shared.recipe, ...this.#shown(shared) });
    if (shared?.lesson) void this.lesson.open(shared.lesson);
    window.addEventListener('hashchange', () => void this.#follow());
    this.store.subscribe(() => {
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#write(), restingTime);
    });
    // A link says which data it is about; a page that is reloaded goes on with those that were open, which none can name.
    return shared && !isReloaded() ? { ...shared, data: shared.data ?? embeddedData } : (shared ?? own);
  }

  /** A link was followed within the page: loads what is another than what is there. */
  async #follow(): Promise<void> {
    const shared = readLink(location.hash);
    if (!shared) return;
    try {
      expectIdle(this.store.state.training, 'follow link');
    } catch (error) {
      this.look.report(error);
      return;
    }
    const now = sharedOf(this.store.state);
    const isSame = (parts: readonly (keyof Wanted)[]) =>
      parts.every((part) => JSON.stringify(shared[part]) === JSON.stringify(now[part]));
    if (!isSame(['model', 'preprocessing'])) {
      const { model: name = embeddedModel, preprocessing } = shared;
      await this.look.loadModel({ kind: 'zoo', name, preprocessing });
    }
    this.planning.changeRecipe(shared.recipe);
    this.store.update(this.#shown(shared));
    if (!shared.lesson) this.lesson.close();
    else if (shared.lesson !== now.lesson) void this.lesson.open(shared.lesson);
    if (!isSame(['picture'])) await this.look.openSample(sampleOf(shared.picture));
    if (!isSame(['data'])) await this.retrain.loadData({ kind: 'embedded', name: shared.data ?? embeddedData });
  }

  #shown({ layers, views, hidden }: Shared): Pick<AppState, 'panes' | 'hidden'> {
    const { model } = this.store.state;
    const byDefault = model && defaultLayers(model);
    const pane = (name: PaneName): Pane => ({ ...views[name], layer: layers[name] ?? byDefault?.[name] ?? '' });
    return { panes: { early: pane('early'), late: pane('late') }, hidden };
  }

  #write(): void {
    const { model, progress } = this.store.state;
    if (!model || progress) return;
    const { hash } = linkOf(this.store.state);
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
  }
}

function isReloaded(): boolean {
  return performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type !== 'navigate');
}

export function linkOf(state: AppState): Link {
  return linkTo(sharedOf(state));
}

function sharedOf({ recipe, model, zooName, data, picture, panes, hidden, lesson }: AppState): Shared {
  const byDefault = model && defaultLayers(model);
  const sample = samplePictures.findIndex(({ name }) => name === picture?.name);
  const dataName = data.source?.kind === 'embedded' ? data.source.name : undefined;
  const layer = (name: PaneName) => (panes[name].layer === byDefault?.[name] ? undefined : panes[name].layer);
  const view = (name: PaneName) => ({
    network: panes[name].network,
    scale: panes[name].scale,
    order: panes[name].order,
  });
  return {
    recipe,
    model: zooName === embeddedModel ? undefined : zooName,
    preprocessing: model?.preprocessingSource === 'choice' ? model.preprocessing : undefined,
    data: dataName === embeddedData ? undefined : dataName,
    picture: sample > 0 ? samplePictures[sample]?.file : undefined,
    layers: { early: layer('early'), late: layer('late') },
    views: { early: view('early'), late: view('late') },
    hidden,
    lesson: lesson?.page,
  };
}
