/**
 * Serves and builds the playground, a static site that works from any sub-path, and (with `--mode engine`) builds the
 * engine as one ES module that needs nothing else.
 */

import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';

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
  worker: { format: 'es' },
  build: { outDir: at('dist/playground'), emptyOutDir: true, target: 'es2022' },
};

const engine: UserConfig = {
  root: at('.'),
  publicDir: false,
  build: {
    outDir: at('dist/engine'),
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    // What the playground loads only when it is needed (reading ONNX) is in the one file too.
    rolldownOptions: { output: { codeSplitting: false } },
    lib: { entry: at('engine/index.ts'), formats: ['es'], fileName: 'thaw' },
  },
};

export default defineConfig(({ mode }) => (mode === 'engine' ? engine : playground));
