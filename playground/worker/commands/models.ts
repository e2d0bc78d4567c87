/** Commands about models, done. */

import { Look, type Model } from '../../../engine/index.js';
import type { Bench } from '../bench.js';
import { summarise } from '../model-summary.js';
import { openModel } from '../open-model.js';
import type { ModelCommands, ModelSummary } from '../protocol.js';

export const modelCommands = (bench: Bench): ModelCommands => ({
  async loadModel(source, tell) {
    const model = await openModel(bench.tools.engine, source, tell, bench.modelIfLoaded);
    tell({ stage: 'Compiling', done: 0, total: 1 });
    const look = await Look.create(model);
    bench.forgetModel()?.destroy();
    return use(bench, model, look);
  },

  async changePreprocessing(choice) {
    const model = bench.model.fedBy(choice);
    const look = await Look.create(model);
    bench.forgetModel();
    return use(bench, model, look);
  },

  zoo: () => bench.models.report(),

  downloadModel: async (name, tell) => bench.models.download(bench.tools.engine, name, tell),

  cancelDownload() {
    bench.models.cancel();
    return Promise.resolve();
  },

  deleteKept: (fileName) => bench.models.delete(fileName),

  clearKept: () => bench.models.clear(),
});

function use(bench: Bench, model: Model, look: Look): ModelSummary {
  bench.use(model, look);
  return summarise(model, (layer) => look.forward.value(layer).shape);
}
