/** Commands about training, done. */

import type { Bench } from '../bench.js';
import { hasCheckpoints } from '../checkpoint-folder.js';
import type { TrainingCommands } from '../protocol.js';

export const trainingCommands = (bench: Bench): TrainingCommands => ({
  async forecast(settings, keeping) {
    const data = bench.data.sizeFor(bench.framing);
    return (await bench.training.get()).forecast(bench.model, data, settings, keeping, () => bench.pace());
  },

  async train(settings, onEvent, keeping, onCheckpoint) {
    const { model } = bench;
    const data = await bench.pixels((progress) => onEvent({ kind: 'progress', progress }));
    return (await bench.training.get()).train(model, data, settings, onEvent, keeping, onCheckpoint);
  },

  pauseTraining: () => Promise.resolve(bench.training.ifLoaded?.pause()),

  resumeTraining: () => Promise.resolve(bench.training.ifLoaded?.resume()),

  stepTraining: () => Promise.resolve(bench.training.ifLoaded?.step()),

  cancelTraining: () => Promise.resolve(bench.training.ifLoaded?.cancel()),

  findInterrupted: async () => ((await hasCheckpoints()) ? (await bench.training.get()).findInterrupted() : undefined),

  discardInterrupted: async () => (await bench.training.get()).discardInterrupted(),

  describeTrained: async () => (await bench.training.get()).summary(),

  showMoment: async (step) => (await bench.training.get()).show(step),

  saveModel: async (form) => (await bench.training.get()).save(form),

  saveInitialModel: async () => (await bench.training.get()).saveInitial(),

  pytorchSnippet: async (file) => (await bench.training.get()).snippet(file),
});
