/** How the map of pictures says what it shows. Pure. */

import type { FeatureMap, FeatureRequest, Head, MappedPicture } from '../worker/protocol.js';
import { printCount, printPercent } from './format.js';

export type Layout = 'pca' | 'umap';

export const splitNames: Readonly<Record<FeatureRequest['split'], string>> = {
  test: 'test',
  train: 'train',
  all: 'both',
};

const judges: Readonly<Record<Head, string>> = {
  pretrained: 'by the network as it came',
  retrained: 'by the network trained here',
};

/** What the axes of the plot are. */
export function axisNames({ shares }: FeatureMap, layout: Layout): readonly [across: string, up: string] {
  if (layout === 'umap') return ['UMAP: near is alike; how far apart groups lie says little', ''];
  const [first = 0, second = 0] = shares;
  return [
    `First component, ${printPercent(first)} of the variance`,
    `Second component, ${printPercent(second)} of the variance`,
  ];
}

/** How well classes part, by each network that is known; in all dimensions, not in the two that are drawn. */
export function sayAgreement(maps: readonly FeatureMap[]): string {
  const [first] = maps;
  if (!first) return '';
  const { pictures, width, agreement, total } = first;
  const of = pictures.length < total ? `${printCount(pictures.length)} of ${printCount(total)}` : printCount(total);
  const shares = maps.map(({ head, agreement: { share } }) => `${printPercent(share)} ${judges[head]}`);
  return `Of ${of} pictures, so many are nearest to another of their own class: ${shares.join(', ')}; ${printPercent(agreement.chance)} would be by chance. Counted in all ${width} dimensions.`;
}

export function sayPicture({ name, label, part, predicted }: MappedPicture, { classes, head }: FeatureMap): string {
  return `${name}: ${classes[label] ?? ''}, ${part}, taken for ${predicted} ${judges[head]}`;
}

/** What is told to those who do not see the plot when they come to it. */
export function sayPlot({ pictures, classes }: FeatureMap, layout: Layout): string {
  const how = layout === 'pca' ? 'principal components' : 'UMAP';
  return `Map of ${printCount(pictures.length)} pictures of ${classes.length} classes, by ${how}`;
}

/** The nearest others of a picture, with their distances. */
export function neighboursOf(
  { neighbours: { count, indices, distances }, pictures }: FeatureMap,
  index: number,
): readonly { readonly picture: MappedPicture; readonly distance: number }[] {
  return Array.from({ length: count }, (_, place) => index * count + place).flatMap((at) => {
    const picture = pictures[indices[at] ?? -1];
    return picture ? [{ picture, distance: distances[at] ?? 0 }] : [];
  });
}
