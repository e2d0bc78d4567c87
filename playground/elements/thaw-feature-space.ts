/**
 * `<thaw-feature-space>`: the pictures of the data as a map of the network's last features: which are alike to it, how well
 * classes part, and what training changes in that. What is picked out on the map is listed below it, where it can be
 * relabelled or removed; both show the same selection.
 */

import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../styles/shared.js';
import type { DataSummary, FeatureMap, FeatureRequest, Head, ModelSummary, Progress } from '../worker/protocol.js';
import { balanceStyles } from './class-table.js';
import { classDistances, classLegend } from './class-distances.js';
import { axisNames, sayAgreement, sayPicture, sayPlot, splitNames, type Layout } from './feature-space-words.js';
import { featureSpaceStyles } from './feature-space-styles.js';
import { inspectionStyles } from './inspection-styles.js';
import { LongWork } from './long-work.js';
import { going, listing, listingOrNot, nothingListed, stillIn, type MapSelection } from './map-selection.js';
import { pickedPictures } from './picked-pictures.js';
import type { Selection } from './picture-selection.js';
import './thaw-feature-scatter.js';
import type { Picked, Pointed } from './thaw-feature-scatter.js';
import type { InspectionEngine } from './thaw-inspector.js';
import './thaw-map-picture.js';
import { segmented } from './segmented.js';
import { whoseNetwork } from './whose-network.js';

/** What is known of one network: its map, and UMAP's places for it once they were asked for. */
interface Known {
  readonly map: FeatureMap;
  readonly umap: Float64Array | undefined;
}

type Tell = (progress: Progress) => void;

@customElement('thaw-feature-space')
export class ThawFeatureSpace extends LitElement {
  @property({ attribute: false }) engine!: InspectionEngine;
  @property({ attribute: false }) model: ModelSummary | undefined;
  @property({ attribute: false }) data: DataSummary | undefined;
  /** While a training runs, the engine has other things to do. */
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean, attribute: 'has-retrained' }) hasRetrained = false;
  /** Grows with the weights of the network trained here: another training, another moment of it. */
  @property({ type: Number }) trained = 0;

  @state() private split: FeatureRequest['split'] = 'test';
  @state() private head: Head = 'pretrained';
  @state() private layout: Layout = 'pca';
  @state() private known: Readonly<Partial<Record<Head, Known>>> = {};
  /** The map that is shown: of the network and by the layout that are chosen, as soon as it is there. */
  @state() private shown:
    { readonly map: FeatureMap; readonly layout: Layout; readonly places: Float64Array } | undefined;
  @state() private picked: MapSelection = nothingListed;
  /** The name of the picture that is meant. */
  @state() private meant = '';
  readonly #work = new LongWork(this);

  static override styles = [sharedStyles, inspectionStyles, balanceStyles, featureSpaceStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasRetrained) this.head = 'pretrained';
    const before = changed.get('data');
    if (changed.has('model') || (changed.has('data') && before?.origin !== this.data?.origin)) this.#forget();
    else if (before && changed.has('data')) this.#refresh();
    // What was trained meanwhile is another network.
    if (changed.has('trained') || !this.hasRetrained) this.#refresh(['retrained']);
  }

  /** Other pictures, or another model. */
  #forget(): void {
    this.known = {};
    this.shown = undefined;
    this.picked = nothingListed;
    this.meant = '';
  }

  /** What is shown stays until what it has become is there. */
  #refresh(heads: readonly Head[] = ['pretrained', 'retrained']): void {
    if (!heads.some((head) => this.known[head])) return;
    this.known = Object.fromEntries(Object.entries(this.known).filter(([head]) => !heads.includes(head as Head)));
    void this.#show();
  }

  /** Asks for what is missing for the choices as they are by then, one thing after the other. */
  async #show(): Promise<void> {
    if (this.#work.isRunning) return;
    await this.#work.run(async (tell) => {
      while (!this.#isComplete()) await this.#ask(tell);
    });
  }

  /** Whether the map that is chosen is there; it is then shown. */
  #isComplete(): boolean {
    const known = this.known[this.head];
    const places = this.layout === 'pca' ? known?.map.places : known?.umap;
    if (!known || !places) return false;
    this.shown = { map: known.map, layout: this.layout, places };
    this.picked = stillIn(this.picked, this.#order);
    return true;
  }

  async #ask(tell: Tell): Promise<void> {
    const { head, split, data, model, known, trained } = this;
    const request = { head, split };
    const map = known[head]?.map ?? (await this.engine.mapFeatures(request, tell));
    const umap = this.layout === 'umap' ? await this.engine.layOutFeatures(request, tell) : undefined;
    const isOfNow = data === this.data && model === this.model && split === this.split;
    if (isOfNow && trained === this.trained) this.known = { ...this.known, [head]: { map, umap } };
  }

  #change({ head = this.head, layout = this.layout }: { readonly head?: Head; readonly layout?: Layout }): void {
    this.head = head;
    this.layout = layout;
    if (this.shown) void this.#show();
  }

  protected override render(): TemplateResult {
    return html`
      <p>
        Every picture goes through the network up to its head. What comes out, one number for each channel, is a place
        in a space of as many dimensions: pictures that are near each other there are alike to the network.
      </p>
      <div class="run">
        ${
          this.#work.isRunning
            ? html`<button @click=${() => void this.engine.cancelInspection()}>Cancel</button>`
            : html`<button
                class=${this.shown ? '' : 'primary'}
                ?disabled=${!this.data || this.busy}
                @click=${() => void this.#show()}
              >
                Map the pictures
              </button>`
        }
        ${segmented('Pictures', splitNames, this.split, (split) => this.#choose(split))}
        ${segmented('Layout', { pca: 'PCA', umap: 'UMAP' }, this.layout, (layout) => this.#change({ layout }))}
        ${this.hasRetrained ? whoseNetwork(this.head, (head) => this.#change({ head })) : nothing}
        <span role="status" class="quiet-text">${this.#work.words}</span>
      </div>
      ${this.shown ? this.#found(this.shown.map) : nothing}
    `;
  }

  /** Other pictures are another map; the one before stays until it is there. */
  #choose(split: FeatureRequest['split']): void {
    this.split = split;
    this.known = {};
    if (this.shown) void this.#show();
  }

  #found(map: FeatureMap): TemplateResult {
    const { shown, picked, meant } = this;
    const layout = shown?.layout ?? 'pca';
    const numbers = new Map(map.pictures.map(({ name }, index) => [name, index]));
    const active = numbers.get(meant) ?? -1;
    return html`
      <p>${sayAgreement(this.#maps.length > 0 ? this.#maps : [map])}</p>
      <div class="map">
        <thaw-feature-scatter
          .pictures=${map.pictures}
          .places=${shown?.places ?? map.places}
          .room=${this.#room(layout)}
          .chosen=${new Set([...picked.selection.chosen].flatMap((name) => numbers.get(name) ?? []))}
          .active=${active}
          .name=${sayPlot(map, layout)}
          .axes=${axisNames(map, layout)}
          .say=${(point: number) => this.#say(point)}
          .thumbnails=${this.engine.thumbnails}
          @thaw-point=${this.#point}
          @thaw-toggle=${this.#toggle}
          @thaw-lasso=${this.#pick}
        ></thaw-feature-scatter>
        <thaw-map-picture
          .map=${map}
          .point=${active}
          ?chosen=${picked.selection.chosen.has(meant)}
          .thumbnails=${this.engine.thumbnails}
          @thaw-point=${this.#point}
          @thaw-toggle=${this.#toggle}
        ></thaw-map-picture>
      </div>
      ${classLegend(map, (label) => this.#list(map.pictures.filter((picture) => picture.label === label).map(({ name }) => name)))}
      ${pickedPictures(map, picked, {
        targets: this.data?.classes.map(({ name }) => name) ?? [],
        isLocked: this.busy,
        thumbnails: this.engine.thumbnails,
        choose: (selection) => this.#select(selection),
      })}
      ${classDistances(map)}
    `;
  }

  /** Whatever is known by a layout, of either network. */
  #room(layout: Layout): readonly Float64Array[] {
    const all = Object.values(this.known).map(({ map, umap }) => (layout === 'pca' ? map.places : umap));
    return all.filter((places) => places !== undefined);
  }

  get #maps(): readonly FeatureMap[] {
    return Object.values(this.known).map(({ map }) => map);
  }

  get #order(): readonly string[] {
    return this.shown?.map.pictures.map(({ name }) => name) ?? [];
  }

  #say(point: number): string {
    const picture = this.shown?.map.pictures[point];
    return picture && this.shown ? sayPicture(picture, this.shown.map) : '';
  }

  readonly #point = ({ detail: { point } }: CustomEvent<Pointed>): void => {
    this.meant = this.#order[point] ?? '';
    this.picked = going(this.picked, this.meant);
  };

  readonly #toggle = ({ detail: { point } }: CustomEvent<Pointed>): void => {
    this.picked = listingOrNot(this.picked, this.#order, this.#order[point] ?? '');
  };

  readonly #pick = ({ detail: { points, isBesides } }: CustomEvent<Picked>): void => {
    this.#list(
      points.map((point) => this.#order[point] ?? ''),
      isBesides,
    );
  };

  #list(names: readonly string[], isBesides = false): void {
    this.picked = listing(this.picked, this.#order, names, isBesides);
  }

  #select(selection: Selection): void {
    this.picked = { ...this.picked, selection };
    this.meant = this.picked.listed[selection.active] ?? this.meant;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'thaw-feature-space': ThawFeatureSpace;
  }
}
