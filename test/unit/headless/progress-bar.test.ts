/** Progress: one line that is drawn over on a terminal, a line now and then in a log. */

import { expect, test } from 'vitest';
import { printDuration, ProgressBar, progressLine } from '../../../playground/headless/progress-bar.js';

/** A bar whose clock is set by hand. */
function barOn(output: { isTTY?: boolean; columns?: number }) {
  const clock = { now: 0 };
  const written: string[] = [];
  const bar = new ProgressBar({ ...output, write: (text) => written.push(text) }, () => clock.now);
  const show = (seconds: number, done: number) => {
    clock.now = seconds;
    bar.show({ stage: 'Decoding', done, total: 1000 });
  };
  return { bar, show, written };
}

test('a line has stage, bar, numbers and time left', () => {
  const line = progressLine({ stage: 'Decoding', done: 500, total: 1000 }, 3.2);
  expect(line).toBe('Decoding  ████████████░░░░░░░░░░░░  500 of 1,000  4 s left');
});

test('a stage of unknown length is its name alone', () => {
  expect(progressLine({ stage: 'Compiling', done: 0, total: 0 }, undefined)).toBe('Compiling');
});

test('bytes are told in megabytes, also where nobody knows how many there will be', () => {
  const download = { stage: 'Downloading', done: 12_300_000, unit: 'bytes' } as const;
  expect(progressLine({ ...download, total: 46_800_000 }, 60)).toBe(
    'Downloading  ██████░░░░░░░░░░░░░░░░░░  12.3 of 46.8 MB  1 min 0 s left',
  );
  expect(progressLine({ ...download, total: 0 }, undefined)).toBe('Downloading  12.3 MB');
});

test('on a terminal the line is drawn over, at most ten times a second and never wider than the terminal', () => {
  const { bar, show, written } = barOn({ isTTY: true, columns: 20 });
  show(0, 0);
  show(0.05, 50);
  show(0.2, 200);
  bar.clear();
  expect(written.map((text) => text.replace('\r\u001b[K', '<'))).toEqual([
    '<Decoding  ░░░░░░░░░',
    '<Decoding  █████░░░░',
    '<',
  ]);
});

test('in a log a stage is named once and told again every ten seconds', () => {
  const { show, written } = barOn({});
  show(0, 0);
  show(5, 250);
  show(10, 500);
  show(12, 600);
  expect(written).toEqual(['Decoding\n', 'Decoding  ████████████░░░░░░░░░░░░  500 of 1,000  10 s left\n']);
});

test('time left is told from the pace since the stage was first heard of', () => {
  const { show, written } = barOn({});
  show(0, 400);
  show(10, 500);
  expect(written[1]).toContain('500 of 1,000  50 s left');
});

test('a line that stays takes the bar off first', () => {
  const { bar, show, written } = barOn({ isTTY: true });
  show(0, 0);
  bar.line('epoch 1');
  expect(written.slice(1)).toEqual(['\r\u001b[K', 'epoch 1\n']);
});

test.each([
  [7.2, '8 s'],
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(printDuration(seconds)).toBe(words);
});
