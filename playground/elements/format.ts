/** Numbers and layers in words: the same wording wherever the page prints them. */

import { megabytes } from '../../engine/core/megabytes.js';
import type { ZooEntry } from '../../engine/models/zoo.js';
import type { LayerSummary, Progress } from '../worker/protocol.js';

/** Four significant digits, so that neighbouring values differ and columns stay narrow. */
export function printValue(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  return magnitude >= 1e4 || magnitude < 1e-3 ? value.toExponential(2) : value.toPrecision(4);
}

export function printPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function printCount(count: number): string {
  return count.toLocaleString('en');
}

/** `24.6 k`, `1.32 G`: three digits and a thousand's name. */
export function printAmount(amount: number): string {
  if (amount < 1000) return String(Math.round(amount));
  const power = Math.min(4, Math.floor(Math.log10(amount) / 3));
  return `${Number((amount / 1000 ** power).toPrecision(3))} ${['', 'k', 'M', 'G', 'T'][power] ?? ''}`;
}

/** `21.4 MB`, in thousands as adapters and file systems count. */
export function printBytes(bytes: number): string {
  return `${printAmount(bytes)}${bytes < 1000 ? ' ' : ''}B`;
}

/** `8 s`, `2 min 05 s`; `3.2 ms` where it is short. */
export function printSeconds(seconds: number): string {
  return seconds < 1 ? `${Number((seconds * 1000).toPrecision(2))} ms` : printDuration(seconds);
}

/** `8 s`, `2 min 05 s` */
export function printDuration(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** `under a minute`, `about 12 min`, `about 3 h`: as near as a forecast is. */
export function printAbout(seconds: number): string {
  if (seconds < 60) return 'under a minute';
  const minutes = seconds / 60;
  return minutes < 90 ? `about ${Math.round(minutes)} min` : `about ${Math.round(minutes / 60)} h`;
}

/** `Loading weights, 46 %`, `Downloading resnet18, 12.3 of 46.8 MB` */
export function printProgress(progress: Progress): string {
  const { stage, done, total, unit } = progress;
  if (unit === 'bytes') return done > 0 ? `${stage}, ${printDone(progress)}` : stage;
  return total > 0 ? `${stage}, ${Math.floor((done / total) * 100)} %` : stage;
}

/** `512 of 1,206`, `12.3 of 46.8 MB`; without a total that is known, `12.3 MB` */
export function printDone({ done, total, unit }: Progress): string {
  if (unit !== 'bytes') return `${printCount(done)} of ${printCount(total)}`;
  return total > 0 ? `${(done / 1e6).toFixed(1)} of ${megabytes(total)}` : megabytes(done);
}

/** `46.8 MB`; `179 MB` where no more is known */
export function printFileSize({ bytes, isRounded }: Pick<ZooEntry, 'bytes' | 'isRounded'>): string {
  return isRounded ? `${Math.round(bytes / 1e6)} MB` : megabytes(bytes);
}

/** Channels, rows and columns of a layer; a vector is that many maps of one value. */
export interface MapsShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

export function mapsShape({ shape }: LayerSummary): MapsShape {
  const [channels = 1, height = 1, width = 1] = shape;
  return { channels, height, width };
}

/** Whether every map of the layer is a single value, as after the average pool. */
export function isVector(layer: LayerSummary): boolean {
  const { height, width } = mapsShape(layer);
  return height * width === 1;
}

/** `16 channels of 32 × 32` */
export function printMaps(layer: LayerSummary): string {
  const { channels, height, width } = mapsShape(layer);
  return isVector(layer) ? `${channels} values` : `${channels} channels of ${height} × ${width}`;
}

/** The number that a person typed: a decimal comma is understood; an empty text is no number. */
export function numberIn(text: string): number {
  return text.trim() === '' ? NaN : Number(text.replace(',', '.'));
}
