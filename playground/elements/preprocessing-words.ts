/** How a model is fed, in words and as a form's texts: the same wherever the page or the command line says so. */

import type { PreprocessingFields } from '../../engine/index.js';
import type { ModelSummary, Preprocessing, PreprocessingSource } from '../worker/protocol.js';
import { numberIn } from './format.js';

const sourceWords: Readonly<Record<PreprocessingSource, string>> = {
  file: 'as the weights file says',
  configuration: 'as the configuration beside the file says',
  zoo: "as the zoo's table says",
  default: 'as is usual for this network',
  choice: 'as chosen here',
};

/** `as the weights file says` */
export function saySource({ preprocessingSource }: Pick<ModelSummary, 'preprocessingSource'>): string {
  return sourceWords[preprocessingSource];
}

/** `resized to 256 (bicubic), the middle 224 x 224, mean 0.485 0.456 0.406, std 0.229 0.224 0.225; as the … says` */
export function sayPreprocessing(model: Pick<ModelSummary, 'preprocessing' | 'preprocessingSource'>): string {
  const { resize, crop, interpolation, mean, std } = textsOf(model.preprocessing);
  return `resized to ${resize} (${interpolation}), the middle ${crop} x ${crop}, mean ${mean}, std ${std}; ${saySource(model)}`;
}

/** What stands in the fields of a form, right or wrong. */
export type PreprocessingTexts = Readonly<Record<keyof Preprocessing, string>>;

/** Three numbers with spaces between them: a comma may be one of theirs. */
export function textsOf({ resize, crop, interpolation, mean, std }: Preprocessing): PreprocessingTexts {
  return { resize: `${resize}`, crop: `${crop}`, interpolation, mean: mean.join(' '), std: std.join(' ') };
}

/** What the texts say, not yet checked: what is no number is NaN. */
export function preprocessingIn({ resize, crop, interpolation, mean, std }: PreprocessingTexts): PreprocessingFields {
  return { resize: numberIn(resize), crop: numberIn(crop), interpolation, mean: numbersIn(mean), std: numbersIn(std) };
}

/** As they were typed, or copied from Python: `0.485 0.456 0.406`, `[0.485, 0.456, 0.406]`, `0,485; 0,456; 0,406` */
function numbersIn(text: string): readonly number[] {
  const separators = text.includes('.') ? /[\s;,]+/ : /[\s;]+/;
  return text
    .replaceAll(/[[\]()]/g, '')
    .trim()
    .split(separators)
    .map(numberIn);
}
