/** What a model is beside its weights: an architecture, the classes it tells apart, and how pictures become its input. */

import { numberedNames } from '../core/names.js';
import type { Architecture } from './architecture.js';

/** A number for red, green and blue. */
export type Rgb = readonly [number, number, number];

/** How a picture becomes the network's input; torchvision's Resize, CenterCrop, ToTensor and Normalize. */
export interface Preprocessing {
  /** The shorter side after resizing, in pixels. */
  readonly resize: number;
  /** The side of the square that is cut from the middle, in pixels. */
  readonly crop: number;
  /** Of pixel values from 0 to 1: the input is (value - mean) / std. */
  readonly mean: Rgb;
  readonly std: Rgb;
}

export interface ModelDescription {
  readonly name: string;
  readonly architecture: Architecture;
  /** In the order of the head's outputs. */
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
}

/** Of the ImageNet training images; the usual choice for CIFAR networks too. */
const imagenetMean: Rgb = [0.485, 0.456, 0.406];
const imagenetStd: Rgb = [0.229, 0.224, 0.225];

/** How the members of each half of the family are usually fed. */
export function defaultPreprocessing({ stem }: Architecture): Preprocessing {
  const size = stem === 'imagenet' ? { resize: 256, crop: 224 } : { resize: 32, crop: 32 };
  return { ...size, mean: imagenetMean, std: imagenetStd };
}

/** Names for classes that nobody has named: `class 0`, `class 1`, … */
export function defaultClasses({ classCount }: Architecture): readonly string[] {
  return numberedNames('class', classCount);
}
