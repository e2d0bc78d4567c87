/** `features`: what a layer sees in a picture, as a PNG grid to look at and as an .npy array to compute with. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { colourMapFor } from '../../../engine/core/colour-maps.js';
import { printShape } from '../../../engine/core/shape.js';
import { printValue } from '../../elements/format.js';
import type { FeatureValues } from '../../worker/protocol.js';
import { defineCommand, type CommandContext } from '../command.js';
import { drawMaps, rangesOf } from '../maps-image.js';
import { makeFolder, offerPicture } from '../named-files.js';
import { encodeNpy } from '../npy.js';
import { encodePng } from '../png.js';
import { chosenModel, modelOptions, openModel, preprocessingJson } from './shared.js';

export const features = defineCommand({
  summary: "write a layer's feature maps for a picture: a PNG grid, and the values as .npy (NCHW float32)",
  options: {
    ...modelOptions,
    image: { kind: 'text', value: 'F', isRequired: true, help: 'a picture' },
    layer: {
      kind: 'text',
      value: 'L',
      isRequired: true,
      help: "a layer by torchvision's name: layer1.0.conv1; or input, the picture as the network takes it",
    },
    out: { kind: 'text', value: 'DIR', isRequired: true, help: 'the folder to write to; made where there is none' },
    scale: {
      kind: 'text',
      value: 'S',
      choices: ['channel', 'layer'],
      fallback: 'channel',
      help: 'colours over the range of each channel, or of the whole layer',
    },
  },

  async run({ model, image, layer, out, scale, ...rest }, context) {
    const picture = await offerPicture(image, context.page.server.files);
    const opened = await openModel({ model, ...chosenModel(rest) }, context);
    await context.page.call('openPicture', picture);
    const { bytes, values } = await readFeatures(layer, context);
    await makeFolder('--out', out);
    const files = { png: join(out, `${layer}.png`), npy: join(out, `${layer}.npy`) };
    await writeFile(files.png, encodePng(drawMaps(values, scale)));
    await writeFile(files.npy, encodeNpy(bytes, values.shape));
    const { layer: range, channels: channelRanges } = rangesOf(values);
    const { shape, isSigned } = values;
    const colourMap = colourMapFor(isSigned);
    const adapter = opened.adapter.description;
    const json = {
      model: opened.model.name,
      ...preprocessingJson(opened.model),
      image,
      layer,
      resolvedLayer: values.layer,
      shape,
      range,
      channelRanges,
      scale,
      colourMap,
      files,
      adapter,
    };
    const text = `${layer}  ${printShape(shape)}  values ${range.map(printValue).join(' … ')}\n${files.png}\n${files.npy}`;
    return { json, text };
  },
});

async function readFeatures(
  layer: string,
  { page }: CommandContext,
): Promise<{ bytes: Buffer; values: FeatureValues }> {
  const posted = page.server.files.expect();
  const report = await page.call('readFeatures', layer, posted.url);
  const bytes = await posted.bytes;
  const data = new Float32Array(new Uint8Array(bytes).buffer);
  return { bytes, values: { ...report, data } };
}
