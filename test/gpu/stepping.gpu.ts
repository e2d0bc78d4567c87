/** A training that is paused and taken step by step: it is the same training, and says what each of its steps computes. */

import { Gate } from '../../engine/train/gate.js';
import { assert } from '../assert.js';
import type { GpuCases } from './harness.js';
import { changedBetween, runTraining } from './run-training.js';

export const cases: GpuCases = {
  'single steps are told of before the next pause, and change no bit': async ({ device }) => {
    const recipe = { freeze: 'layer1', lossEvery: 2 };
    const gate = new Gate();
    gate.close();
    const told: string[] = [];
    const stepped = await runTraining(device, recipe, {
      gate,
      onEvent: (event) => {
        if (event.kind === 'step') told.push(`step ${event.step}`);
        if (event.kind !== 'state' || event.state !== 'paused') return;
        told.push(`paused after ${event.step}`);
        // Who answers a pause waits at the gate by then.
        setTimeout(() => (event.step < 4 ? gate.openOnce() : gate.open()));
      },
    });
    const pauses = ['paused after 0', 'paused after 1', 'step 2', 'paused after 2'];
    assert(told.join() === [...pauses, 'paused after 3', 'step 4', 'paused after 4', 'step 6'].join(), told.join());
    const whole = await runTraining(device, recipe);
    assert(changedBetween(stepped.after, whole.after).length === 0, 'the weights differ');
  },

  'every phase says first what its steps compute': async ({ device }) => {
    const phases = [
      { freeze: 'head', epochs: 1 },
      { freeze: 'layer2', cache: false, epochs: 1 },
    ];
    const { events } = await runTraining(device, { phases });
    const told = events.flatMap((event) => (event.kind === 'phase' ? [event] : []));
    const [first, second] = told.map(({ stages }) => stages);
    assert(told.map(({ phase }) => phase).join() === '1,2', 'other phases');
    assert(first?.from === 'avgpool' && first.forward.join() === 'head', JSON.stringify(first));
    const all = 'stem,layer1.0,layer2.0,layer3.0,head';
    assert(second?.from === 'input' && second.forward.join() === all, JSON.stringify(second));
    assert(
      second.backward.join() === 'head,layer3.0' && second.update.join() === 'layer3.0,head',
      'other layers learn',
    );
  },
};
