/** Commands about experiments, done. */

import type { Bench } from '../bench.js';
import type { ExperimentCommands } from '../protocol.js';

export const experimentCommands = (bench: Bench): ExperimentCommands => ({
  async identifyMaterial(tell) {
    const data = await bench.pixels(tell);
    return (await bench.experiments.get()).identify(bench.model, data);
  },

  async estimateExperiment(document, parts) {
    const data = bench.data.sizeFor(bench.framing);
    return (await bench.experiments.get()).estimate(bench.look, data, document, parts, () => bench.pace());
  },

  async runExperiment(definition, base, onEvent) {
    const data = await bench.pixels((progress) => onEvent({ kind: 'progress', progress }));
    return (await bench.experiments.get()).run(bench.model, data, definition, base, onEvent);
  },
});
