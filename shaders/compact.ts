/**
 * Shaders as they travel: a build leaves out their comments, indentation and most spaces, which say much to people and
 * nothing to a browser. The assembler's directives (`//#`) stay.
 */

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

export function compact(wgsl: string): string {
  return wgsl
    .split('\n')
    .map((line) => (line.trim().startsWith('//#') ? line.trim() : tighten(line.replace(/\/\/.*$/, '').trim())))
    .filter((line) => line !== '')
    .join('\n');
}

/** Without the spaces around signs, but for those that keep two signs two: `> =`, `- -`. */
function tighten(line: string): string {
  return line.replace(/(?<!>) ?([=+*/%,:;(){}]) ?/g, '$1').replace(/ ([-<>&|]+) (?=\w)/g, '$1');
}

/** For Vite: compacts `*.wgsl?raw` in builds. */
export function compactShaders(): Plugin {
  return {
    name: 'thaw-compact-shaders',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('.wgsl?raw')) return undefined;
      return `export default ${JSON.stringify(compact(await readFile(id.replace(/\?raw$/, ''), 'utf8')))}`;
    },
  };
}
