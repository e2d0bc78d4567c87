/** Downloads: what is kept, gone on with, tried again, refused, and in which words. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../engine/core/sha256.js';
import { download } from '../../../engine/weights/download/download.js';
import { MemoryStore } from '../../../engine/weights/download/file-store.js';
import { KeptFiles } from '../../../engine/weights/download/kept-files.js';
import type { DownloadOptions, DownloadRequest } from '../../../engine/weights/download/request.js';
import type { Progress } from '../../../engine/train/events.js';
import { startCdn, type Behaviour, type Cdn } from '../../cdn.js';

const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919) >> 3);
const other = content.map((byte) => byte ^ 1);
const impatience = { pauses: [0, 0, 0], stallSeconds: 10 };

let cdn: Cdn;
let files: MemoryStore;
let kept: KeptFiles;

beforeAll(async () => {
  cdn = await startCdn({ content });
});

afterAll(() => cdn.close());

beforeEach(() => {
  files = new MemoryStore();
  kept = new KeptFiles(files);
});

function get(
  behaviour: Omit<Behaviour, 'content'> & Partial<Behaviour>,
  request: Partial<DownloadRequest> = {},
  options: Partial<DownloadOptions> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  cdn.behave({ content, ...behaviour });
  const asked = { name: 'net', fileName: 'net.bin', url: `${cdn.origin}/net`, stage: 'Downloading net', ...request };
  return download(asked, { files, patience: impatience, ...options });
}

/** `toEqual` takes seconds for as many numbers. */
function expectBytes(found: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(found, expected)).toBe(0);
}

/** What was asked of the server while `work` ran. */
async function asked(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = cdn.requests.length;
  await work();
  return cdn.requests.slice(before);
}

/** Leaves the beginning of the file behind; gives the range that is missing. */
async function leaveHalf(behaviour: Partial<Behaviour> = {}): Promise<string> {
  const once = { pauses: [], stallSeconds: 10 };
  await expect(get({ cuts: [65_536], ...behaviour }, {}, { patience: once })).rejects.toThrow('net: got');
  const [file] = await kept.list();
  expect(file).toMatchObject({ isComplete: false });
  expect(file?.bytes).toBeGreaterThan(0);
  return `bytes=${file?.bytes}-`;
}

describe('a file', () => {
  it('comes whole, and is kept: the next time nobody is asked, not even a server that is gone', async () => {
    expectBytes(await get({}), content);
    expect(await asked(async () => expectBytes(await get({ statuses: [404] }), content))).toEqual([]);
    expect(await kept.list()).toEqual([
      { name: 'net.bin', url: `${cdn.origin}/net`, bytes: 200_000, isComplete: true },
    ]);
  });

  it('comes through redirects', async () => {
    const requests = await asked(async () => expectBytes(await get({ redirects: true }), content));
    expect(requests).toEqual(['/net', '/moved/net']);
  });

  it('tells how many bytes have come, of how many', async () => {
    const told: Progress[] = [];
    await get({ slowness: 1 }, {}, { onProgress: (progress) => told.push(progress) });
    expect(told[0]).toEqual({ stage: 'Downloading net', done: 0, total: 200_000, unit: 'bytes' });
    expect(told.at(-1)).toMatchObject({ done: 200_000, total: 200_000 });
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  });

  it('comes whole from a server that does not say how long it is', async () => {
    const told: Progress[] = [];
    const onProgress = (progress: Progress) => told.push(progress);
    expectBytes(await get({ hidesLength: true }, {}, { onProgress }), content);
    expect(told.at(-1)).toMatchObject({ done: 200_000, total: 0 });
  });

  it('is downloaded again where it was damaged since', async () => {
    await get({});
    await files.remove('net.bin');
    await (await files.open('net.bin')).write(other, 0);
    expectBytes(await get({}), content);
  });
});

describe('a download that breaks off', () => {
  it('goes on by itself from where it was', async () => {
    const requests = await asked(async () => expectBytes(await get({ cuts: [65_536, 32_768] }), content));
    expect(requests).toEqual(['/net', '/net bytes=65536-', '/net bytes=98304-']);
  });

  it('goes on the next time, after a reload say', async () => {
    const rest = await leaveHalf({ etag: '"1"' });
    const requests = await asked(async () => expectBytes(await get({ etag: '"1"' }), content));
    expect(requests).toEqual([`/net ${rest}`]);
  });

  it('goes on through redirects', async () => {
    const rest = await leaveHalf({ redirects: true });
    const requests = await asked(async () => expectBytes(await get({ redirects: true }), content));
    expect(requests).toEqual([`/net ${rest}`, `/moved/net ${rest}`]);
  });

  it('begins anew where the server knows no ranges', async () => {
    await leaveHalf();
    expectBytes(await get({ ignoresRange: true }), content);
  });

  it.each([
    ['a new version', { content, etag: '"2"' }],
    ['a shorter one', { content: content.subarray(0, 50_000), etag: '"2"' }],
  ])('begins anew where the file on the server is %s', async (_, behaviour) => {
    await leaveHalf({ content: other, etag: '"1"' });
    expectBytes(await get(behaviour), behaviour.content);
  });

  it('begins anew for a file from another address', async () => {
    await leaveHalf();
    const requests = await asked(() => get({}, { url: `${cdn.origin}/net2` }));
    expect(requests).toEqual(['/net2']);
  });

  it('asks for nothing where only the end was not noticed', async () => {
    await get({});
    await kept.note('net.bin', { url: `${cdn.origin}/net`, isComplete: false, total: 200_000 });
    expect(await asked(async () => expectBytes(await get({}), content))).toEqual([]);
  });

  it('goes on by itself after a silence, and gives up where there is nothing else', async () => {
    const patience = { ...impatience, stallSeconds: 0.3 };
    const requests = await asked(async () =>
      expectBytes(await get({ stallsAfter: 80_000 }, {}, { patience }), content),
    );
    expect(requests).toEqual(['/net', '/net bytes=80000-', '/net bytes=160000-']);
    await kept.clear();
    await expect(get({ stallsAfter: 0 }, {}, { patience })).rejects.toThrow('nothing for 0.3 s, 4 times in a row');
  });

  it('is tried again while the server is busy, and not for ever', async () => {
    expectBytes(await get({ statuses: [503, 429, 500] }), content);
    await files.remove('net.bin.json');
    await expect(get({ statuses: [503, 503, 503, 503] })).rejects.toThrow(
      /net: got status 503, 4 times in a row, expected the file .*\/net\. Check the connection and try again/,
    );
  });

  it('says so where nobody answers', async () => {
    await expect(get({}, { url: 'http://127.0.0.1:1/net' })).rejects.toThrow(
      /net: got .*, 4 times in a row, expected the file http:\/\/127\.0\.0\.1:1\/net/,
    );
  });
});

describe('cancelling', () => {
  it('ends a download at once and keeps what has come', async () => {
    const abort = new AbortController();
    const onProgress = ({ done }: Progress) => done >= 32_768 && abort.abort(new Error('enough'));
    await expect(get({ slowness: 5 }, {}, { signal: abort.signal, onProgress })).rejects.toThrow('enough');
    const [file] = await kept.list();
    expect(file?.bytes).toBeGreaterThanOrEqual(32_768);
    const requests = await asked(async () => expectBytes(await get({}), content));
    expect(requests).toEqual([`/net bytes=${file?.bytes}-`]);
  });

  it('ends a pause between two tries', async () => {
    const abort = new AbortController();
    const patience = { pauses: [60], stallSeconds: 60 };
    const waiting = get({ statuses: [503] }, {}, { signal: abort.signal, patience });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('a file that is not the one', () => {
  it('is deleted, and both checksums are told', async () => {
    const wanted = await sha256(content);
    await expect(get({ content: other }, { sha256: wanted })).rejects.toThrow(
      `net: got a file with the SHA-256 ${await sha256(other)}, expected ${wanted}. It was deleted. Try again`,
    );
    expect(await kept.list()).toEqual([]);
    expectBytes(await get({}, { sha256: wanted }), content);
  });

  it('is told from its first digits where no more is known', async () => {
    const wanted = (await sha256(content)).slice(0, 8);
    await expect(get({ content: other }, { sha256: wanted })).rejects.toThrow(`expected ${wanted}.`);
    expectBytes(await get({}, { sha256: wanted }), content);
  });

  it('is refused before it comes where its size is wrong', async () => {
    await expect(get({ content: content.subarray(0, 5000) }, { bytes: 200_000 })).rejects.toThrow(
      /net: got an answer of 5,000 bytes, expected the 200,000 bytes of .*\/net\. Something between/,
    );
    expect(await kept.list()).toEqual([]);
  });

  it('is refused afterwards where the server did not say how long it is', async () => {
    const long = { content: new Uint8Array(250_000), hidesLength: true };
    await expect(get(long, { bytes: 200_000 })).rejects.toThrow('got 250,000 bytes, expected 200,000 bytes');
  });

  it('is held against the first download where no checksum is known, also after that was deleted', async () => {
    await get({});
    await kept.delete('net.bin');
    await expect(get({ content: other })).rejects.toThrow(
      `expected ${await sha256(content)}, that of the first download. It was deleted. If ${cdn.origin}/net was replaced on`,
    );
    expectBytes(await get({}), content);
  });

  it('is taken after all that was kept is forgotten', async () => {
    await get({});
    await kept.clear();
    expectBytes(await get({ content: other }), other);
  });

  it.each([403, 404, 410])('is no file: status %i is not tried again', async (status) => {
    const requests = await asked(() =>
      expect(get({ statuses: [status] })).rejects.toThrow(
        `net: got status ${status}, expected the file ${cdn.origin}/net. The file may have moved`,
      ),
    );
    expect(requests).toHaveLength(1);
  });
});

it('a full disk is told, not tried again', async () => {
  const write = () => Promise.reject(new Error('no space left on device'));
  const full = { write, close: () => Promise.resolve() };
  const open = files.open.bind(files);
  files.open = (name) => (name === 'net.bin' ? Promise.resolve(full) : open(name));
  const requests = await asked(() =>
    expect(get({})).rejects.toThrow(
      'keep net: got no space left on device, expected room for more than the 0.0 MB that are kept. Make room',
    ),
  );
  expect(requests).toHaveLength(1);
});
