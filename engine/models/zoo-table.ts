/**
 * The zoo's entries. Nothing here is guessed: what could not be looked up is left out or rounded.
 *
 * - `timm/…` on Hugging Face: checksums and sizes as the pages of the files state them; those of the ResNet-34s are from
 *   the tables of two projects that load the same files, ferrotorch and rktorch. Accuracies are those of the model cards
 *   for images of 224 pixels. A file whose revision is not known here is asked for as `main`: its checksum pins it.
 *   For `resnet101.tv_in1k` neither is known; the checksum of the first download is recorded and held against later ones.
 * - `download.pytorch.org`: torchvision's own table (torchvision/models/resnet.py); the first eight digits of the SHA-256
 *   stand in each file's name.
 */

import type { Preprocessing, Rgb } from './model.js';
import type { ZooEntry } from './zoo.js';

const mean: Rgb = [0.485, 0.456, 0.406];
const std: Rgb = [0.229, 0.224, 0.225];

const cifar: Preprocessing = { resize: 32, crop: 32, interpolation: 'bilinear', mean, std };
/** torchvision's first weights: the middle 87.5 % of the picture. */
const torchvision1: Preprocessing = { resize: 256, crop: 224, interpolation: 'bilinear', mean, std };
/** Those of its newer training recipe. */
const torchvision2: Preprocessing = { resize: 232, crop: 224, interpolation: 'bilinear', mean, std };
/** timm's "ResNet strikes back" weights: the middle 95 %. */
const timmA1: Preprocessing = { resize: 235, crop: 224, interpolation: 'bicubic', mean, std };

/** What is particular to a file. */
type Facts = Pick<ZooEntry, 'bytes' | 'isRounded' | 'sha256' | 'top1'>;

/** @param revision the commit that is downloaded; `main` where none is known to hold the file. */
function timm(depth: number, tag: 'tv' | 'a1', revision: string, facts: Facts): ZooEntry {
  const name = `resnet${depth}.${tag}_in1k`;
  const page = `https://huggingface.co/timm/${name}`;
  return {
    name,
    title: tag === 'tv' ? `ResNet-${depth}, torchvision` : `ResNet-${depth}, timm A1`,
    architecture: `resnet${depth}`,
    source: { kind: 'download', url: `${page}/resolve/${revision}/model.safetensors` },
    ...facts,
    licence: tag === 'tv' ? 'BSD-3-Clause' : 'Apache-2.0',
    page,
    trainedOn: 'ImageNet-1k',
    preprocessing: tag === 'tv' ? torchvision1 : timmA1,
  };
}

function pytorch(depth: number, sha256: string, version: 1 | 2, facts: Facts): ZooEntry {
  const name = `resnet${depth}-${sha256}`;
  return {
    name,
    title: `ResNet-${depth}, torchvision V${version}`,
    architecture: `resnet${depth}`,
    source: { kind: 'link', url: `https://download.pytorch.org/models/${name}.pth` },
    ...facts,
    sha256,
    licence: 'BSD-3-Clause',
    page: `https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet${depth}.html`,
    trainedOn: 'ImageNet-1k',
    preprocessing: version === 1 ? torchvision1 : torchvision2,
  };
}

export const zooTable: readonly ZooEntry[] = [
  {
    name: 'resnet20-cifar10',
    title: 'ResNet-20, CIFAR-10',
    architecture: 'resnet20',
    source: { kind: 'embedded', file: 'models/resnet20-cifar10.safetensors' },
    bytes: 1_105_528,
    sha256: '4226e377efac52a8078fdc088af9eb90bebbe3ace0d5a301e71ef1b84fb3885a',
    licence: 'Apache-2.0',
    page: 'models/resnet20-cifar10.md',
    trainedOn: 'CIFAR-10',
    top1: 0.8508,
    preprocessing: cifar,
    classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  },
  timm(18, 'tv', 'a987fd6b60f845221bfff84b6f0191273ba56ead', {
    bytes: 46_807_446,
    sha256: '694f673df6520a3158624e8a89af086f59923ee4cd7436fe5bc3bc71d295ad81',
    top1: 0.6976,
  }),
  timm(34, 'tv', 'c983eba7f5e69bc3548a626d1b0b0b914e5de3a6', {
    bytes: 87_278_522,
    sha256: '0bb82595a564991a9d424708b33f5d843f5aaed7f6c0886ff10849ff97022235',
    top1: 0.7332,
  }),
  timm(50, 'tv', 'aa6c2d36d56bc0209040c02b5a7b7d7bf11d57b8', {
    bytes: 102_469_840,
    sha256: '5d061a3c593d795bfe682d9b152bafbcf550579873492def3515b46db1189888',
    top1: 0.7613,
  }),
  timm(101, 'tv', 'main', { bytes: 179_000_000, isRounded: true, top1: 0.7738 }),
  timm(18, 'a1', 'b9c542640ca04a6acab6e1ecff124a2d6ef1951d', {
    bytes: 46_807_446,
    sha256: '80c49dee3da4822c009c5a7fe591e9223c5a2cfcf95a4067ca4dfb5a7b89c612',
    top1: 0.7149,
  }),
  timm(34, 'a1', '0e8757122c4c09b15fb9300c0fd09b3fe89e28bf', {
    bytes: 87_300_000,
    isRounded: true,
    sha256: '829a220f9529d2b1ffdc8719d3273463001e0daf411eaf1916865d9db62c0ed2',
    top1: 0.7642,
  }),
  timm(50, 'a1', '93271f4677dbf7b4d7f7e7d9d7811bd66c327e56', {
    bytes: 102_469_840,
    sha256: '773525d5821de224f8f30c33377b7a795d7863e08522698200d3217d3f2a41bb',
    top1: 0.8038,
  }),
  timm(101, 'a1', 'main', {
    bytes: 179_000_000,
    isRounded: true,
    sha256: '1ba5b660e7c175b3c27c557fc7dc8b2815be830c516815b0155f61b403f27380',
    top1: 0.815,
  }),
  pytorch(18, 'f37072fd', 1, { bytes: 46_830_571, top1: 0.69758 }),
  pytorch(34, 'b627a593', 1, { bytes: 87_319_819, top1: 0.73314 }),
  pytorch(50, '0676ba61', 1, { bytes: 102_530_333, top1: 0.7613 }),
  pytorch(50, '11ad3fa6', 2, { bytes: 102_500_000, isRounded: true, top1: 0.80858 }),
  pytorch(101, '63fe2227', 1, { bytes: 178_800_000, isRounded: true, top1: 0.77374 }),
];
