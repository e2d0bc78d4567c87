/**
 * What configuration files beside the weights say of a model: the names of its classes and its preprocessing. Two forms,
 * both from Hugging Face's hub:
 *
 *     timm            config.json with `pretrained_cfg` (in old files its fields themselves) and `label_names`; read as
 *                     timm reads it unless told otherwise (timm/data/config.py, transforms_factory.py): at `input_size`,
 *                     not the larger `test_input_size` that some models have too, resized to floor(size / crop_pct)
 *     transformers    config.json with `id2label`, and preprocessor_config.json (image_processing_convnext.py for
 *                     `crop_pct`, image_processing_bit.py for `crop_size`)
 *
 * What cannot be understood counts as absent: pictures that are squashed, bordered or not square, other interpolations.
 */

import type { Preprocessing } from '../models/model.js';
import { isPreprocessing } from '../models/preprocessing-rules.js';
import { fieldsOf, isNames, parseObject } from './json.js';
import type { OpenBeside } from './weight-file.js';

type Fields = Readonly<Record<string, unknown>>;

export interface Configuration {
  readonly classes: readonly string[] | undefined;
  readonly preprocessing: Preprocessing | undefined;
}

/** The files that are looked for beside the weights. */
export const configurationFiles = ['config.json', 'preprocessor_config.json'] as const;

/** The names of 21,843 classes take 1 MB. */
const mostBytes = 4e6;

export async function readConfiguration(beside: OpenBeside): Promise<Configuration> {
  const [config = {}, processor = {}] = await Promise.all(configurationFiles.map((name) => readFields(name, beside)));
  return {
    classes: timmClasses(config) ?? transformersClasses(config),
    preprocessing: timmPreprocessing(config) ?? transformersPreprocessing(processor),
  };
}

async function readFields(name: string, beside: OpenBeside): Promise<Fields> {
  const bytes = await beside(name);
  return bytes && bytes.length <= mostBytes ? parseObject(new TextDecoder().decode(bytes)) : {};
}

/** Names that are only WordNet ids have their words in `label_descriptions`. */
function timmClasses(config: Fields): readonly string[] | undefined {
  const { label_names: names, label_descriptions: descriptions } = { ...fieldsOf(config.pretrained_cfg), ...config };
  if (!isNames(names)) return undefined;
  const described = fieldsOf(descriptions);
  const words = names.map((name) => (Object.hasOwn(described, name) ? described[name] : name));
  return isNames(words) ? words : undefined;
}

function timmPreprocessing(config: Fields): Preprocessing | undefined {
  const given = 'pretrained_cfg' in config ? fieldsOf(config.pretrained_cfg) : config;
  const size = given.input_size;
  if (!Array.isArray(size) || size[1] !== size[2] || (given.crop_mode ?? 'center') !== 'center') return undefined;
  const share = given.crop_pct ?? 0.875;
  return understood({ interpolation: 'bicubic', ...given, ...croppedShare(size[1], share) });
}

function transformersClasses({ id2label }: Fields): readonly string[] | undefined {
  const labels = fieldsOf(id2label);
  const names = Object.keys(labels).map((_, id) => labels[id]);
  const areNames = isNames(names) && names.length > 0 && !names.every((name, id) => name === `LABEL_${id}`);
  return areNames ? names : undefined;
}

/** PIL's numbers for interpolations. */
const pillowFilters: Readonly<Record<number, string>> = { 2: 'bilinear', 3: 'bicubic' };
/** From here on ConvNeXt's processor squashes pictures instead of cropping them. */
const squashedFrom = 384;

function transformersPreprocessing(processor: Fields): Preprocessing | undefined {
  if (processor.do_resize === false || processor.do_normalize === false) return undefined;
  return understood({
    ...transformersFraming(processor),
    interpolation: pillowFilters[Number(processor.resample ?? 2)],
    mean: processor.image_mean,
    std: processor.image_std,
  });
}

function transformersFraming({ size, crop_size: crop, crop_pct: share, do_center_crop: crops }: Fields): Fields {
  const shorter = typeof size === 'number' ? size : fieldsOf(size).shortest_edge;
  if (crop === undefined) return Number(shorter) < squashedFrom ? croppedShare(shorter, share ?? 0.875) : {};
  const { height, width } = typeof crop === 'number' ? { height: crop, width: crop } : fieldsOf(crop);
  return crops !== false && height === width ? { resize: shorter, crop: height } : {};
}

/** A square of `crop` pixels that is `share` of the shorter side of the resized picture. */
function croppedShare(crop: unknown, share: unknown): Fields {
  return { resize: Math.floor(Number(crop) / Number(share)), crop };
}

function understood({ resize, crop, interpolation, mean, std }: Fields): Preprocessing | undefined {
  const fields = { resize, crop, interpolation, mean, std };
  return isPreprocessing(fields) ? fields : undefined;
}
