/** The script of the worker that does experiments: a queue with a workbench of its own, offered through Comlink. */

import { expose } from 'comlink';
import { openPrivateStore } from './private-store.js';
import { ExperimentQueue } from './experiment-queue.js';
import { ExperimentShelf } from './experiment-shelf.js';
import { experimentFolder, experimentLock } from './experiment-waiting.js';
import { carryComplaints } from './thrown.js';
import { createWorkbench } from './workbench.js';

carryComplaints();
const shelf = new ExperimentShelf(openPrivateStore(experimentFolder));
const workbench = createWorkbench(new URL('../', location.href).href, true);
expose(new ExperimentQueue(workbench, shelf, { browser: browserName(navigator.userAgent), alone }));

/** Two tabs that do the same runs would write each other's files. The lock goes with the worker. */
function alone(work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(experimentLock, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

/** `Chrome/147.0.0.0` */
function browserName(userAgent: string): string {
  return /(?:Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(userAgent)?.[0] ?? userAgent;
}
