/** The folder of downloaded models, and where it is. */

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder, modelFolder } from '../../../playground/headless/cache-folder.js';
import { FolderStore } from '../../../playground/headless/folder-store.js';
import { useFolder } from '../../use-folder.js';

const at = useFolder();
let store: FolderStore;

beforeAll(() => {
  store = new FolderStore(at('not yet there'));
});

test('a folder that is not there is empty', async () => {
  expect(await store.names()).toEqual([]);
  expect(await store.size('a')).toBeUndefined();
  await store.remove('a');
});

test('files are written at places, by several at once, and what is in them stays', async () => {
  const [first, second] = await Promise.all([store.open('a'), store.open('a')]);
  await first.write(Uint8Array.of(1, 2, 3), 0);
  await second.write(Uint8Array.of(2, 3, 4), 1);
  await Promise.all([first.close(), second.close()]);
  expect([...(await store.read('a'))]).toEqual([1, 2, 3, 4]);
  expect(await store.size('a')).toBe(4);
  expect([...(await readFile(store.pathOf('a')))]).toEqual([1, 2, 3, 4]);
  await store.remove('a');
  expect(await store.names()).toEqual([]);
});

describe('models are kept', () => {
  test.each([
    ['linux', {}, '/home/ada/.cache/thaw'],
    ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast/thaw'],
    ['darwin', {}, '/home/ada/Library/Caches/thaw'],
    ['win32', { LOCALAPPDATA: '/Users/ada/AppData/Local' }, '/Users/ada/AppData/Local/thaw'],
  ])('on %s with %j below %s', (platform, environment, expected) => {
    expect(cacheFolder(platform, environment, '/home/ada')).toBe(expected);
  });

  test('in a folder of the cache, or where THAW_CACHE says', () => {
    expect(modelFolder({ XDG_CACHE_HOME: '/fast' })).toBe('/fast/thaw/models');
    expect(modelFolder({ XDG_CACHE_HOME: '/fast', THAW_CACHE: '/models' })).toBe('/models');
  });
});
