/** Draws a map of pictures on a canvas: dots with the marks of their classes, or the pictures themselves; what is chosen stands out. */

import { classLook } from './class-looks.js';
import type { Place } from './scatter-view.js';

export interface Scatter {
  /** [N, 2], in CSS pixels. */
  readonly points: Float64Array;
  /** Of each point the number of its class. */
  readonly labels: readonly number[];
  readonly chosen: ReadonlySet<number>;
  /** The point that the keyboard is at. */
  readonly active: number;
  /** The line that is being drawn. */
  readonly lasso: readonly Place[];
  /** The picture of a point, where pictures are to be drawn and it has come. */
  readonly pictureOf: (index: number) => CanvasImageSource | undefined;
  /** The side of a picture, in CSS pixels. */
  readonly side: number;
}

export interface ScatterColours {
  readonly text: string;
  readonly surface: string;
  readonly accent: string;
}

/** Of a dot, in CSS pixels; and of what is not chosen while something is. */
const radius = 4.5;
const faded = 0.35;

export function paintScatter(context: CanvasRenderingContext2D, scatter: Scatter, colours: ScatterColours): void {
  const { points, labels, chosen, active, lasso } = scatter;
  const isOn = (index: number) => chosen.has(index) || index === active;
  const paint = (index: number) => {
    context.globalAlpha = chosen.size > 0 && !isOn(index) ? faded : 1;
    paintPoint(context, scatter, index, colours);
  };
  // What is chosen lies on top.
  labels.forEach((_, index) => isOn(index) || paint(index));
  labels.forEach((_, index) => isOn(index) && paint(index));
  context.globalAlpha = 1;
  if (active >= 0) paintRing(context, placeOf(points, active), reachOf(scatter, active) + 5, colours);
  if (lasso.length > 1) paintLasso(context, lasso, colours);
}

function paintPoint(context: CanvasRenderingContext2D, scatter: Scatter, index: number, colours: ScatterColours): void {
  const { points, labels, chosen, side } = scatter;
  const [x, y] = placeOf(points, index);
  const { colour, path } = classLook(labels[index] ?? 0);
  const picture = scatter.pictureOf(index);
  if (chosen.has(index)) paintChosen(context, [x, y], reachOf(scatter, index) + 2, colours);
  if (picture) {
    context.drawImage(picture, x - side / 2, y - side / 2, side, side);
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.strokeRect(x - side / 2 - 1, y - side / 2 - 1, side + 2, side + 2);
  }
  paintMark(context, path, colour, picture ? [x - side / 2, y - side / 2] : [x, y], colours);
}

function paintMark(
  context: CanvasRenderingContext2D,
  path: string,
  colour: string,
  [x, y]: Place,
  { text, surface }: ScatterColours,
): void {
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  const mark = markOf(path);
  context.lineWidth = 2.6 / radius;
  context.strokeStyle = surface;
  context.stroke(mark);
  context.fillStyle = colour;
  context.fill(mark);
  context.lineWidth = 0.8 / radius;
  context.strokeStyle = text;
  context.stroke(mark);
  context.restore();
}

const marks = new Map<string, Path2D>();

function markOf(path: string): Path2D {
  const known = marks.get(path) ?? new Path2D(path);
  marks.set(path, known);
  return known;
}

/** A disc or a frame behind a point: not told by colour alone, since it is larger too. */
function paintChosen(
  context: CanvasRenderingContext2D,
  [x, y]: Place,
  reach: number,
  { accent }: ScatterColours,
): void {
  context.fillStyle = accent;
  context.beginPath();
  context.roundRect(x - reach, y - reach, 2 * reach, 2 * reach, Math.min(8, reach));
  context.fill();
}

function paintRing(context: CanvasRenderingContext2D, [x, y]: Place, reach: number, colours: ScatterColours): void {
  context.beginPath();
  context.roundRect(x - reach, y - reach, 2 * reach, 2 * reach, Math.min(10, reach));
  context.lineWidth = 5;
  context.strokeStyle = colours.surface;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = colours.text;
  context.stroke();
}

function paintLasso(context: CanvasRenderingContext2D, lasso: readonly Place[], { accent }: ScatterColours): void {
  context.beginPath();
  for (const [x, y] of lasso) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = accent;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 2;
  context.setLineDash([5, 4]);
  context.strokeStyle = accent;
  context.stroke();
  context.setLineDash([]);
}

/** From the middle of a point to its edge. */
function reachOf({ side, pictureOf }: Scatter, index: number): number {
  return pictureOf(index) ? side / 2 + 2 : radius;
}

function placeOf(points: Float64Array, index: number): Place {
  return [points[2 * index] ?? 0, points[2 * index + 1] ?? 0];
}
