/** Commands about the adapter, done. */

import { takeTiles } from '../../../engine/index.js';
import type { Bench } from '../bench.js';
import type { AdapterCommands } from '../protocol.js';

export const adapterCommands = (bench: Bench): AdapterCommands => ({
  start: async () => (await bench.open()).engine.device.info,

  useTiles: async (tables) => takeTiles(bench.tools.engine.device, tables),

  tune: async (request, onTuned) => (await bench.tuning.get()).tune(bench.model, request, onTuned),

  cancelTuning: () => Promise.resolve(bench.tuning.ifLoaded?.cancel()),

  profile: async (request, tell) => (await bench.inspection.get()).profile(bench.model, request, tell),

  checkGradients: async (request, onTensor) => (await bench.inspection.get()).gradients(bench.model, request, onTensor),
});
