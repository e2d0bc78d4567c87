/** Files for tests of data sets, made from paths. */

import type { SourceFile } from '../engine/data/sample.js';

export function sourceFile(path: string, content: Uint8Array<ArrayBuffer> | string = path): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { path, bytes: () => Promise.resolve(bytes) };
}

/** Files whose content is their own path, so that a test sees which file was read. */
export function sourceFiles(...paths: string[]): SourceFile[] {
  return paths.map((path) => sourceFile(path));
}
