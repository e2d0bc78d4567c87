/** Commands that look closer, done. */

import type { Bench } from '../bench.js';
import type { InspectionCommands } from '../protocol.js';

export const inspectionCommands = (bench: Bench): InspectionCommands => ({
  async findSaliency(request, tell) {
    const [look, judge] = [bench.pictureLook, bench.headModel(request.head)];
    return (await bench.inspection.get()).saliency(look, judge, request, tell);
  },

  async readFilters(layer, of, tell) {
    const after = bench.headModel(of === 'pretrained' ? 'pretrained' : 'retrained');
    const desk = await bench.inspection.get();
    return of === 'gradient'
      ? desk.filterGradient(after, layer, await bench.pixels(tell))
      : desk.filters(bench.model, after, layer, of);
  },

  async findExciting({ head, layer }, tell) {
    const model = bench.headModel(head);
    const data = await bench.pixels(tell);
    return (await bench.inspection.get()).exciting(model, data, layer, tell);
  },

  climbChannel: async ({ layer, channel, head }, onStep) =>
    (await bench.inspection.get()).climb(bench.headModel(head), layer, channel, onStep),

  async probeBlocks(tell, onProbe) {
    const data = await bench.pixels(tell);
    return (await bench.inspection.get()).probes(bench.model, data, tell, onProbe);
  },

  async compareBlocks(withRetrained, tell) {
    const { test } = await bench.pixels(tell);
    const other = withRetrained ? bench.headModel('retrained') : undefined;
    return (await bench.inspection.get()).similarity(bench.model, other, test, tell);
  },

  async mapFeatures(request, tell) {
    const model = bench.headModel(request.head);
    const data = await bench.pixels(tell);
    return (await bench.features.get()).map({ base: bench.model, model, data, request }, tell);
  },

  async layOutFeatures(request, tell) {
    const model = bench.headModel(request.head);
    const data = await bench.pixels(tell);
    return (await bench.features.get()).layOut({ base: bench.model, model, data, request }, tell);
  },

  cancelInspection() {
    bench.inspection.ifLoaded?.cancel();
    bench.features.ifLoaded?.cancel();
    return Promise.resolve();
  },
});
