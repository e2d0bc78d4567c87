/**
 * Mends `navigator.language` where it is no language tag: Chromium under the C locale says `en-US@posix`, and uPlot, which
 * makes a number format of it while it loads, would take the whole page down. Must be imported before it.
 */

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
}

export {};
