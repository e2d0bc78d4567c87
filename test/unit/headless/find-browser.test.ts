/** Where a browser is looked for. */

import { describe, expect, test } from 'vitest';
import { hasBundledChromium } from '../../../playground/headless/bundled-chromium.js';
import { namedBrowser, systemBrowserPaths } from '../../../playground/headless/find-browser.js';

describe('the browser that the environment names', () => {
  test('is taken where it exists', () => {
    expect(namedBrowser({ PUPPETEER_EXECUTABLE_PATH: process.execPath })).toBe(process.execPath);
  });

  test('is an error where it does not, rather than another browser', () => {
    const environment = { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chrome' };
    expect(() => namedBrowser(environment)).toThrow('got /nowhere/chrome, which does not exist');
  });

  test.each([{}, { PUPPETEER_EXECUTABLE_PATH: '' }])('is none in %j', (environment) => {
    expect(namedBrowser(environment)).toBeUndefined();
  });
});

describe('browsers of the system', () => {
  test('on Linux: Chrome before Chromium, in every folder of PATH', () => {
    const paths = systemBrowserPaths('linux', { PATH: '/usr/local/bin:/usr/bin' });
    expect(paths.slice(0, 2)).toEqual(['/usr/local/bin/google-chrome-stable', '/usr/bin/google-chrome-stable']);
    expect(paths).toContain('/usr/bin/chromium');
  });

  test('on macOS: among the applications of the machine and of the user', () => {
    const paths = systemBrowserPaths('darwin', { HOME: '/Users/ada' });
    expect(paths[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(paths).toContain('/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium');
  });

  test('on Windows: Chrome before Edge, which every Windows has', () => {
    const paths = systemBrowserPaths('win32', { PROGRAMFILES: 'C:\\Program Files' });
    expect(paths[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(paths.at(-1)).toBe('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe');
  });
});

test('the bundled Chromium is for Linux on x86-64 alone', () => {
  expect(hasBundledChromium('linux', 'x64')).toBe(true);
  expect(hasBundledChromium('linux', 'arm64')).toBe(false);
  expect(hasBundledChromium('darwin', 'x64')).toBe(false);
});
