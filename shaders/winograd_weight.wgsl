// Winograd's F(2x2, 3x3), the kernels: U = G g G^T for every pair of channels, once for weights that never change.
//
//       [ 1    0    0  ]
//   G = [ 1/2  1/2  1/2]
//       [ 1/2 -1/2  1/2]
//       [ 0    0    1  ]
//
// Bindings: 0 weight g [3, 3, C, O], 1 U [16, C, O], places of 4 x 4 row by row. COUNT is C * O in vec4s.
// Dispatch: an invocation four neighbouring outputs of a channel.

//# include grid

@group(0) @binding(0) var<storage, read> weight: array<vec4f>;
//# stored
@group(0) @binding(1) var<storage, read_write> transformed: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }

  // G g, column by column.
  //# repeat w 3
  let g_0_${w} = weight[${w}u * COUNT + index];
  let g_1_${w} = weight[(3u + ${w}u) * COUNT + index];
  let g_2_${w} = weight[(6u + ${w}u) * COUNT + index];
  let t_0_${w} = g_0_${w};
  let t_1_${w} = 0.5 * (g_0_${w} + g_1_${w} + g_2_${w});
  let t_2_${w} = 0.5 * (g_0_${w} - g_1_${w} + g_2_${w});
  let t_3_${w} = g_2_${w};
  //# end

  //# repeat r 4
  write_transformed((4u * ${r}u) * COUNT + index, t_${r}_0);
  write_transformed((4u * ${r}u + 1u) * COUNT + index, 0.5 * (t_${r}_0 + t_${r}_1 + t_${r}_2));
  write_transformed((4u * ${r}u + 2u) * COUNT + index, 0.5 * (t_${r}_0 - t_${r}_1 + t_${r}_2));
  write_transformed((4u * ${r}u + 3u) * COUNT + index, t_${r}_2);
  //# end
}
