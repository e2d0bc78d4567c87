/**
 * umap-js as an ES module: it comes as a script for CommonJS or a page's globals, which neither a worker of modules nor
 * Vite's server, that serves packages as they are, can import.
 */

import type { Plugin } from 'vite';

const script = 'umap-js/lib/umap-js.js';

/** For Vite: makes `import { UMAP } from 'umap-js'` work. */
export function umapModule(): Plugin {
  return {
    name: 'thaw-umap-module',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === 'umap-js' ? this.resolve(script, importer) : undefined;
    },
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith(script)) return undefined;
      const head = 'const module = { exports: {} }, exports = module.exports;';
      return { code: `${head}\n${code}\nexport const { UMAP } = module.exports;`, map: null };
    },
  };
}
