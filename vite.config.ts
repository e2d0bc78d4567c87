/**
 * Serves and builds the playground, a static site that works from any sub-path; builds (with `--mode elements`) its
 * elements for other pages, and (with `--mode engine`) the engine as one ES module that needs nothing else.
 */

import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { umapModule } from './playground/umap-module.js';
import { compactShaders } from './shaders/compact.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// On a machine without a desktop there is no browser to open: printing the address has to do.
const { platform, env } = process;
if (platform === 'linux' && !(env.DISPLAY ?? env.WAYLAND_DISPLAY ?? env.WSL_DISTRO_NAME)) env.BROWSER ??= 'none';

const playground: UserConfig = {
  root: at('playground'),
  base: './',
  // The engine and its shaders stand beside the playground, not inside it.
  server: { fs: { allow: [at('.')] } },
  // Packages are served as they are: bundling them first would reload the page, and races with other servers.
  optimizeDeps: { noDiscovery: true, include: [] },
  plugins: [compactShaders(), umapModule()],
  worker: { format: 'es', plugins: () => [compactShaders(), umapModule()] },
  build: { outDir: at('dist/playground'), emptyOutDir: true, target: 'es2022' },
};

/** The declarations that `tsc` writes into folders of their own under the name of the script, and that of its styles. */
const declarations: Plugin = {
  name: 'declarations',
  apply: 'build',
  generateBundle() {
    const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source });
    emit('thaw-elements.d.ts', "export * from './playground/library.js';\n");
    emit('playground/styles/tokens.css.d.ts', 'export {};\n');
  },
};

const elements: UserConfig = {
  ...playground,
  plugins: [compactShaders(), declarations],
  build: {
    outDir: at('dist/elements'),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: at('playground/library.ts'),
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: 'thaw-elements.js',
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.css')) ? 'thaw-elements.css' : 'assets/[name]-[hash][extname]',
      },
    },
  },
};

const engine: UserConfig = {
  root: at('.'),
  publicDir: false,
  plugins: [compactShaders()],
  build: {
    outDir: at('dist/engine'),
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    lib: { entry: at('engine/index.ts'), formats: ['es'], fileName: 'thaw' },
    // What the page loads lazily is part of the one file.
    rolldownOptions: { output: { codeSplitting: false } },
  },
};

const byMode: Readonly<Record<string, UserConfig>> = { elements, engine };

export default defineConfig(({ mode }) => byMode[mode] ?? playground);
