/**
 * A Python program for PyTorch that builds a model's network, loads its weights from the .safetensors file that was saved
 * here, and classifies a picture with the preprocessing that goes with it. torchvision's own definition is used where it
 * has one; the other members of the family are written out.
 */

import type { Architecture } from '../models/architecture.js';
import type { ModelDescription, Preprocessing } from '../models/model.js';
import { networkDefinition } from './pytorch-network.js';

/** What torchvision.models has: with projections for shortcuts, and stems of one convolution. */
const ofTorchvision = /^(resnet(18|34|50|101|152)|wide_resnet(50|101)_2|resnext(50_32x4d|101_32x8d|101_64x4d))$/;

/**
 * @param file the .safetensors file, as seen from the folder of the program, with `/` between folders.
 * @returns Python for version 3.8 and later, which needs torch, torchvision, safetensors and pillow.
 */
export function pytorchSnippet(description: ModelDescription, file: string): string {
  const { architecture, classes, preprocessing } = description;
  return [
    header(description, isOfTorchvision(architecture)),
    `FILE = ${JSON.stringify(file)}`,
    `CLASSES = [${classes.map((name) => JSON.stringify(name)).join(', ')}]`,
    '',
    modelDefinition(architecture),
    'model.load_state_dict(load_file(Path(__file__).parent / FILE), strict=True)',
    'model.eval()',
    '',
    transformation(preprocessing),
    '',
    main,
  ].join('\n');
}

function header({ name, architecture }: ModelDescription, isKnown: boolean): string {
  return [
    `# ${oneLine(name)}: ${oneLine(architecture.title)}`,
    '# Classifies a picture:  python THIS_FILE picture.jpg',
    'import sys',
    'from pathlib import Path',
    '',
    'import torch',
    isKnown ? 'import torchvision' : 'import torch.nn.functional as F',
    'from PIL import Image',
    'from safetensors.torch import load_file',
    ...(isKnown ? [] : ['from torch import nn']),
    'from torchvision import transforms',
    '',
  ].join('\n');
}

export function isOfTorchvision({ name, shortcut }: Architecture): boolean {
  return ofTorchvision.test(name) && shortcut === 'projection';
}

/** Python that makes `model`; `torchvision` must be imported where it is of it, else `torch`, `nn` and `F`. */
export function modelDefinition(architecture: Architecture): string {
  const { name, classCount } = architecture;
  if (isOfTorchvision(architecture)) return `model = torchvision.models.${name}(num_classes=${classCount})`;
  return `\n${networkDefinition(architecture)}\n\n\nmodel = ResNet()`;
}

/** Python that makes `preprocess`. Pillow, which torchvision resizes pictures with, always antialiases. */
export function transformation({ resize, crop, interpolation, mean, std }: Preprocessing): string {
  return `preprocess = transforms.Compose([
    transforms.Resize(${resize}, transforms.InterpolationMode.${interpolation.toUpperCase()}),
    transforms.CenterCrop(${crop}),
    transforms.ToTensor(),
    transforms.Normalize([${mean.join(', ')}], [${std.join(', ')}]),
])`;
}

const main = `
def classify(path):
    """The probability of each class."""
    pixels = preprocess(Image.open(path).convert("RGB"))
    with torch.no_grad():
        return model(pixels[None]).softmax(1)[0]


if __name__ == "__main__":
    probabilities = classify(sys.argv[1])
    for index in probabilities.argsort(descending=True)[:5]:
        print(f"{probabilities[index]:7.2%}  {CLASSES[index]}")
`;

/** A name from a file may be anything, and must not end the comment that it stands in. */
export function oneLine(name: string): string {
  return name.replace(/[\s\p{Cc}]+/gu, ' ');
}
