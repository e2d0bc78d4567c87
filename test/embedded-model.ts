/** The model that comes with the playground, as a file. */

import { fileURLToPath } from 'node:url';

export const embeddedModel = fileURLToPath(
  new URL('../playground/public/models/resnet20-cifar10.safetensors', import.meta.url),
);
