/**
 * Serves the playground to the headless browser: Vite's own server, on a free port that only this machine can reach,
 * without watching files or reloading pages.
 */

import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { FileTransfer } from './file-transfer.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface PlaygroundServer {
  /** `http://127.0.0.1:41234` */
  readonly origin: string;
  /** Carries files between this process and the page. */
  readonly files: FileTransfer;
  /** The address of a file of the repository that lies outside the playground. */
  urlOf(path: string): string;
  close(): Promise<void>;
}

export async function startServer(): Promise<PlaygroundServer> {
  const files = new FileTransfer();
  const vite = await createServer({
    configFile: `${repository}vite.config.ts`,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, open: false, hmr: false, watch: null },
    plugins: [
      {
        name: 'thaw-file-transfer',
        configureServer: ({ middlewares }) => {
          middlewares.use(files.handle);
        },
      },
    ],
  });
  await vite.listen();
  const origin = `http://127.0.0.1:${vite.config.server.port}`;
  return {
    origin,
    files,
    urlOf: (path) => `${origin}/@fs/${repository.replace(/^\//, '')}${path}`,
    close: () => vite.close(),
  };
}
