/** Serves a folder below a path, as any plain web host does. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
};

/** Gives the folder's address; anything outside of `path` is not found. */
export async function serveFolder(folder: string, path: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const name = normalize(pathname.slice(path.length));
    readFile(join(folder, name === '.' ? 'index.html' : name)).then(
      (bytes) =>
        response
          .setHeader('content-type', types[extname(name)] ?? (name === '.' ? 'text/html' : 'application/octet-stream'))
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, close: () => server.close() };
}
