/** The canvases of a map of pictures: the plot, painted once a frame however much has changed, and the picture that is pointed at. */

import type { LitElement } from 'lit';
import type { MappedPicture, Thumbnail } from '../worker/protocol.js';
import { emit } from './events.js';
import { paintScatter, type ScatterColours } from './scatter-paint.js';
import { inSight, ScatterPictures, sideOf } from './scatter-pictures.js';
import type { Place, PlotSize } from './scatter-view.js';
import { ThemeColours } from './theme-colours.js';

/** What is to be seen. */
export interface ScatterScene {
  readonly plot: HTMLCanvasElement;
  /** Beside what is pointed at. */
  readonly tip: HTMLCanvasElement | null;
  readonly size: PlotSize;
  readonly pictures: readonly MappedPicture[];
  /** [N, 2], in CSS pixels. */
  readonly points: Float64Array;
  readonly chosen: ReadonlySet<number>;
  readonly active: number;
  readonly pointed: number | undefined;
  readonly lasso: readonly Place[];
}

export class ScatterCanvas {
  #frame: number | undefined;
  #colours: ScatterColours | undefined;
  readonly #theme: ThemeColours;
  readonly #pictures: ScatterPictures;

  /** @param scene is asked for when a frame is due. */
  constructor(
    private readonly host: LitElement,
    thumbnails: (names: readonly string[]) => Promise<readonly Thumbnail[]>,
    private readonly scene: () => ScatterScene,
  ) {
    this.#theme = new ThemeColours(host, () => {
      this.#colours = undefined;
      this.paintSoon();
    });
    const fail = (error: unknown) => emit(host, 'thaw-error', { error });
    this.#pictures = new ScatterPictures(thumbnails, this.paintSoon, fail);
  }

  readonly paintSoon = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.host.isConnected) this.#paint(this.scene());
    });
  };

  #paint(scene: ScatterScene): void {
    const { plot, tip, size, pictures, points, pointed } = scene;
    const context = plot.getContext('2d');
    if (!context || size.width === 0) return;
    plot.width = Math.round(size.width * devicePixelRatio);
    plot.height = Math.round(size.height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const seen = inSight(points, size);
    const side = sideOf(seen.length, size);
    const nameOf = (index: number) => pictures[index]?.name ?? '';
    this.#pictures.want(seen.map(nameOf), pointed === undefined ? undefined : nameOf(pointed));
    const labels = pictures.map(({ label }) => label);
    const pictureOf = (index: number) => (side > 0 ? this.#pictures.get(nameOf(index)) : undefined);
    paintScatter(context, { ...scene, labels, pictureOf, side }, this.#palette);
    if (tip) copyOnto(tip, this.#pictures.get(nameOf(pointed ?? -1)));
  }

  get #palette(): ScatterColours {
    return (this.#colours ??= {
      text: this.#theme.read('--text'),
      surface: this.#theme.read('--surface-raised'),
      accent: this.#theme.read('--accent'),
    });
  }
}

function copyOnto(canvas: HTMLCanvasElement, picture: HTMLCanvasElement | undefined): void {
  canvas.width = canvas.height = picture?.width ?? 0;
  if (picture) canvas.getContext('2d')?.drawImage(picture, 0, 0);
}
