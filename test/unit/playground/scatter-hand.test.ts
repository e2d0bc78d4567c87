/** Fingers on a plot: one draws a lasso, and a second one turns that into moving and zooming. */

import { expect, test, vi } from 'vitest';
import { ScatterHand } from '../../../playground/elements/scatter-hand.js';

const plot = { setPointerCapture: () => undefined, getBoundingClientRect: () => ({ left: 100, top: 50 }) };

const pressed = { button: 0, shiftKey: false, ctrlKey: false, metaKey: false, currentTarget: plot };

/** A finger of that number at a pixel of the plot. */
const finger = (pointerId: number, x: number, y: number) =>
  ({ ...pressed, pointerId, clientX: 100 + x, clientY: 50 + y }) as unknown as PointerEvent;

function hand() {
  const told = {
    point: vi.fn(),
    press: vi.fn(),
    move: vi.fn(),
    zoom: vi.fn(),
    draw: vi.fn(),
    lasso: vi.fn(),
  };
  return { told, own: new ScatterHand(told) };
}

test('one finger that is drawn around something selects it', () => {
  const { told, own } = hand();
  own.down(finger(1, 0, 0));
  own.move(finger(1, 40, 0));
  own.move(finger(1, 40, 40));
  own.up(finger(1, 40, 40));
  expect(told.lasso).toHaveBeenCalledExactlyOnceWith(
    [
      [0, 0],
      [40, 0],
      [40, 40],
    ],
    false,
  );
  expect(told.zoom).not.toHaveBeenCalled();
});

test('two fingers that part enlarge what is between them, and nothing is selected', () => {
  const { told, own } = hand();
  own.down(finger(1, 10, 20));
  own.move(finger(1, 20, 20));
  own.down(finger(2, 40, 20));
  expect(own.line).toEqual([]);
  own.move(finger(2, 60, 20));
  expect(told.move).toHaveBeenLastCalledWith([10, 0]);
  expect(told.zoom).toHaveBeenLastCalledWith(2, [40, 20]);
  own.up(finger(2, 60, 20));
  own.move(finger(1, 80, 80));
  own.up(finger(1, 80, 80));
  expect(told.lasso).not.toHaveBeenCalled();
  expect(told.press).not.toHaveBeenCalled();
  expect(told.zoom).toHaveBeenCalledOnce();
});

test('a finger that the browser takes away leaves the other alone, and the next one selects again', () => {
  const { told, own } = hand();
  own.down(finger(1, 10, 20));
  own.down(finger(2, 40, 20));
  own.drop(finger(1, 10, 20));
  own.up(finger(2, 40, 20));
  own.down(finger(3, 5, 5));
  own.up(finger(3, 5, 5));
  expect(told.press).toHaveBeenCalledExactlyOnceWith([5, 5], false);
});
