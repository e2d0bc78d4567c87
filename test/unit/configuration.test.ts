/** Where classes and preprocessing come from: the file, a configuration beside it, the zoo, the family. */

import { describe, expect, it } from 'vitest';
import { architecture } from '../../engine/models/architecture.js';
import type { Preprocessing } from '../../engine/models/model.js';
import { readConfiguration } from '../../engine/weights/configuration.js';
import { describeModel } from '../../engine/weights/describe.js';
import type { OpenBeside, WeightFile } from '../../engine/weights/weight-file.js';

const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];

/** A folder of configuration files. */
function folder(files: Readonly<Record<string, unknown>>): OpenBeside {
  return (name) => {
    const content = files[name];
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return Promise.resolve(content === undefined ? undefined : new TextEncoder().encode(text));
  };
}

const preprocessingOf = async (files: Readonly<Record<string, unknown>>) =>
  (await readConfiguration(folder(files))).preprocessing;

/** The configuration of timm/resnet50.a1_in1k. */
const pretrained = {
  input_size: [3, 224, 224],
  test_input_size: [3, 288, 288],
  interpolation: 'bicubic',
  crop_pct: 0.95,
  test_crop_pct: 1,
  crop_mode: 'center',
  mean,
  std,
  num_classes: 1000,
};

describe("timm's config.json", () => {
  const timm = (changes: object) =>
    preprocessingOf({ 'config.json': { pretrained_cfg: { ...pretrained, ...changes } } });

  it('is read at its size, not its test size, as timm reads it unless told otherwise', async () => {
    expect(await timm({})).toEqual({ resize: 235, crop: 224, interpolation: 'bicubic', mean, std });
  });

  it.each([
    [0.875, 256],
    [0.95, 235],
    [0.9, 248],
    [1, 224],
  ])('with a share of %d of the shorter side resizes to %i: rounded down', async (share, resize) => {
    expect(await timm({ crop_pct: share })).toMatchObject({ resize, crop: 224 });
  });

  it('has its fields at the top in files of old', async () => {
    const old = { architecture: 'resnet18', ...pretrained };
    expect(await preprocessingOf({ 'config.json': old })).toMatchObject({ resize: 235, crop: 224 });
  });

  it.each([
    ['squashed pictures', { crop_mode: 'squash' }],
    ['bordered pictures', { crop_mode: 'border' }],
    ['pictures that are not square', { input_size: [3, 224, 288] }],
    ['another interpolation', { interpolation: 'lanczos' }],
    ['a mean of one number', { mean: [0.5] }],
    ['no spread', { std: [0, 0, 0] }],
    ['a share of nothing', { crop_pct: 0 }],
    ['a share of more than all', { crop_pct: 1.2 }],
    ['words for a size', { input_size: 'large' }],
  ])('counts as absent with %s', async (_, changes) => {
    expect(await timm(changes)).toBeUndefined();
  });

  it('names the classes, by their descriptions where the names are ids', async () => {
    const names = async (config: object) => (await readConfiguration(folder({ 'config.json': config }))).classes;
    expect(await names({ label_names: ['BACK', 'NORM'] })).toEqual(['BACK', 'NORM']);
    expect(await names({ pretrained_cfg: { label_names: ['BACK', 'NORM'] } })).toEqual(['BACK', 'NORM']);
    const described = { label_names: ['n01', 'n02'], label_descriptions: { n01: 'tench', n02: 'goldfish' } };
    expect(await names(described)).toEqual(['tench', 'goldfish']);
    expect(await names({ label_names: [1, 2] })).toBeUndefined();
  });
});

describe("transformers' preprocessor_config.json", () => {
  const transformers = (config: object) => preprocessingOf({ 'preprocessor_config.json': config });
  const usual = { do_normalize: true, do_resize: true, image_mean: mean, image_std: std, resample: 3 };

  it.each([
    ['a share of the size', { crop_pct: 0.875, size: { shortest_edge: 224 } }, 256, 224],
    ['a size of one number', { crop_pct: 0.95, size: 224 }, 235, 224],
    ['the usual share', { size: { shortest_edge: 224 } }, 256, 224],
    ['a crop of its own', { size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } }, 256, 224],
    ['a crop of one number', { size: { shortest_edge: 480 }, crop_size: 480 }, 480, 480],
  ])('is read with %s', async (_, config, resize, crop) => {
    const expected = { resize, crop, interpolation: 'bicubic', mean, std };
    expect(await transformers({ ...usual, ...config })).toEqual(expected);
  });

  it('is bilinear by 2, and where it does not say', async () => {
    const { resample, ...unsaid } = { ...usual, size: 224 };
    expect(resample).toBe(3);
    expect(await transformers({ ...unsaid, resample: 2 })).toMatchObject({ interpolation: 'bilinear' });
    expect(await transformers(unsaid)).toMatchObject({ interpolation: 'bilinear' });
  });

  it.each([
    ['squashed pictures', { size: { height: 224, width: 224 } }],
    ['pictures that are squashed because they are large', { size: { shortest_edge: 384 } }],
    ['pictures as they are', { size: 224, do_resize: false }],
    ['no normalisation', { size: 224, do_normalize: false }],
    ['no crop', { size: 256, crop_size: 224, do_center_crop: false }],
    ['Lanczos', { size: 224, resample: 1 }],
  ])('counts as absent with %s', async (_, config) => {
    expect(await transformers({ ...usual, ...config })).toBeUndefined();
  });

  it('stands beside a config.json that names the classes', async () => {
    const names = async (id2label: unknown) =>
      (await readConfiguration(folder({ 'config.json': { id2label } }))).classes;
    expect(await names({ 0: 'cat', 1: 'dog' })).toEqual(['cat', 'dog']);
    expect(await names({ 1: 'dog', 2: 'cat' })).toBeUndefined();
    expect(await names({ 0: 'LABEL_0', 1: 'LABEL_1' })).toBeUndefined();
    expect(await names({})).toBeUndefined();
  });
});

describe('a model is described by', () => {
  const member = architecture('resnet20', { classCount: 2 });
  const bySize = (resize: number): Preprocessing => ({
    resize,
    crop: 16,
    interpolation: 'bilinear',
    mean: [0, 0, 0],
    std: [1, 1, 1],
  });
  const file = (metadata: Readonly<Record<string, string>>): WeightFile => ({
    format: 'safetensors',
    tensors: new Map(),
    metadata,
    elementTypes: [],
    skipped: [],
    notes: [],
  });
  const said = file({ classes: 'cat,dog', preprocessing: JSON.stringify(bySize(101)) });
  const beside = folder({
    'config.json': { label_names: ['Cat', 'Dog'], pretrained_cfg: { ...pretrained, crop_pct: 0.5 } },
  });
  const known = { classes: ['chat', 'chien'], preprocessing: bySize(103) };
  const nothing = folder({});

  it.each([
    ['its file first', said, known, beside, 'file', 101, 'cat'],
    ['then a configuration beside it', file({}), known, beside, 'configuration', 448, 'Cat'],
    ['then the zoo', file({}), known, nothing, 'zoo', 103, 'chat'],
    ['at last what is usual', file({}), {}, nothing, 'default', 32, 'class 0'],
  ] as const)('%s', async (_, weights, zoo, open, preprocessingSource, resize, first) => {
    const described = await describeModel(member, weights, zoo, open);
    expect(described).toMatchObject({ preprocessingSource, preprocessing: { resize } });
    expect(described.classes[0]).toBe(first);
  });

  it.each([
    ['no JSON', '{"pretrained_cfg"'],
    ['a list', '[]'],
    ['nothing', ''],
    ['null where there should be fields', '{"pretrained_cfg": null, "label_names": null, "id2label": null}'],
    ['classes of another head', '{"label_names": ["one", "two", "three"]}'],
    ['more than a configuration is', `{"label_names": ["a", "b"], "more": "${'x'.repeat(4e6)}"}`],
  ])('what is usual, where the configuration is %s', async (_, text) => {
    const described = await describeModel(member, file({}), {}, folder({ 'config.json': text }));
    expect(described).toMatchObject({ preprocessingSource: 'default', classes: ['class 0', 'class 1'] });
  });
});
