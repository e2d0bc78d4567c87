/** The text of every kernel that is a product of the GEMM core: what a measured tile was measured with. */

import forward from '../../shaders/conv2d_forward.wgsl?raw';
import backwardData from '../../shaders/conv2d_backward_data.wgsl?raw';
import backwardWeights from '../../shaders/conv2d_backward_weights.wgsl?raw';
import matmul from '../../shaders/matmul.wgsl?raw';
import winograd from '../../shaders/winograd_product.wgsl?raw';
import { gemmSources } from './gemm.js';

export const productSources = (): readonly string[] => [
  ...gemmSources,
  forward,
  backwardData,
  backwardWeights,
  matmul,
  winograd,
];
