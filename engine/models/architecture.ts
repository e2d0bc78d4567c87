/**
 * What a network of the ResNet family is, as a few numbers. resnet.ts turns them into layers; members.ts has those of
 * the networks with a name. Networks of the same form without one (other depths, pruned widths) are described in words.
 */

import { nearNames } from '../core/near-names.js';
import { ThawError } from '../core/errors.js';
import { members } from './members.js';

/**
 * How a skip connection passes a change of shape; where the shape stays, it is the identity.
 * - `projection`: a 1x1 convolution of the block's stride, batch norm;
 * - `pooled-projection`: 2x2 average pool where the size is halved, 1x1 convolution, batch norm;
 * - `subsample-and-pad`: every second pixel, channels of zeros.
 */
export type Shortcut = 'projection' | 'pooled-projection' | 'subsample-and-pad';

/** `imagenet`: convolution of stride 2 and max pool; `cifar`: 3x3 convolution. */
export type StemKind = 'imagenet' | 'cifar';

/** `basic`: two 3x3 convolutions; `bottleneck`: 1x1, 3x3 and 1x1. */
export type BlockKind = 'basic' | 'bottleneck';

/** All that tells networks of the family apart, but for their heads. */
export interface Form {
  readonly stem: StemKind;
  /** Channels of the stem's convolutions: one of 7x7 (CIFAR: 3x3), or the three of 3x3 that a deep stem has instead. */
  readonly stemWidths: readonly number[];
  readonly block: BlockKind;
  /** Blocks of each stage. */
  readonly blocks: readonly number[];
  /** Channels within the blocks of each stage: what their first convolution gives. */
  readonly widths: readonly number[];
  /** Channels that leave each stage. */
  readonly outWidths: readonly number[];
  /** Into which a bottleneck's 3x3 convolution is cut; each has an equal part of its channels. */
  readonly groups: number;
  readonly shortcut: Shortcut;
}

export interface Architecture extends Form {
  /** `resnet18` */
  readonly name: string;
  /** `ResNet-18 (ImageNet)` */
  readonly title: string;
  readonly classCount: number;
}

const stems = {
  imagenet: { title: 'ImageNet', classCount: 1000 },
  cifar: { title: 'CIFAR', classCount: 10 },
} as const;

export interface ArchitectureOptions {
  /** Outputs of the head; those of the original task where absent. */
  readonly classCount?: number | undefined;
  readonly shortcut?: Shortcut | undefined;
}

/** The names of all members: `resnet18`, … `resnet110`. */
export const familyNames: readonly string[] = Object.keys(members);

/** Describes a member of the family. Throws a `ThawError` that offers near names for a name that is none. */
export function architecture(name: string, options: ArchitectureOptions = {}): Architecture {
  const form = Object.hasOwn(members, name) ? members[name] : undefined;
  if (!form) {
    const expected = `one of ${nearNames(name, familyNames).join(', ')}`;
    throw new ThawError({ operation: 'architecture', got: `"${name}"`, expected });
  }
  return {
    name,
    title: titleOf(name, form),
    ...form,
    shortcut: options.shortcut ?? form.shortcut,
    classCount: options.classCount ?? stems[form.stem].classCount,
  };
}

/** Describes a network by its form: as the member that has it, else in words. */
export function architectureOf(form: Form, classCount: number = stems[form.stem].classCount): Architecture {
  const [name] = Object.entries(members).find(([, member]) => isMember(form, member)) ?? [];
  if (name !== undefined) return architecture(name, { shortcut: form.shortcut, classCount });
  const title = inWords(form);
  return { name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), title, ...form, classCount };
}

/** Shortcuts without parameters do for projections, as in the original paper. */
function isMember(form: Form, member: Form): boolean {
  const numbers = ({ stem, stemWidths, block, blocks, widths, outWidths, groups }: Form) =>
    [stem, stemWidths, block, blocks, widths, outWidths, groups].join(';');
  const isShortcut =
    form.shortcut === member.shortcut || (form.shortcut === 'subsample-and-pad' && member.shortcut === 'projection');
  return isShortcut && numbers(form) === numbers(member);
}

/** `wide_resnet50_2` is `Wide ResNet-50-2 (ImageNet)`. */
function titleOf(name: string, { stem }: Form): string {
  const [, wide, kind = '', depth = '', variant = '', rest] =
    /^(wide_)?res(net|next)(\d+)(\w?)(?:_(\w+))?$/.exec(name) ?? [];
  const family = `${wide ? 'Wide ' : ''}${kind === 'next' ? 'ResNeXt' : 'ResNet'}`;
  const suffix = rest === undefined ? '' : `${wide ? '-' : ' '}${rest}`;
  return `${family}-${depth}${variant.toUpperCase()}${suffix} (${stems[stem].title})`;
}

/** `ResNet, bottleneck 3-4-6-3, groups 32x4`; what is as usual is not said. */
function inWords({ stem, stemWidths, block, blocks, widths, groups, shortcut }: Form): string {
  const words = [
    'ResNet',
    `${block} ${blocks.join('-')}`,
    groups > 1 ? `groups ${groups}x${(widths[0] ?? 0) / groups}` : `widths ${widths.join('-')}`,
    stem === 'cifar' ? '3x3 stem' : '',
    stemWidths.length > 1 ? 'deep stem' : '',
    { projection: '', 'pooled-projection': 'pooled shortcuts', 'subsample-and-pad': 'padded shortcuts' }[shortcut],
  ];
  return words.filter((word) => word !== '').join(', ');
}
