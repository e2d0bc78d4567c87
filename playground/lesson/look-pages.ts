/** The lesson's first two pages: how much of the picture a value depends on, in an early and in a late layer. */

import { findLayer, type AppState } from '../state/app-state.js';
import { printValue } from '../elements/format.js';
import type { LessonPage, Measures, Result, SeenValue, Since } from './page.js';

/** A value is early while its square is less than half as wide as the input, and late from there on. */
const earlyShare = 0.5;

export const lookPages: readonly LessonPage[] = [
  {
    name: 'early',
    title: 'What early layers respond to',
    text:
      'A network looks at a picture layer by layer. Each small map below is one channel of a layer: bright where its ' +
      'pattern was found. An early layer sees only a few pixels at a time, so its channels can be no more than edges, ' +
      'corners and patches of colour. Those are in every picture, whatever it is of.',
    action: 'Point at any map of the early layer, or focus the maps and press an arrow key.',
    place: 'early',
    needs: ['inspector'],
    measure(now, since) {
      const early = seenValue(now, since);
      return early && shareOf(early) < earlyShare ? { early } : undefined;
    },
    result: ({ early }) => early && { sentence: saySeen(early) },
  },
  {
    name: 'late',
    title: 'What late layers respond to',
    text:
      'Every layer looks at the maps of the one before it, so what a value depends on grows with depth. Late channels can ' +
      'respond to whole things, a wheel or a wing, and to whatever helped to tell the classes apart that the network was ' +
      'trained on. Their maps are coarse: by now it matters less where a thing is than what it is.',
    action: 'Point at any map of the late layer.',
    place: 'late',
    needs: ['inspector'],
    measure(now, since) {
      const late = seenValue(now, since);
      return late && shareOf(late) >= earlyShare ? { late } : undefined;
    },
    result: ({ early, late }) => late && compareSeen(late, early),
  },
];

/** The value that is pointed at since then, once it is read. */
function seenValue({ cursor, model }: AppState, since: Since): SeenValue | undefined {
  const layer = cursor && findLayer(model, cursor.layer);
  if (!model || !layer || cursor.value === undefined || cursor.place === since.state.cursor?.place) return undefined;
  const { inputSize: inputSide } = model;
  return { layer: layer.name, value: cursor.value, side: layer.receptiveField.size, inputSide };
}

/** How wide the square is, in widths of the input. */
function shareOf({ side, inputSide }: SeenValue): number {
  return side / inputSide;
}

function saySeen({ layer, value, side, inputSide }: SeenValue): string {
  const reach =
    side < inputSide
      ? `sees ${side} × ${side} of the ${inputSide} × ${inputSide} pixels, ${printShare((side / inputSide) ** 2)} of the picture`
      : `can see ${side} × ${side} pixels, more than the picture’s ${inputSide} × ${inputSide}`;
  return `Your value in ${layer}, ${printValue(value)}, ${reach}.`;
}

function compareSeen(late: SeenValue, early: Measures['early']): Result {
  const sentence = saySeen(late);
  if (!early) return { sentence };
  const wider = (late.side / early.side).toFixed(1);
  return {
    sentence: `${sentence} That is ${wider} times as wide as what you pointed at before.`,
    table: {
      head: ['', 'sees', 'of the input'],
      rows: [early, late].map((one) => [
        one.layer,
        `${one.side} × ${one.side}`,
        printShare(Math.min(1, shareOf(one)) ** 2),
      ]),
    },
  };
}

function printShare(share: number): string {
  return `${Math.round(100 * share)} %`;
}
