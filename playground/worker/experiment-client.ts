/** The page's end of the worker that does experiments: it is started when one is asked for, and ended to stop a run. */

import { connect } from './client.js';
import type { ExperimentWorker } from './experiment-protocol.js';

export interface ConnectedExperiments {
  readonly worker: ExperimentWorker;
  /** Ends it at once, whatever it does. */
  end(): void;
}

export function connectExperiments(onCrash: (error: Error) => void): ConnectedExperiments {
  const worker = new Worker(new URL('./experiment-worker.ts', import.meta.url), {
    type: 'module',
    name: 'experiments',
  });
  return { worker: connect(worker, onCrash) as ExperimentWorker, end: () => worker.terminate() };
}
