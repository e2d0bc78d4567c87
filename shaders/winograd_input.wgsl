// Winograd's F(2x2, 3x3), the input: V = B^T d B for every 4 x 4 patch d, one every two pixels, zeros outside of x.
//
//         [1  0 -1  0]
//   B^T = [0  1  1  0]
//         [0 -1  1  0]
//         [0  1  0 -1]
//
// Bindings: 0 x [B, HEIGHT, WIDTH, C], 1 V [16, tiles, C]: places of the patch row by row, tiles B x TILES_H x TILES_W.
// CHANNELS is C in vec4s. Dispatch: an invocation four neighbouring channels of a tile.

//# include grid

//# stored
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
//# stored
@group(0) @binding(1) var<storage, read_write> transformed: array<vec4f>;

fn pixel(image: u32, h: u32, w: u32, channel: u32) -> vec4f {
  // A negative position has wrapped to a large one.
  let inside = h < HEIGHT && w < WIDTH;
  let at = select(0u, (image * HEIGHT + h) * WIDTH + w, inside);
  return select(vec4f(), read_x(at * CHANNELS + channel), inside);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  let count = arrayLength(&transformed) / 16u;
  if (index >= count) { return; }
  let channel = index % CHANNELS;
  let tile = index / CHANNELS;
  let image = tile / (TILES_H * TILES_W);
  let top = 2u * ((tile / TILES_W) % TILES_H) - 1u;
  let left = 2u * (tile % TILES_W) - 1u;

  // B^T d, column by column.
  //# repeat w 4
  let d_0_${w} = pixel(image, top, left + ${w}u, channel);
  let d_1_${w} = pixel(image, top + 1u, left + ${w}u, channel);
  let d_2_${w} = pixel(image, top + 2u, left + ${w}u, channel);
  let d_3_${w} = pixel(image, top + 3u, left + ${w}u, channel);
  let t_0_${w} = d_0_${w} - d_2_${w};
  let t_1_${w} = d_1_${w} + d_2_${w};
  let t_2_${w} = d_2_${w} - d_1_${w};
  let t_3_${w} = d_1_${w} - d_3_${w};
  //# end

  //# repeat r 4
  write_transformed((4u * ${r}u) * count + index, t_${r}_0 - t_${r}_2);
  write_transformed((4u * ${r}u + 1u) * count + index, t_${r}_1 + t_${r}_2);
  write_transformed((4u * ${r}u + 2u) * count + index, t_${r}_2 - t_${r}_1);
  write_transformed((4u * ${r}u + 3u) * count + index, t_${r}_1 - t_${r}_3);
  //# end
}
