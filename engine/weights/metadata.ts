/**
 * A model's description as the text that a .safetensors file carries beside its tensors, and back:
 *
 *     architecture    resnet20
 *     shortcut        projection
 *     classes         ["cat", "dog"]                        (read too: cat,dog)
 *     preprocessing   {"resize": 32, "crop": 32, "mean": [r, g, b], "std": [r, g, b]}
 *
 * Anyone may write anything there, so what cannot be understood counts as absent.
 */

import type { ModelDescription, Preprocessing, Rgb } from '../models/model.js';

type Metadata = Readonly<Record<string, string>>;

export function describeAsMetadata({ architecture, classes, preprocessing }: ModelDescription): Metadata {
  return {
    architecture: architecture.name,
    shortcut: architecture.shortcut,
    classes: JSON.stringify(classes),
    preprocessing: JSON.stringify(preprocessing),
  };
}

/** The class names, if there are as many as the head has outputs. */
export function classesFrom({ classes = '' }: Metadata, classCount: number): readonly string[] | undefined {
  const names = parseJson(classes) ?? classes.split(',').map((name) => name.trim());
  return isList(names, 'string') && names.length === classCount ? names : undefined;
}

export function preprocessingFrom({ preprocessing = '' }: Metadata): Preprocessing | undefined {
  const { resize, crop, mean, std } = (parseJson(preprocessing) ?? {}) as Record<string, unknown>;
  if (!isSize(resize) || !isSize(crop) || crop > resize || !isRgb(mean) || !isRgb(std)) return undefined;
  return std.every((value) => value > 0) ? { resize, crop, mean, std } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isList<T extends 'string' | 'number'>(
  value: unknown,
  type: T,
): value is readonly (T extends 'string' ? string : number)[] {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

function isRgb(value: unknown): value is Rgb {
  return isList(value, 'number') && value.length === 3 && value.every(Number.isFinite);
}
