/**
 * A model's description as the text that a .safetensors file carries beside its tensors, and back:
 *
 *     architecture    resnet20
 *     shortcut        projection
 *     classes         ["cat", "dog"]                        (read too: cat,dog)
 *     preprocessing   {"resize": 32, "crop": 32, "interpolation": "bilinear", "mean": [r, g, b], "std": [r, g, b]}
 *                     (read too, each under its own name: input_size 32, interpolation bilinear, mean r,g,b, std r,g,b)
 *
 * and, of a model that was trained here, what it came from, for people and for other programs:
 *
 *     source          resnet20-cifar10
 *     source_sha256   hash of its weights (hash-tensors.ts)
 *     recipe          {"epochs": 30, …}
 *     seed            7
 *
 * Anyone may write anything there, so what cannot be understood counts as absent.
 */

import type { ModelDescription, Preprocessing } from '../models/model.js';
import { isPreprocessing } from '../models/preprocessing-rules.js';
import { isNames, parseJson, parseObject } from './json.js';

type Metadata = Readonly<Record<string, string>>;

/** What a model was trained from, and how. */
export interface Provenance {
  /** The name of the model that the training began with. */
  readonly source: string;
  /** Of its weights: `hashTensors`. */
  readonly sourceSha256: string;
  readonly recipe: { readonly seed: number };
}

function describeProvenance({ source, sourceSha256, recipe }: Provenance): Metadata {
  return { source, source_sha256: sourceSha256, recipe: JSON.stringify(recipe), seed: String(recipe.seed) };
}

/** What the file says that it was trained from, if it says all of it. */
export function provenanceFrom({ source, source_sha256: sourceSha256, recipe = '' }: Metadata): Provenance | undefined {
  const settings = parseObject(recipe);
  const { seed } = settings;
  if (source === undefined || sourceSha256 === undefined || typeof seed !== 'number') return undefined;
  return { source, sourceSha256, recipe: { ...settings, seed } };
}

/** @param provenance what the model was trained from, and how. */
export function describeAsMetadata(
  { architecture, classes, preprocessing }: ModelDescription,
  provenance?: Provenance,
): Metadata {
  return {
    architecture: architecture.name,
    shortcut: architecture.shortcut,
    classes: JSON.stringify(classes),
    preprocessing: JSON.stringify(preprocessing),
    ...(provenance && describeProvenance(provenance)),
  };
}

/** The class names, if there are as many as the head has outputs. */
export function classesFrom({ classes = '' }: Metadata, classCount: number): readonly string[] | undefined {
  const names = parseJson(classes) ?? classes.split(',').map((name) => name.trim());
  return isNames(names) && names.length === classCount ? names : undefined;
}

export function preprocessingFrom(metadata: Metadata): Preprocessing | undefined {
  const given = metadata.preprocessing === undefined ? plainFields(metadata) : parseObject(metadata.preprocessing);
  // Files without an interpolation are from before there was a choice.
  const { resize, crop, interpolation = 'bilinear', mean, std } = given;
  const fields = { resize, crop, interpolation, mean, std };
  return isPreprocessing(fields) ? fields : undefined;
}

function plainFields({ input_size: size, mean = '', std = '', ...rest }: Metadata): Readonly<Record<string, unknown>> {
  const numbers = (text: string) => text.split(',').map(Number);
  return { ...rest, resize: Number(size), crop: Number(size), mean: numbers(mean), std: numbers(std) };
}
