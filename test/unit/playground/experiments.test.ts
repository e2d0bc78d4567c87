/** The page's end of the queue of experiments, with a worker that is made up. */

import { expect, test } from 'vitest';
import { Experiments } from '../../../playground/state/experiments.js';
import type {
  ExperimentProgress,
  ExperimentWorker,
  KeptExperiment,
} from '../../../playground/worker/experiment-protocol.js';

const waiting = { name: 'pets', status: 'waiting', done: 1 } as KeptExperiment;
const progress: ExperimentProgress = { name: 'pets', run: 'seed 1', done: 1, total: 8, secondsLeft: 60 };

/** At work on `pets` for ever, until it is ended; what it tells comes when the test wants it. */
class MadeUpWorker {
  isEnded = false;
  status: KeptExperiment['status'] = 'waiting';
  tell: (progress: ExperimentProgress) => void = () => undefined;
  tellRun: (kept: KeptExperiment) => void = () => undefined;

  readonly worker = {
    list: () => Promise.resolve([{ ...waiting, status: this.status }]),
    work: (onProgress, onRun) => {
      [this.tell, this.tellRun] = [onProgress, onRun];
      return new Promise(() => undefined);
    },
    stop: () => {
      this.status = 'stopped';
      return Promise.resolve(true);
    },
  } as Partial<ExperimentWorker> as ExperimentWorker;

  readonly end = () => {
    this.isEnded = true;
  };
}

test('one that is stopped stays stopped, whatever its worker told before it was ended', async () => {
  const made = new MadeUpWorker();
  const experiments = new Experiments(
    () => undefined,
    () => made,
  );
  void experiments.open();
  await expect.poll(() => experiments.state.kept).toEqual([waiting]);
  made.tell(progress);
  expect(experiments.state.progress).toEqual(progress);

  await experiments.stop('pets');
  expect(made.isEnded).toBe(true);
  made.tell({ ...progress, done: 2 });
  made.tellRun({ ...waiting, done: 2 });
  expect(experiments.state).toMatchObject({ progress: undefined, kept: [{ status: 'stopped', done: 1 }] });
});
