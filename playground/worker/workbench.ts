/** The workbench: the worker's side of the protocol, each of its parts done by commands of its own on one bench. */

import { Bench } from './bench.js';
import { adapterCommands } from './commands/adapter.js';
import { dataCommands } from './commands/data.js';
import { experimentCommands } from './commands/experiments.js';
import { inspectionCommands } from './commands/inspection.js';
import { modelCommands } from './commands/models.js';
import { pictureCommands } from './commands/pictures.js';
import { trainingCommands } from './commands/training.js';
import type { EngineWorker } from './protocol.js';

/**
 * @param base the address that models and data sets are relative to.
 * @param isReproducible whether results are held against those of other days: no tuned tiles then.
 */
export function createWorkbench(base: string, isReproducible = false): EngineWorker {
  const bench = new Bench(base, isReproducible);
  return {
    ...adapterCommands(bench),
    ...modelCommands(bench),
    ...pictureCommands(bench),
    ...inspectionCommands(bench),
    ...dataCommands(bench),
    ...trainingCommands(bench),
    ...experimentCommands(bench),
  };
}
