/** The pictures of a map, drawn where there are few enough in sight that each can be seen; asked for as they come into sight. */

import type { Thumbnail } from '../worker/protocol.js';
import { ThumbnailFeed } from './thumbnail-feed.js';
import type { PlotSize } from './scatter-view.js';

/** Points in sight up to which they are drawn as pictures. */
const mostInSight = 150;
/** Of a picture's side, in CSS pixels. */
const [leastSide, mostSide] = [20, 56];

export class ScatterPictures {
  readonly #feed: ThumbnailFeed;
  readonly #canvases = new WeakMap<Thumbnail, HTMLCanvasElement>();

  constructor(
    ask: (names: readonly string[]) => Promise<readonly Thumbnail[]>,
    onArrival: () => void,
    onError: (error: unknown) => void,
  ) {
    this.#feed = new ThumbnailFeed(ask, onArrival, onError);
  }

  /** Asks for the pictures of these points, if they are few enough, and of the one that is pointed at. */
  want(names: readonly string[], pointed: string | undefined): void {
    this.#feed.want([...(names.length <= mostInSight ? names : []), ...(pointed === undefined ? [] : [pointed])]);
  }

  get(name: string): HTMLCanvasElement | undefined {
    const thumbnail = this.#feed.get(name);
    if (!thumbnail) return undefined;
    const known = this.#canvases.get(thumbnail) ?? canvasOf(thumbnail);
    this.#canvases.set(thumbnail, known);
    return known;
  }
}

/** The points that lie in the plot [N, 2]. */
export function inSight(points: Float64Array, { width, height }: PlotSize): number[] {
  return Array.from({ length: points.length / 2 }, (_, index) => index).filter((index) => {
    const [x = 0, y = 0] = [points[2 * index], points[2 * index + 1]];
    return x >= 0 && x <= width && y >= 0 && y <= height;
  });
}

/** How large so many pictures are drawn so that they cover about half of the plot; 0 where they are drawn as dots. */
export function sideOf(count: number, { width, height }: PlotSize): number {
  if (count > mostInSight) return 0;
  return Math.round(Math.max(leastSide, Math.min(mostSide, Math.sqrt((0.4 * width * height) / Math.max(1, count)))));
}

function canvasOf({ size, pixels }: Thumbnail): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, size, size), 0, 0);
  return canvas;
}
