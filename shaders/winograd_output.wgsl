// Winograd's F(2x2, 3x3), the output: Y = A^T P A, the 2 x 2 pixels of every tile, then the epilogue.
//
//   A^T = [1  1  1  0]
//         [0  1 -1 -1]
//
// Bindings: 0 P [16, tiles, O], tiles B x TILES_H x TILES_W; 1 … the epilogue's operands, then y [B, HEIGHT, WIDTH, O]: see epilogue.wgsl.
// Dispatch: an invocation four neighbouring outputs of a tile.

//# include grid
//# include epilogue

//# stored
@group(0) @binding(0) var<storage, read> product: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  let count = arrayLength(&product) / 16u;
  if (index >= count) { return; }
  let column = index % OUTPUT_ELEMENTS;
  let tile = index / OUTPUT_ELEMENTS;
  let image = tile / (TILES_H * TILES_W);
  let top = 2u * ((tile / TILES_W) % TILES_H);
  let left = 2u * (tile % TILES_W);

  // A^T P, column by column.
  //# repeat w 4
  let p_0_${w} = read_product(${w}u * count + index);
  let p_1_${w} = read_product((4u + ${w}u) * count + index);
  let p_2_${w} = read_product((8u + ${w}u) * count + index);
  let p_3_${w} = read_product((12u + ${w}u) * count + index);
  let t_0_${w} = p_0_${w} + p_1_${w} + p_2_${w};
  let t_1_${w} = p_1_${w} - p_2_${w} - p_3_${w};
  //# end

  //# repeat r 2
  if (top + ${r}u < HEIGHT) {
    let row = (image * HEIGHT + top + ${r}u) * WIDTH + left;
    store_element(row, column, t_${r}_0 + t_${r}_1 + t_${r}_2);
    if (left + 1u < WIDTH) { store_element(row + 1u, column, t_${r}_1 - t_${r}_2 - t_${r}_3); }
  }
  //# end
}
