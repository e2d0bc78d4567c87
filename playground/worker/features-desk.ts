/**
 * Maps of pictures on behalf of the page: where they lie in the space of a network's last features, along axes that stay
 * the same for whatever training makes of the network, or laid out by UMAP from where they lay before.
 */

import {
  agreementOf,
  centroidDistances,
  nearestOthers,
  principalComponents,
  projectOnto,
  sameNames,
  ThawError,
  type Model,
  type Neighbours,
  type PixelSet,
  type Tensor,
  type TrainingData,
} from '../../engine/index.js';
import { Cancellation } from './cancellation.js';
import { FeatureStore, type Chosen } from './feature-store.js';
import { inSlices } from './in-slices.js';
import type { FeatureMap, FeatureRequest, Progress, Split } from './protocol.js';

type Tell = (progress: Progress) => void;

/** What is asked for: of the model itself or one retrained from it, which is then not the `base`. */
export interface MapTask {
  readonly base: Model;
  readonly model: Model;
  readonly data: TrainingData;
  readonly request: FeatureRequest;
}

/** A place [2] by the name of a picture. */
type Layout = ReadonlyMap<string, readonly [number, number]>;

/** What stays of one choice of pictures while a model is loaded. */
interface Space {
  readonly directions: readonly Float64Array[];
  /** By network; and the last one of any. */
  readonly layouts: WeakMap<Model, Layout>;
  layout: Layout | undefined;
}

interface Known {
  readonly names: readonly string[];
  readonly neighbours: Neighbours;
}

/** Pictures that are mapped: what is told of every pair of them grows with the square of it. */
const mostPictures = 2000;
/** Their pixels are copied where not all of them are taken. */
const mostBytes = 256e6;
/** Others that are told of each picture, and that UMAP looks at. */
const neighbourCount = 14;
/** Of UMAP: from afar, and from a layout that is nearly right already. */
const epochs = { first: 300, next: 150 };

export class FeaturesDesk {
  readonly #store = new FeatureStore();
  readonly #cancellation = new Cancellation();
  #spaces = new WeakMap<Model, Map<string, Space>>();
  #known = new WeakMap<Model, Known>();

  async map(task: MapTask, tell: Tell): Promise<FeatureMap> {
    const signal = this.#cancellation.start();
    const { data, request, model } = task;
    const parts = chosenOf(task);
    const seen = await this.#store.of(model, parts, tell, signal);
    const { directions } = await this.#space(task, parts, tell, signal);
    const neighbours = await this.#neighbours(model, parts, seen.features, tell, signal);
    const pictures = parts.flatMap(({ part, samples }) => samples.map(({ name, label }) => ({ name, label, part })));
    const labels = pictures.map(({ label }) => label);
    return {
      ...request,
      ...projectOnto(directions, seen.features),
      classes: data.classes,
      pictures: pictures.map((picture, row) => ({ ...picture, predicted: seen.predicted[row] ?? '' })),
      total: parts.reduce((sum, { set }) => sum + set.count, 0),
      width: seen.features.shape[1] ?? 0,
      neighbours,
      agreement: agreementOf(neighbours, labels),
      classDistances: centroidDistances(seen.features, labels, data.classes.length),
    };
  }

  /** A layout that has a place for every picture stays; its others are moved from where they are. */
  async layOut(task: MapTask, tell: Tell): Promise<Float64Array> {
    const signal = this.#cancellation.start();
    const { model } = task;
    const parts = chosenOf(task);
    const names = namesOf(parts);
    const space = await this.#space(task, parts, tell, signal);
    const known = space.layouts.get(model);
    if (known && names.every((name) => known.has(name))) return placesIn(known, names);

    tell({ stage: 'UMAP', done: 0, total: 1 });
    const { layOut, spreadOut } = await import('./umap-layout.js');
    const { features } = await this.#store.of(model, parts, tell, signal);
    const neighbours = await this.#neighbours(model, parts, features, tell, signal);
    const start = placesIn(space.layout, names, spreadOut(projectOnto(space.directions, features).places));
    const steps = layOut(neighbours, start, space.layout ? epochs.next : epochs.first);
    const places = await inSlices(steps, (step) => tell({ stage: 'UMAP', ...step }), signal);
    space.layout = layoutOf(names, places);
    space.layouts.set(model, space.layout);
    return places;
  }

  cancel(): void {
    this.#cancellation.cancel();
  }

  /** Gives up what belongs to the pictures that were loaded. */
  forget(): void {
    this.cancel();
    this.#store.forget();
    this.#spaces = new WeakMap();
    this.#known = new WeakMap();
  }

  /** Its axes are those of the model as it came, found on the pictures that there were when it was first asked for. */
  async #space({ base, request }: MapTask, parts: readonly Chosen[], tell: Tell, signal: AbortSignal): Promise<Space> {
    const spaces = this.#spaces.get(base) ?? new Map<string, Space>();
    this.#spaces.set(base, spaces);
    const known = spaces.get(request.split);
    if (known) return known;
    const { features } = await this.#store.of(base, parts, tell, signal);
    tell({ stage: 'Finding the axes', done: 0, total: 1 });
    const { directions } = principalComponents(features);
    const space = { directions, layouts: new WeakMap<Model, Layout>(), layout: undefined };
    spaces.set(request.split, space);
    return space;
  }

  async #neighbours(
    model: Model,
    parts: readonly Chosen[],
    features: Tensor,
    tell: Tell,
    signal: AbortSignal,
  ): Promise<Neighbours> {
    const names = namesOf(parts);
    const known = this.#known.get(model);
    if (known && sameNames(known.names, names)) return known.neighbours;
    const neighbours = await inSlices(
      nearestOthers(features, neighbourCount),
      (done) => tell({ stage: 'Nearest pictures', done, total: names.length }),
      signal,
    );
    this.#known.set(model, { names, neighbours });
    return neighbours;
  }
}

/**
 * The pictures to map, part by part, taken evenly where there are too many.
 * @throws ThawError where there are none.
 */
function chosenOf({ data, request: { split } }: MapTask): (Chosen & { readonly part: Split })[] {
  const wanted = (['train', 'test'] as const).filter((part) => split === 'all' || split === part);
  const total = wanted.reduce((sum, part) => sum + data[part].count, 0);
  if (total === 0)
    throw new ThawError({ operation: 'map', got: 'no pictures', expected: 'some in this part of the data' });
  const share = Math.min(1, mostIn(data.train) / total);
  return wanted.map((part) => {
    const { samples } = data[part];
    const isTaken = (row: number) => Math.floor((row + 1) * share) > Math.floor(row * share);
    return { part, set: data[part], samples: share < 1 ? samples.filter((_, row) => isTaken(row)) : samples };
  });
}

const mostIn = ({ size }: PixelSet) => Math.min(mostPictures, Math.floor(mostBytes / (size ** 2 * 4)));

const namesOf = (parts: readonly Chosen[]) => parts.flatMap(({ samples }) => samples.map(({ name }) => name));

function layoutOf(names: readonly string[], places: Float64Array): Layout {
  return new Map(names.map((name, row) => [name, [places[2 * row] ?? 0, places[2 * row + 1] ?? 0]]));
}

/** Of pictures that have no place there, those of `instead`. */
function placesIn(
  layout: Layout | undefined,
  names: readonly string[],
  instead: Float64Array = new Float64Array(),
): Float64Array {
  return Float64Array.from(
    names.flatMap((name, row) => layout?.get(name) ?? [instead[2 * row] ?? 0, instead[2 * row + 1] ?? 0]),
  );
}
