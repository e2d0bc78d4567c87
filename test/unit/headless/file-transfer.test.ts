/** The routes between command line and page: only what was named can be read, only what was asked for is taken. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileTransfer } from '../../../playground/headless/file-transfer.js';

const here = fileURLToPath(import.meta.url);
const files = new FileTransfer();
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    files.handle(request, response, () => response.end('somewhere else'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

test('offered files arrive one after another in one answer', async () => {
  const text = await (await fetch(origin + files.offer([here, here]))).text();
  expect(text.length % 2).toBe(0);
  expect(text.slice(0, text.length / 2)).toBe(text.slice(text.length / 2));
  expect(text).toContain('only what was named can be read');
});

test('a file that cannot be read breaks the answer off', async () => {
  const response = fetch(origin + files.offer([here, `${here}.missing`]));
  await expect(response.then((answer) => answer.text())).rejects.toThrow();
});

test('an address that was not given out answers nothing', async () => {
  expect((await fetch(`${origin}/@thaw-files/${here}`)).status).toBe(404);
  expect((await fetch(`${origin}/@thaw-result/1`, { method: 'POST', body: 'x' })).status).toBe(404);
});

test('bytes are taken once', async () => {
  const { url, bytes } = files.expect();
  const post = () => fetch(origin + url, { method: 'POST', body: 'seen' });
  expect((await post()).status).toBe(200);
  expect((await bytes).toString()).toBe('seen');
  expect((await post()).status).toBe(404);
});

test('every other address is left to the next middleware', async () => {
  expect(await (await fetch(`${origin}/index.html`)).text()).toBe('somewhere else');
});
