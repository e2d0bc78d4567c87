/** A small ResNet with seeded weights and pictures for it, for cases about memory and failures rather than numbers. */

import type { PixelSet } from '../../engine/data/pixels.js';
import type { Device } from '../../engine/gpu/device.js';
import { Model } from '../../engine/model.js';
import { architecture } from '../../engine/models/architecture.js';
import { defaultPreprocessing } from '../../engine/models/model.js';
import { resnet } from '../../engine/models/resnet.js';
import { mosaic, seededParameters } from '../seeded.js';

/** The side of its pictures. */
export const smallSize = 8;

export const smallClasses = ['ice', 'snow', 'water'];

const small = { ...architecture('resnet20', { classCount: smallClasses.length }), blocks: [1, 1, 1] };

/** A CIFAR ResNet of one block a stage. */
export const smallNetwork = resnet(small);

/** That network with seeded weights. */
export function uploadSmallModel(device: Device, classes: readonly string[] = smallClasses): Promise<Model> {
  const preprocessing = { ...defaultPreprocessing(small), resize: smallSize, crop: smallSize };
  const own = { ...small, classCount: classes.length };
  const description = { name: 'small', architecture: own, classes, preprocessing };
  return Model.upload(device, description, seededParameters(resnet(own).parameters));
}

/** Pictures of the classes in turn. */
export function smallPictures(count: number): PixelSet {
  const pixels = new Uint8Array(count * smallSize ** 2 * 4);
  for (let number = 0; number < count; number++) pixels.set(mosaic(number, smallSize), number * smallSize ** 2 * 4);
  const labels = Uint32Array.from({ length: count }, (_, number) => number % smallClasses.length);
  return { size: smallSize, count, pixels, labels, samples: [], skipped: [] };
}
