/** The options of the command line that say how pictures become a model's input, where that is not how it came. */

import type { PreprocessingChoice } from '../../engine/models/preprocessing-rules.js';
import type { Values } from './options.js';

const side = { kind: 'number', isInteger: true, least: 8 } as const;

export const imageSizeOption = {
  ...side,
  help: 'the side of the images that the model is given, in pixels, if not what it was trained with',
} as const;

export const preprocessingOptions = {
  'image-size': imageSizeOption,
  resize: { ...side, help: 'the shorter side of pictures after resizing, in pixels, if not the image size' },
  crop: { ...side, help: 'the side of the square cut from their middle, in pixels, if not the image size' },
  interpolation: {
    kind: 'text',
    value: 'I',
    choices: ['bilinear', 'bicubic'],
    help: 'of resizing: bilinear or bicubic',
  },
  mean: { kind: 'rgb', help: 'is taken from pixel values of 0 to 1' },
  std: { kind: 'rgb', help: 'is what they are divided by then' },
} as const;

/** What was typed. */
export function preprocessingOf(values: Values<typeof preprocessingOptions>): PreprocessingChoice {
  const { 'image-size': imageSize, resize = imageSize, crop = imageSize, interpolation, mean, std } = values;
  return { resize, crop, interpolation, mean, std };
}
