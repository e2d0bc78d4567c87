/**
 * Where a browser for headless work may be found, best first: named by PUPPETEER_EXECUTABLE_PATH, in puppeteer's own
 * cache, installed on the system (Chrome, Chromium, Edge), else the Chromium that comes with the packages.
 */

import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import puppeteer from 'puppeteer';
import { ThawError } from '../../engine/core/errors.js';
import { bundledChromium, hasBundledChromium } from './bundled-chromium.js';

export interface FoundBrowser {
  readonly executablePath: string;
  /** What its process needs beside the usual environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The best browser of this machine. Throws a `ThawError` that says how to get one where there is none. */
export async function findBrowser(onUnpack?: (folder: string) => void): Promise<FoundBrowser> {
  const installed = namedBrowser(process.env) ?? cachedBrowser() ?? systemBrowser();
  if (installed !== undefined) return { executablePath: installed, environment: {} };
  if (hasBundledChromium()) return bundledChromium(onUnpack);
  throw new ThawError({
    operation: 'headless browser',
    got: `none on this machine (${process.platform}, ${process.arch})`,
    expected: 'Chrome, Chromium or Edge',
    remedy: 'Install Chrome, or set PUPPETEER_EXECUTABLE_PATH to the program file of a browser built on Chromium.',
  });
}

/** The browser that the environment names; an error where that file does not exist, rather than another browser. */
export function namedBrowser(environment: Environment): string | undefined {
  const path = environment.PUPPETEER_EXECUTABLE_PATH;
  if (path === undefined || path === '' || existsSync(path)) return path === '' ? undefined : path;
  throw new ThawError({
    operation: 'PUPPETEER_EXECUTABLE_PATH',
    got: `${path}, which does not exist`,
    expected: 'the program file of a browser',
    remedy: 'Correct the variable or unset it.',
  });
}

function cachedBrowser(): string | undefined {
  try {
    const path = puppeteer.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // nothing in the cache, or a configuration that has no such browser
  }
}

function systemBrowser(): string | undefined {
  return systemBrowserPaths(process.platform, process.env).find(existsSync);
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The program files that Chrome, Chromium and Edge install on a platform, best first. */
export function systemBrowserPaths(platform: string, environment: Environment): string[] {
  if (platform === 'win32') return windowsPaths(environment);
  if (platform === 'darwin') return macPaths(environment);
  const folders = (environment.PATH ?? '').split(posix.delimiter).filter(Boolean);
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable'];
  return names.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

function macPaths(environment: Environment): string[] {
  const folders = ['/Applications', posix.join(environment.HOME ?? '/', 'Applications')];
  const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  return names.flatMap((name) => folders.map((folder) => posix.join(folder, `${name}.app/Contents/MacOS/${name}`)));
}

function windowsPaths(environment: Environment): string[] {
  const folders = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
  const programs = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ];
  const present = folders.filter((folder) => folder !== undefined);
  return programs.flatMap((program) => present.map((folder) => win32.join(folder, program)));
}
