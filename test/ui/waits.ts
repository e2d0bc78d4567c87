/** What a person waits for before going on: the data, the maps, the prediction, a training. */

import type { Page } from 'puppeteer';
import { textsOf, until } from './harness.js';

/** Until `figure` is one of the figures of the data panel, as in `12 classes`. */
export async function dataHave(page: Page, figure: string, seconds?: number): Promise<void> {
  await until(
    () => textsOf(page, '>>> thaw-data-panel >>> .figures'),
    ([text]) => text?.split(/\s{2,}/).includes(figure) ?? false,
    seconds,
  );
}

/** Until both panes have drawn their maps. */
export async function mapsAreThere(page: Page, seconds?: number): Promise<void> {
  await until(
    () => textsOf(page, '>>> thaw-layer-pane >>> .legend'),
    (legends) => legends.length === 2 && legends.every((legend) => legend.includes('to')),
    seconds,
  );
}

/** Until the picture is classified. */
export async function predictionsAreThere(page: Page, seconds?: number): Promise<void> {
  await until(
    () => textsOf(page, '>>> thaw-predictions >>> li'),
    (rows) => rows.some((row) => row.includes('%')),
    seconds,
  );
}

/** Until the training panel calls the training `running`, `paused`, `done` and so on. */
export async function trainingIs(page: Page, phase: string, seconds?: number): Promise<void> {
  await until(
    () => textsOf(page, '>>> thaw-training-panel >>> header p'),
    ([word]) => word === phase,
    seconds,
  );
}
