/** What a model is beside its weights: an architecture, the classes it tells apart, and how pictures become its input. */

import { numberedNames } from '../core/names.js';
import type { Framing } from '../data/resample.js';
import type { Architecture } from './architecture.js';
import { loadImagenet } from './imagenet.js';

/** A number for red, green and blue. */
export type Rgb = readonly [number, number, number];

/** How a picture becomes the network's input; torchvision's Resize, CenterCrop, ToTensor and Normalize. */
export interface Preprocessing extends Framing {
  /** Of pixel values from 0 to 1: the input is (value - mean) / std. */
  readonly mean: Rgb;
  readonly std: Rgb;
}

/**
 * Where a preprocessing comes from: the weights file, a configuration beside it, the zoo's table, what is usual in the
 * family, or a person's choice.
 */
export type PreprocessingSource = 'file' | 'configuration' | 'zoo' | 'default' | 'choice';

export interface ModelDescription {
  readonly name: string;
  readonly architecture: Architecture;
  /** In the order of the head's outputs. */
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
  /** Absent where the description was not loaded. */
  readonly preprocessingSource?: PreprocessingSource;
}

/** Of the ImageNet training images; the usual choice for CIFAR networks too. */
const imagenetMean: Rgb = [0.485, 0.456, 0.406];
const imagenetStd: Rgb = [0.229, 0.224, 0.225];

/** How the members of each half of the family are usually fed. */
export function defaultPreprocessing({ stem }: Architecture): Preprocessing {
  const size = stem === 'cifar' ? { resize: 32, crop: 32 } : { resize: 256, crop: 224 };
  return { ...size, interpolation: 'bilinear', mean: imagenetMean, std: imagenetStd };
}

/** ImageNet's names for a network of its kind and count; else `class 0`, `class 1`, … */
export async function defaultClasses({ stem, classCount }: Architecture): Promise<readonly string[]> {
  const imagenet = stem === 'cifar' ? [] : await loadImagenet();
  if (imagenet.length === classCount) return imagenet.map(({ name }) => name);
  return numberedNames('class', classCount);
}
