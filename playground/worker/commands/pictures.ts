/** Commands about the open picture, done. Those that touch it wait for one another. */

import { sizeOf } from '../../../engine/core/shape.js';
import { explainValue } from '../../../engine/index.js';
import type { Bench } from '../bench.js';
import { channelsFirst, isSigned, torchShape } from '../model-summary.js';
import { predictionsOf } from '../predictions.js';
import type { PictureCommands } from '../protocol.js';

export const pictureCommands = (bench: Bench): PictureCommands => ({
  async openPicture(picture) {
    const started = performance.now();
    const { width, height, crop, pixels } = await bench.tools.engine.frame(picture, bench.model);
    await bench.show(pixels);
    const seconds = (performance.now() - started) / 1000;
    return { width, height, crop, pixels: new Uint8ClampedArray(pixels), seconds };
  },

  async predict(head, count) {
    const model = bench.headModel(head);
    return predictionsOf(await bench.pictureLook.logits(model), model.description.classes, count);
  },

  attachCanvas(name, canvas) {
    bench.tools.canvases.attach(name, canvas);
    return Promise.resolve();
  },

  detachCanvas(name) {
    bench.tools.canvases.detach(name);
    return Promise.resolve();
  },

  drawMaps: async (canvas, request) => bench.tools.canvases.draw(canvas, await bench.source(request.network), request),

  readValue: async (layer, channel, y, x, network = 'pretrained') =>
    (await bench.source(network)).readValue(layer, channel, y, x),

  async readFeatures(name) {
    const look = bench.pictureLook;
    const layer = look.resolve(name);
    const values = await look.read(layer);
    const kind = look.model.network.layers.find((candidate) => candidate.name === layer)?.kind ?? 'input';
    const shape = torchShape(values.shape, kind);
    const planes = channelsFirst(values.data, values.shape.at(-1) ?? 1);
    return { layer, shape, data: planes.slice(0, sizeOf(shape)), isSigned: isSigned(look.model, layer) };
  },

  async explainValue(layer, channel, y, x, network = 'pretrained') {
    // A change is no sum: it is told how the value came about that stands there now.
    const source = await bench.source(network === 'change' ? 'retrained' : network);
    return explainValue(source, layer, { channel, y, x });
  },
});
