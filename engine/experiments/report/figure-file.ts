/** A figure as an .svg file of its own, with its colours for light and dark, to be put into a page or a paper. */

import { colours, figureStyles } from './styles.js';

/** @param svg an `svg` element without styles. */
export function figureFile(svg: string): string {
  const ground = '<rect width="100%" height="100%" style="fill: var(--surface)"/>';
  return `${svg.replace('>', `><style>${colours}${figureStyles}</style>${ground}`)}\n`;
}
