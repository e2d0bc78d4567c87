/**
 * The members of the ResNet family, each as a few numbers (He et al., "Deep Residual Learning for Image Recognition",
 * 2015: table 1 for ImageNet, section 4.2 for CIFAR). resnet.ts turns them into layers.
 */

import { nearNames } from '../core/near-names.js';
import { ThawError } from '../core/errors.js';

/** How a skip connection passes a change of shape; where the shape stays, it is the identity. */
export type Shortcut = 'projection' | 'subsample-and-pad';

/** `imagenet`: 7x7 convolution of stride 2 and max pool; `cifar`: 3x3 convolution. */
export type StemKind = 'imagenet' | 'cifar';

/** `basic`: two 3x3 convolutions; `bottleneck`: 1x1, 3x3 and 1x1, the last four times as wide. */
export type BlockKind = 'basic' | 'bottleneck';

export interface Architecture {
  /** `resnet18` */
  readonly name: string;
  /** `ResNet-18 (ImageNet)` */
  readonly title: string;
  readonly stem: StemKind;
  readonly block: BlockKind;
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  /** Width of each stage: the channels of its 3x3 convolutions. */
  readonly widths: readonly number[];
  readonly shortcut: Shortcut;
  readonly classCount: number;
}

interface Member {
  readonly stem: StemKind;
  readonly block: BlockKind;
  readonly blocks: readonly number[];
}

const imagenet = (block: BlockKind, ...blocks: number[]): Member => ({ stem: 'imagenet', block, blocks });

/** CIFAR members have 6n + 2 layers: a stem, three stages of n basic blocks, a head. */
const cifar = (n: number): Member => ({ stem: 'cifar', block: 'basic', blocks: [n, n, n] });

const members: Readonly<Record<string, Member>> = {
  resnet18: imagenet('basic', 2, 2, 2, 2),
  resnet34: imagenet('basic', 3, 4, 6, 3),
  resnet50: imagenet('bottleneck', 3, 4, 6, 3),
  resnet101: imagenet('bottleneck', 3, 4, 23, 3),
  resnet152: imagenet('bottleneck', 3, 8, 36, 3),
  resnet20: cifar(3),
  resnet32: cifar(5),
  resnet44: cifar(7),
  resnet56: cifar(9),
  resnet110: cifar(18),
};

const stems = {
  imagenet: { title: 'ImageNet', widths: [64, 128, 256, 512], classCount: 1000 },
  cifar: { title: 'CIFAR', widths: [16, 32, 64], classCount: 10 },
} as const;

export interface ArchitectureOptions {
  /** Outputs of the head; those of the original task where absent. */
  readonly classCount?: number;
  readonly shortcut?: Shortcut;
}

/** The names of all members: `resnet18`, … `resnet110`. */
export const familyNames: readonly string[] = Object.keys(members);

/** Describes a member of the family. Throws a `ThawError` that offers near names for a name that is none. */
export function architecture(name: string, options: ArchitectureOptions = {}): Architecture {
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  if (!member) {
    const expected = `one of ${nearNames(name, familyNames).join(', ')}`;
    throw new ThawError({ operation: 'architecture', got: `"${name}"`, expected });
  }
  const { title, widths, classCount } = stems[member.stem];
  return {
    name,
    title: `ResNet-${name.slice('resnet'.length)} (${title})`,
    ...member,
    widths,
    shortcut: options.shortcut ?? 'projection',
    classCount: options.classCount ?? classCount,
  };
}
