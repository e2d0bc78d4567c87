/**
 * The members of the family by their names in torchvision and timm, each as its form. They come from
 *
 *     resnet18 … 152       He et al., "Deep Residual Learning for Image Recognition", 2015: table 1
 *     resnet20 … 110       the same, section 4.2: for CIFAR, 6 n + 2 layers in three stages of n basic blocks
 *     resnext…_GxW d       Xie et al., "Aggregated Residual Transformations", 2017: G groups, W channels each at first
 *     wide_resnet…_2       Zagoruyko and Komodakis, "Wide Residual Networks", 2016: 3x3 convolutions twice as wide
 *     c, d, s, t           He et al., "Bag of Tricks for Image Classification", 2019, and timm: a deep stem (c), of 64 channels
 *                          a convolution (s), and shortcuts that pool before they project (d), of a stem in steps (t)
 */

import type { BlockKind, Form } from './architecture.js';

/** Channels of the stages, before a bottleneck's expansion. */
const imagenetPlanes = [64, 128, 256, 512];
const cifarPlanes = [16, 32, 64];

/** What leaves a bottleneck has so many times the channels of its stage. */
const expansion = 4;

interface Variation {
  readonly groups?: number;
  /** Channels of a group in a stage of 64: torchvision's `width_per_group`. */
  readonly widthPerGroup?: number;
  readonly stemWidths?: readonly number[];
  readonly shortcut?: Form['shortcut'];
}

function imagenet(block: BlockKind, blocks: readonly number[], variation: Variation = {}): Form {
  const { groups = 1, widthPerGroup = 64, stemWidths = [64], shortcut = 'projection' } = variation;
  return {
    stem: 'imagenet',
    stemWidths,
    block,
    blocks,
    widths: imagenetPlanes.map((planes) => (planes * widthPerGroup * groups) / 64),
    outWidths: imagenetPlanes.map((planes) => (block === 'basic' ? planes : expansion * planes)),
    groups,
    shortcut,
  };
}

function cifar(n: number): Form {
  return {
    stem: 'cifar',
    stemWidths: [16],
    block: 'basic',
    blocks: [n, n, n],
    widths: cifarPlanes,
    outWidths: cifarPlanes,
    groups: 1,
    shortcut: 'projection',
  };
}

const basic = {
  10: [1, 1, 1, 1],
  18: [2, 2, 2, 2],
  34: [3, 4, 6, 3],
} as const;

const bottleneck = {
  14: [1, 1, 1, 1],
  26: [2, 2, 2, 2],
  50: [3, 4, 6, 3],
  101: [3, 4, 23, 3],
  152: [3, 8, 36, 3],
  200: [3, 24, 36, 3],
} as const;

const deep: Variation = { stemWidths: [32, 32, 64] };
const wideDeep: Variation = { stemWidths: [64, 64, 128] };
const pooled: Variation = { ...deep, shortcut: 'pooled-projection' };
const tiered: Variation = { ...pooled, stemWidths: [24, 32, 64] };

const grouped = (groups: number, widthPerGroup: number): Variation => ({ groups, widthPerGroup });

export const members: Readonly<Record<string, Form>> = {
  resnet18: imagenet('basic', basic[18]),
  resnet34: imagenet('basic', basic[34]),
  resnet50: imagenet('bottleneck', bottleneck[50]),
  resnet101: imagenet('bottleneck', bottleneck[101]),
  resnet152: imagenet('bottleneck', bottleneck[152]),

  wide_resnet50_2: imagenet('bottleneck', bottleneck[50], { widthPerGroup: 128 }),
  wide_resnet101_2: imagenet('bottleneck', bottleneck[101], { widthPerGroup: 128 }),

  resnext50_32x4d: imagenet('bottleneck', bottleneck[50], grouped(32, 4)),
  resnext101_32x4d: imagenet('bottleneck', bottleneck[101], grouped(32, 4)),
  resnext101_32x8d: imagenet('bottleneck', bottleneck[101], grouped(32, 8)),
  resnext101_64x4d: imagenet('bottleneck', bottleneck[101], grouped(64, 4)),
  resnext50d_32x4d: imagenet('bottleneck', bottleneck[50], { ...pooled, ...grouped(32, 4) }),

  resnet18d: imagenet('basic', basic[18], pooled),
  resnet34d: imagenet('basic', basic[34], pooled),
  resnet26d: imagenet('bottleneck', bottleneck[26], pooled),
  resnet50d: imagenet('bottleneck', bottleneck[50], pooled),
  resnet101d: imagenet('bottleneck', bottleneck[101], pooled),
  resnet152d: imagenet('bottleneck', bottleneck[152], pooled),
  resnet200d: imagenet('bottleneck', bottleneck[200], pooled),

  resnet10t: imagenet('basic', basic[10], tiered),
  resnet14t: imagenet('bottleneck', bottleneck[14], tiered),
  resnet26t: imagenet('bottleneck', bottleneck[26], tiered),
  resnet50t: imagenet('bottleneck', bottleneck[50], tiered),

  resnet26: imagenet('bottleneck', bottleneck[26]),
  resnet50c: imagenet('bottleneck', bottleneck[50], deep),
  resnet101c: imagenet('bottleneck', bottleneck[101], deep),
  resnet152c: imagenet('bottleneck', bottleneck[152], deep),
  resnet50s: imagenet('bottleneck', bottleneck[50], wideDeep),
  resnet101s: imagenet('bottleneck', bottleneck[101], wideDeep),
  resnet152s: imagenet('bottleneck', bottleneck[152], wideDeep),
  resnet200: imagenet('bottleneck', bottleneck[200]),

  resnet20: cifar(3),
  resnet32: cifar(5),
  resnet44: cifar(7),
  resnet56: cifar(9),
  resnet110: cifar(18),
};
